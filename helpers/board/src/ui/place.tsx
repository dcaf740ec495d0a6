// Where a card stands, and the way to put it elsewhere that needs no dragging.
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { LaneType } from "../document/parts";
import type { Snapshot } from "../document/snapshot";
import { locate, moveBy } from "../state/moves";
import { Choice } from "./choosing";
import { useView } from "./hooks";
import { ToolButton } from "./tool";

/** The stage of a card, and its place in that: touchpoints stand beside each other, all others below. */
export function Place({ id, lane, snapshot }: { id: string; lane: LaneType; snapshot: Snapshot }) {
  const { t, actions, screen } = useView();
  const row = useRef<HTMLDivElement>(null);
  const found = locate(snapshot, lane, id);
  const stage = found && snapshot.columns[found.column]?.stage;
  const where = `${stage?.id} ${found?.index}`;
  const first = useRef(where);

  // The card may have gone out of sight.
  useEffect(() => {
    if (first.current === where) return;
    first.current = "";
    const card = row.current?.closest(".jb-board")?.querySelector(".jb-open");
    card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [where]);

  // At the edge a button is out of use: the focus stays in the row, and Escape with it.
  useLayoutEffect(() => {
    const button = row.current?.querySelector(":disabled:focus");
    if (button) row.current?.querySelector<HTMLElement>("select, button:enabled")?.focus();
  });

  /** Move the card, and keep the focus here. */
  function moving(move: () => void): void {
    move();
    screen.patch({ focus: null });
  }

  function putInto(wanted: string | null): void {
    const column = snapshot.columns.find((one) => one.stage.id === wanted);
    if (column === undefined) return;
    const [only, ...more] = column.touchpoints;
    const touchpoint = lane === "pain_point" && more.length === 0 ? (only?.id ?? null) : null;
    moving(() => actions.put(id, lane, { stage: column.stage.id, touchpoint, before: null }));
  }

  const across = lane === "touchpoint";
  const steps = [
    { by: -1, icon: across ? "left" : "up", name: across ? "move_left" : "move_up" },
    { by: 1, icon: across ? "right" : "down", name: across ? "move_right" : "move_down" },
  ] as const;
  return (
    <div ref={row} class="jb-place" data-testid="place">
      <Choice
        label={t("stage")}
        value={stage?.id ?? null}
        entries={snapshot.columns.map((column, i) => ({
          value: column.stage.id,
          text: column.stage.name || t("stage_nr", { n: i + 1 }),
        }))}
        testId="place-stage"
        onChoose={putInto}
      />
      {steps.map(({ by, icon, name }) => {
        const [dx, dy] = across ? [by, 0] : [0, by];
        return (
          <ToolButton
            key={name}
            icon={icon}
            name={name}
            testId={`place-${icon}`}
            disabled={moveBy(snapshot, lane, id, dx, dy) === null}
            onClick={() => moving(() => actions.move(id, lane, dx, dy))}
          />
        );
      })}
    </div>
  );
}
