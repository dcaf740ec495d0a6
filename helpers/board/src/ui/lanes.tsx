// The table of the board: stages across, lanes down, everything of one touchpoint in one line.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { EMOTIONS } from "../document/parts";
import { type Snapshot, share } from "../document/snapshot";
import { emotionY, METRICS, slotWidth, stageBoxes } from "../geometry";
import { emotionKey, type Key } from "../i18n";
import { ActionCell, OpportunityCell, PainPointCell, StageHead, TouchpointCell } from "./cells";
import { useAutoScroll } from "./drag";
import { EmotionLane } from "./emotion";
import { useView } from "./hooks";
import { Face, Icon, type IconName } from "./icons";

/** The title of a lane, which stays while the stages are scrolled past it. */
function LaneTitle({ icon, name, faces = false }: { icon: IconName; name: Key; faces?: boolean }) {
  const { t } = useView();
  return (
    <div role="rowheader" class={`jb-lane-title jb-title-${name}`}>
      <span class="jb-lane-name">
        <Icon name={icon} />
        {t(name)}
      </span>
      {faces &&
        EMOTIONS.map((emotion) => (
          <span
            key={emotion}
            class="jb-axis"
            style={{ top: `${emotionY(emotion)}px` }}
            title={t(emotionKey(emotion))}
          >
            <Face emotion={emotion} />
          </span>
        ))}
    </div>
  );
}

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

/** Return the list of the last render where this one says the same. */
function useShared<T extends object>(next: T): T {
  const last = useRef(next);
  last.current = share(last.current, next);
  return last.current;
}

/** All lanes of all stages, in a window that scrolls both ways. */
export function Lanes({ snapshot, details }: { snapshot: Snapshot; details: string | null }) {
  const { t, actions, readonly } = useView();
  const [ref, width] = useWidth();
  useAutoScroll(ref);
  const { columns, evidence } = snapshot;

  // The details cover a part of the board: their card comes back into sight.
  useEffect(() => {
    if (details !== null)
      ref.current?.querySelector(".jb-open")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [details]);

  // The details take their width from the board; its cards keep theirs, so that nothing jumps.
  const available = width + (details !== null ? METRICS.details : 0) - (readonly ? 0 : METRICS.addStage);
  const counts = columns.map((column) => column.touchpoints.length);
  const slot = slotWidth(available, counts);
  const shape = counts.join(" ");
  const boxes = useMemo(() => stageBoxes(counts, slot), [shape, slot]);
  // What hangs on touchpoints alone is not drawn anew for every edit.
  const stages = useShared(columns.map((column) => column.touchpoints));
  const names = useMemo(
    () => new Map(stages.flat().map((one) => [one.id, one.name || t("unnamed")])),
    [stages, t],
  );
  const widths = boxes.map((box) => `${box.width}px`).join(" ");
  const style = {
    gridTemplateColumns: `${METRICS.laneTitle}px ${widths} ${readonly ? "" : `${METRICS.addStage}px`}`,
    "--jb-slot": `${slot}px`,
    "--jb-gap": `${METRICS.slotGap}px`,
    "--jb-padding": `${METRICS.stagePadding}px`,
    "--jb-add": `${METRICS.addStrip}px`,
  };

  return (
    <div class="jb-scroll" ref={ref}>
      <div class="jb-grid" role="table" aria-label={t("board")} style={style}>
        <div class="jb-row" role="row">
          <div class="jb-corner" role="cell" />
          {columns.map(({ stage }, i) => (
            <StageHead key={stage.id} stage={stage} index={i} count={columns.length} />
          ))}
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
        </div>
        <div class="jb-row" role="row">
          <LaneTitle icon="action" name="lane_action" />
          {columns.map(({ stage, touchpoints }, i) => (
            <ActionCell key={stage.id} stage={stage} touchpoints={touchpoints} odd={i % 2 === 1} />
          ))}
        </div>
        <div class="jb-row" role="row">
          <LaneTitle icon="touch" name="lane_touchpoint" />
          {columns.map(({ stage, touchpoints }, i) => (
            <TouchpointCell
              key={stage.id}
              stage={stage}
              touchpoints={touchpoints}
              evidence={evidence}
              odd={i % 2 === 1}
            />
          ))}
        </div>
        <div class="jb-row" role="row">
          <LaneTitle icon="wave" name="lane_emotion" faces={true} />
          <div
            class="jb-curve-cell"
            role="cell"
            style={{ gridColumn: `2 / span ${Math.max(1, columns.length)}` }}
          >
            <EmotionLane stages={stages} boxes={boxes} />
          </div>
        </div>
        <div class="jb-row" role="row">
          <LaneTitle icon="bolt" name="lane_pain_point" />
          {columns.map(({ stage, touchpoints, painPoints }, i) => (
            <PainPointCell
              key={stage.id}
              stage={stage}
              touchpoints={touchpoints}
              painPoints={painPoints}
              evidence={evidence}
              names={names}
              odd={i % 2 === 1}
            />
          ))}
        </div>
        <div class="jb-row" role="row">
          <LaneTitle icon="bulb" name="lane_opportunity" />
          {columns.map(({ stage, touchpoints, opportunities }, i) => (
            <OpportunityCell
              key={stage.id}
              stage={stage}
              opportunities={opportunities}
              slots={touchpoints.length}
              odd={i % 2 === 1}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
