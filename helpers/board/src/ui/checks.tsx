// The check panel: what the rubric says of the map as it was last saved, one quiet row for each demand.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { plural } from "../i18n";
import { byItem, type CheckStatus, type Finding, metCount, newlyMet } from "../state/checks";
import type { FocusLane } from "../state/screen";
import { useStore, useView } from "./hooks";
import { Icon, type IconName } from "./icons";
import { PanelFrame } from "./panelframe";

const SIGNS: Record<CheckStatus, IconName> = {
  met: "check",
  partly_met: "half",
  not_met: "close",
  not_attempted: "unproved",
};

/** Points as they are written: 2.25, but 3 and not 3.00. */
const points = (value: number) => String(Math.round(value * 100) / 100);

/** The hints, to be opened one after the other. */
function Hints({ hints }: { hints: readonly string[] }) {
  const { t } = useView();
  const list = useRef<HTMLOListElement>(null);
  const [opened, setOpened] = useState(0);
  const shown = hints.slice(0, opened);

  // With the last hint its button goes away: the focus stays at what it opened.
  useLayoutEffect(() => {
    if (opened > 0 && opened === hints.length) list.current?.focus();
  }, [opened]);

  return (
    <>
      {shown.length > 0 && (
        <ol class="jb-hints" ref={list} tabIndex={-1} aria-live="polite">
          {shown.map((hint) => (
            <li key={hint} data-testid="check-hint">
              {hint}
            </li>
          ))}
        </ol>
      )}
      {opened < hints.length && (
        <button
          type="button"
          class="jb-link"
          data-testid="check-hint-open"
          onClick={() => setOpened(opened + 1)}
        >
          <Icon name="bulb" />
          {t("check_hint_n", { n: opened + 1, total: hints.length })}
        </button>
      )}
    </>
  );
}

/** Shows the cards that a finding means: all are marked, and each press goes to the next one. */
function ShowCards({ where }: { where: readonly string[] }) {
  const { t, panels, screen, state } = useView();
  const [next, setNext] = useState(0);
  const columns = useStore(state, (shared) => shared.snapshot.columns);
  const lanes = useMemo(() => {
    const found = new Map<string, FocusLane>();
    for (const column of columns) {
      found.set(column.stage.id, "stage");
      for (const { id } of column.touchpoints) found.set(id, "touchpoint");
      for (const { id } of column.painPoints) found.set(id, "pain_point");
      for (const { id } of column.opportunities) found.set(id, "opportunity");
    }
    return found;
  }, [columns]);
  // A card may have gone since the map was judged.
  const there = where.filter((id) => lanes.has(id));
  if (there.length === 0) return null;
  const index = next % there.length;

  function show(): void {
    const id = there[index] as string;
    panels.patch({ marked: there });
    screen.patch({ focus: { id, lane: lanes.get(id) as FocusLane } });
    setNext(index + 1);
  }

  return (
    <button type="button" class="jb-link" data-testid="check-show" onClick={show}>
      <Icon name="target" />
      {there.length === 1 ? t("check_show") : t("check_show_n", { n: index + 1, total: there.length })}
    </button>
  );
}

function Row({ finding }: { finding: Finding }) {
  const { t } = useView();
  const { status, name, why, hints, where, maxPoints } = finding;
  return (
    <li
      class={`jb-finding jb-check-${status}`}
      data-testid="finding"
      data-criterion={finding.criterion}
      data-status={status}
    >
      <span class="jb-sign" title={t(`check_${status}`)}>
        <Icon name={SIGNS[status]} />
      </span>
      <div>
        <p class="jb-finding-name">
          <b>{name}</b>
          <span class="jb-hidden">{t(`check_${status}`)}</span>
        </p>
        <p class="jb-finding-why">{why}</p>
        {(where.length > 0 || hints.length > 0) && (
          <div class="jb-finding-more">
            <Hints hints={hints} />
            <ShowCards where={where} />
          </div>
        )}
      </div>
      {maxPoints > 0 && (
        <span class="jb-points">
          {t("check_points", { points: points(finding.points), max: points(maxPoints) })}
        </span>
      )}
    </li>
  );
}

export function CheckPanel() {
  const { t, checks, screen } = useView();
  const judged = useStore(checks, (state) => state);
  const before = useRef(judged);

  // The only thing that is ever said of itself: that something has been done.
  useEffect(() => {
    const met = newlyMet(before.current, judged);
    before.current = judged;
    if (met.length === 0) return;
    const names = met.map((finding) => finding.name).join(t("list_comma"));
    screen.say(t("check_said_met", { names }));
  }, [judged]);

  return (
    <PanelFrame
      name="checks"
      icon="checklist"
      title="check"
      head={
        <p class="jb-panel-note" data-testid="checks-balance">
          {t("check_met_n", { met: metCount(judged), total: judged.findings.length })}
        </p>
      }
    >
      {byItem(judged.findings).map(({ item, findings }) => (
        <section key={item} aria-label={item} class="jb-check-item">
          <h5>
            {item}
            <small>
              {metCount({ findings, later: 0 })}/{findings.length}
            </small>
          </h5>
          <ul>
            {findings.map((finding) => (
              <Row key={finding.criterion} finding={finding} />
            ))}
          </ul>
        </section>
      ))}
      {judged.later > 0 && (
        <p class="jb-note" data-testid="checks-later">
          {t(plural("check_later", judged.later), { n: judged.later })}
        </p>
      )}
    </PanelFrame>
  );
}
