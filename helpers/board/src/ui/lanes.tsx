// The table of the board: stages across, lanes down, everything of one touchpoint in one line.
import { type ComponentChildren, Fragment } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Column, type Snapshot, share } from "../document/snapshot";
import { METRICS, slotWidth, stageBoxes } from "../geometry";
import { type FixedLane, shownLanes } from "../state/layout";
import { drawnOf, useArrival } from "./arrival";
import { ActionCell, OpportunityCell, PainPointCell, TouchpointCell } from "./cells";
import { useAutoScroll } from "./drag";
import { Edges } from "./edges";
import { EmotionLane } from "./emotion";
import { FoldedCell } from "./folded";
import { usePanels, useView } from "./hooks";
import { Icon } from "./icons";
import { OwnCell, TouchpointTextCell } from "./lane-cells";
import { LanesFoot, Visibility } from "./lane-foot";
import { FixedLaneTitle, OwnLaneTitle } from "./lane-title";
import { usePageFirst } from "./sight";
import { FoldedHead, StageHead } from "./stage-head";

/** How wide the element is now; follows its resizing. */
function useWidth(): [ref: { current: HTMLDivElement | null }, width: number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

/** One row of the table; its cells keep to it however narrow or wide their neighbours are. */
function Row({
  at,
  children,
  joined = false,
}: {
  at: number;
  children: ComponentChildren;
  joined?: boolean;
}) {
  return (
    <div class={`jb-row${joined ? " jb-joined" : ""}`} role="row" style={{ "--jb-row": at }}>
      {children}
    </div>
  );
}

/** What stands in one lane of one stage; the emotion lane is one cell over all stages. */
function LaneCell({
  lane,
  column,
  drawn,
  odd,
  shared,
}: {
  lane: string;
  column: Column;
  /** How many of the stage's touchpoints are drawn already. */
  drawn: number;
  odd: boolean;
  shared: { snapshot: Snapshot; names: ReadonlyMap<string, string>; numbers: ReadonlyMap<string, number[]> };
}) {
  const { stage, touchpoints } = column;
  const { evidence, lanes } = shared.snapshot;
  switch (lane) {
    case "action":
      return <ActionCell stage={stage} touchpoints={touchpoints} drawn={drawn} odd={odd} />;
    case "touchpoint":
      return (
        <TouchpointCell stage={stage} touchpoints={touchpoints} drawn={drawn} evidence={evidence} odd={odd} />
      );
    case "thought":
    case "backstage":
      return (
        <TouchpointTextCell field={lane} stage={stage} touchpoints={touchpoints} drawn={drawn} odd={odd} />
      );
    case "pain_point":
      return (
        <PainPointCell
          stage={stage}
          touchpoints={touchpoints}
          painPoints={column.painPoints}
          drawn={drawn}
          evidence={evidence}
          names={shared.names}
          odd={odd}
        />
      );
    case "opportunity":
      return (
        <OpportunityCell
          stage={stage}
          opportunities={column.opportunities}
          slots={touchpoints.length}
          drawn={drawn}
          odd={odd}
        />
      );
  }
  const own = lanes.find((one) => one.id === lane);
  if (own === undefined) return null;
  const cell = column.cells.find((one) => one.lane === lane) ?? null;
  return (
    <OwnCell
      lane={own}
      stage={stage}
      cell={cell}
      numbers={shared.numbers.get(lane) ?? NO_NUMBERS}
      odd={odd}
    />
  );
}

const NO_NUMBERS: readonly number[] = [];

/** The figures of each of the learner's lanes; a lane's list stays the same while its figures do. */
function useNumbers({ columns, lanes }: Snapshot): ReadonlyMap<string, number[]> {
  const last = useRef<ReadonlyMap<string, number[]>>(new Map());
  return useMemo(() => {
    const next = new Map<string, number[]>();
    for (const lane of lanes.filter((one) => one.kind === "number")) {
      const cells = columns.flatMap((column) => column.cells.filter((cell) => cell.lane === lane.id));
      const figures = cells.flatMap((cell) => cell.number ?? []);
      next.set(lane.id, share(last.current.get(lane.id), figures));
    }
    last.current = next;
    return next;
  }, [columns, lanes]);
}

/** Return the list of the last render where this one says the same. */
function useShared<T extends object>(next: T): T {
  const last = useRef(next);
  last.current = share(last.current, next);
  return last.current;
}

/** All lanes of all stages, in a window that scrolls both ways. */
export function Lanes({ snapshot, details }: { snapshot: Snapshot; details: string | null }) {
  const { t, actions, readonly, layout, screen, hands, large } = useView();
  const [ref, width] = useWidth();
  useAutoScroll(ref);
  usePageFirst(ref);
  const { columns, lanes } = snapshot;

  // The details cover a part of the board: their card comes back into sight.
  useEffect(() => {
    if (details !== null)
      ref.current?.querySelector(".jb-open")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [details]);

  // The details and a side panel take their width from the board; its cards keep theirs, so that nothing jumps.
  const beside = usePanels((panels) => panels.beside) + (details !== null ? METRICS.details : 0);
  const available = width + beside - (readonly ? 0 : METRICS.addStage);
  const counts = columns.map((column) => column.touchpoints.length);
  const folded = columns.map(({ stage }) => layout.folded.includes(stage.id));
  const slot = slotWidth(available, counts, folded);
  const total = counts.reduce((sum, count) => sum + count, 0);
  // Whoever asks for a card, chooses cards or searches may mean one that is not drawn yet.
  const { focus, editing } = screen.get();
  const { selected, find } = hands.get();
  const asked = details !== null || focus !== null || editing !== null || find !== null || selected.size > 0;
  const arrived = useArrival(total, !large || asked);
  const drawn = drawnOf(counts, arrived);
  const taking = usePanels((panels) => panels.dragged !== null);
  const shape = `${counts.join(" ")} ${folded.join(" ")}`;
  const boxes = useMemo(() => stageBoxes(counts, slot, folded), [shape, slot]);
  // What hangs on touchpoints alone is not drawn anew for every edit.
  const stages = useShared(columns.map((column) => column.stage));
  const touchpoints = useShared(columns.map((column) => column.touchpoints));
  const names = useMemo(
    () => new Map(touchpoints.flat().map((one) => [one.id, one.name || t("unnamed")])),
    [touchpoints, t],
  );
  const numbers = useNumbers(snapshot);
  const shared = { snapshot, names, numbers };
  const shown = shownLanes(
    layout,
    lanes.map((lane) => lane.id),
  );
  // The line of visibility is a row of its own, over what is done behind it.
  const rows = shown.flatMap((lane) => (lane === "backstage" ? ["visibility", lane] : [lane]));
  const rowOf = (lane: string) => rows.indexOf(lane) + 2;

  const widths = boxes.map((box) => `${box.width}px`).join(" ");
  const style = {
    gridTemplateColumns: `${METRICS.laneTitle}px ${widths} ${readonly ? "" : `${METRICS.addStage}px`}`,
    "--jb-slot": `${slot}px`,
    "--jb-gap": `${METRICS.slotGap}px`,
    "--jb-padding": `${METRICS.stagePadding}px`,
    "--jb-add": `${METRICS.addStrip}px`,
  };

  return (
    <div class="jb-lanes">
      <div class="jb-scroll" ref={ref}>
        <div
          class={`jb-grid${taking ? " jb-taking" : ""}`}
          role="table"
          aria-label={t("board")}
          aria-busy={arrived < total}
          style={style}
        >
          <Row at={1}>
            <div class="jb-corner" role="cell" />
            {columns.map(({ stage }, i) =>
              folded[i] ? (
                <FoldedHead key={stage.id} stage={stage} index={i} />
              ) : (
                <StageHead key={stage.id} stage={stage} index={i} count={columns.length} />
              ),
            )}
            {!readonly && (
              <div class="jb-stage-add" role="cell">
                <button
                  type="button"
                  class="jb-add"
                  title={t("add_stage")}
                  aria-label={t("add_stage")}
                  onClick={actions.addStage}
                >
                  <Icon name="plus" />
                </button>
              </div>
            )}
          </Row>
          {shown.map((lane, n) => {
            const own = lanes.find((one) => one.id === lane);
            return (
              <Fragment key={lane}>
                {lane === "backstage" && <Visibility at={rowOf("visibility")} />}
                <Row at={rowOf(lane)} joined={lane === "action" && shown[n + 1] === "touchpoint"}>
                  {own ? <OwnLaneTitle lane={own} /> : <FixedLaneTitle lane={lane as FixedLane} />}
                  {lane === "emotion" && (
                    <div
                      class="jb-curve-cell"
                      role="cell"
                      style={{ gridColumn: `2 / span ${Math.max(1, columns.length)}` }}
                    >
                      <EmotionLane
                        stages={stages}
                        touchpoints={touchpoints}
                        evidence={snapshot.evidence}
                        boxes={boxes}
                        drawn={arrived}
                      />
                    </div>
                  )}
                  {columns.map((column, i) => {
                    const odd = i % 2 === 1;
                    if (folded[i])
                      return (
                        n === 0 && (
                          <FoldedCell
                            key={column.stage.id}
                            column={column}
                            at={i}
                            lanes={rows.length}
                            odd={odd}
                          />
                        )
                      );
                    return (
                      lane !== "emotion" && (
                        <LaneCell
                          key={column.stage.id}
                          lane={lane}
                          column={column}
                          drawn={drawn[i] ?? 0}
                          odd={odd}
                          shared={shared}
                        />
                      )
                    );
                  })}
                </Row>
              </Fragment>
            );
          })}
          <LanesFoot at={rows.length + 2} snapshot={snapshot} />
        </div>
      </div>
      <Edges lanes={ref} />
    </div>
  );
}
