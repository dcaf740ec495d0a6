// The emotion curve over a timeline: the very lane of the table, so that its points are moved in the same ways.
import type { TargetedFocusEvent, TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Snapshot } from "../document/snapshot";
import { METRICS } from "../geometry";
import type { CurveLane } from "../picture/scene";
import { EmotionLane } from "./emotion";

const pointsIn = (lane: HTMLElement) => [...lane.querySelectorAll<HTMLButtonElement>(".jb-point")];

/** The curve with its points; one of them is the stop of the Tab key, and arrow keys go from one to the next. */
export function DrawnCurve({ curve, snapshot }: { curve: CurveLane; snapshot: Snapshot }) {
  const { columns, evidence } = snapshot;
  const ref = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState("");
  const stages = useMemo(() => columns.map((column) => column.stage), [columns]);
  const touchpoints = useMemo(() => columns.map((column) => column.touchpoints), [columns]);

  useLayoutEffect(() => {
    if (ref.current === null) return;
    const points = pointsIn(ref.current);
    const chosen = points.find((point) => point.dataset.cardId === stop) ?? points[0];
    for (const point of points) point.tabIndex = point === chosen ? 0 : -1;
  });

  function onFocusIn(event: TargetedFocusEvent<HTMLDivElement>): void {
    setStop((event.target as HTMLElement).closest<HTMLElement>("[data-card-id]")?.dataset.cardId ?? "");
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLDivElement>): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const points = pointsIn(event.currentTarget);
    points[points.indexOf(event.target as HTMLButtonElement) + by]?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the points in it are the controls; this hears which has the focus
    <div
      ref={ref}
      class="jb-drawn-curve"
      style={{ left: `${curve.x}px`, top: `${curve.y}px`, height: `${METRICS.emotionHeight}px` }}
      onFocusIn={onFocusIn}
      onKeyDown={onKeyDown}
    >
      <EmotionLane
        stages={stages}
        touchpoints={touchpoints}
        evidence={evidence}
        boxes={curve.boxes}
        legend={false}
      />
    </div>
  );
}
