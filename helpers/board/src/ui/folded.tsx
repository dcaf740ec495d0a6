// A folded stage: a narrow column with its name upright and how much stands in it.
import type { Stage } from "../document/parts";
import type { Column } from "../document/snapshot";
import type { Key } from "../i18n";
import { toggle } from "../state/layout";
import { useView } from "./hooks";
import { Icon, type IconName } from "./icons";
import { ToolButton } from "./tool";

/** Return what folds or unfolds a stage. */
export function useFold(stage: Stage): (folded: boolean) => void {
  const { t, arrange, actions } = useView();
  return (folded) => {
    arrange((layout) => toggle(layout, "folded", stage.id, folded));
    const name = stage.name || t("unnamed");
    actions.say(t(folded ? "stage_said_folded" : "stage_said_unfolded", { name }));
  };
}

/** The head of a folded stage; the keys that act on a stage act here too. */
export function FoldedHead({ stage, index }: { stage: Stage; index: number }) {
  const { t, screen } = useView();
  const fold = useFold(stage);
  return (
    <div role="columnheader" class="jb-stage-cell jb-folded-head" data-stage-id={stage.id}>
      <div
        class="jb-stage"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys act on the stage that has the focus (state/keyboard.ts)
        tabIndex={0}
        aria-label={`${t("stage_nr", { n: index + 1 })}${t("list_comma")}${stage.name || t("unnamed")}`}
        data-card-id={stage.id}
        data-lane="stage"
        data-testid="stage"
        data-folded="true"
      >
        <span class="jb-number" aria-hidden="true">
          {index + 1}
        </span>
        <ToolButton
          icon="unfold"
          name="stage_unfold"
          testId="stage-unfold"
          expanded={false}
          onClick={() => {
            screen.patch({ focus: { id: stage.id, lane: "stage" } });
            fold(false);
          }}
        />
      </div>
    </div>
  );
}

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
