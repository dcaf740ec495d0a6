// What is to be seen of a folded stage: its name upright, and how much stands in it.
import type { Column } from "../document/snapshot";
import type { Key } from "../i18n";
import { useView } from "./hooks";
import { Icon, type IconName } from "./icons";
import { useFold } from "./stage-head";

/** What stands in a folded stage, in one cell over all lanes; a click unfolds it. */
export function FoldedCell({
  column,
  at,
  lanes,
  odd,
}: {
  column: Column;
  /** The stage's number among all stages, from 0. */
  at: number;
  lanes: number;
  odd: boolean;
}) {
  const { t } = useView();
  const { stage } = column;
  const fold = useFold(stage);
  const counts: { icon: IconName; key: Key; n: number }[] = [
    { icon: "touch", key: "folded_touchpoints", n: column.touchpoints.length },
    { icon: "bolt", key: "folded_pain_points", n: column.painPoints.length },
    { icon: "bulb", key: "folded_opportunities", n: column.opportunities.length },
  ];
  const name = stage.name || t("unnamed");
  return (
    <div
      role="cell"
      aria-rowspan={lanes}
      class={`jb-folded${odd ? " jb-odd" : ""}`}
      style={{ gridRow: `2 / span ${lanes}`, gridColumn: at + 2 }}
      data-stage-id={stage.id}
      data-testid="folded"
    >
      <button
        type="button"
        class="jb-folded-button"
        title={t("stage_unfold_of", { name })}
        onClick={() => fold(false)}
      >
        <span class="jb-folded-inner">
          <span class="jb-folded-name">{name}</span>
          {counts.map(({ icon, key, n }) => (
            <span key={key} class={`jb-folded-count jb-folded-${icon}`} title={t(key, { n })}>
              <Icon name={icon} />
              <span aria-hidden="true">{n}</span>
              <span class="jb-hidden">{t(key, { n })}</span>
            </span>
          ))}
        </span>
      </button>
    </div>
  );
}
