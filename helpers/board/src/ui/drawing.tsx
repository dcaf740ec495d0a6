// The map as a timeline or a flowchart: a drawing, and over it what can be chosen and moved.
import { h, type VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Snapshot } from "../document/snapshot";
import type { Head, Scene } from "../picture/scene";
import { type Form, formScene, legendScene } from "../picture/sheet";
import { type Brush, type Element, elementOf, feelingOf } from "../picture/svg";
import { DrawnCurve } from "./drawn-curve";
import { useStore, useView } from "./hooks";
import { memo } from "./memo";
import { useContextOf } from "./pen";
import { Spots } from "./spots";

/** The room around the drawing inside its window; the style sheet gets it. */
const MARGIN = 16;
const SCROLL_BAR = 16;

/** Show an element of a picture, and all in it. */
function shown({ tag, attributes, children }: Element, key?: number): VNode {
  const inside = typeof children === "string" ? children : children.map(shown);
  return h(tag as string, { ...attributes, ...(key !== undefined && { key }) }, inside);
}

type Drawn = Pick<Scene, "width" | "height" | "marks"> & { id: string };

/** A scene on the page, in the theme's colours; what it says is said by the buttons over it. */
const Picture = memo(function Picture({ width, height, marks, id }: Drawn) {
  const brush: Brush = { colour: (name) => `var(--jb-${name})`, id };
  return (
    <svg class="jb-picture" width={width} height={height} aria-hidden="true" focusable="false">
      {shown(feelingOf(brush))}
      {marks.map((mark, i) => shown(elementOf(mark, brush), i))}
    </svg>
  );
});

/** The names of the stages stay in sight while the drawing is scrolled; a screen reader has them from the lists. */
function StageNames({ head: { height, stages } }: { head: Head }) {
  return (
    <div
      class="jb-drawing-head"
      style={{ height: `${height}px`, marginBottom: `${-height}px` }}
      aria-hidden="true"
    >
      {stages.map(({ id, name, number, x, width, folded }) => (
        <div
          key={id}
          class={`jb-head-stage${folded ? " jb-head-folded" : ""}`}
          style={{ left: `${x}px`, width: `${width}px` }}
        >
          <span class="jb-head-name">
            <span class="jb-number">{number}</span>
            {!folded && <span>{name}</span>}
          </span>
        </div>
      ))}
    </div>
  );
}

/**
 * How wide a drawing may be: the board, less the drawing's margins and a scroll bar.
 *
 * The details cover a part of that; the cards keep their places, so that nothing jumps.
 */
function useRoom(ref: { current: HTMLElement | null }): number {
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const body = ref.current?.parentElement;
    if (!body) return;
    const measure = () => setRoom(Math.max(0, body.clientWidth - 2 * MARGIN - SCROLL_BAR));
    const observer = new ResizeObserver(measure);
    observer.observe(body);
    return () => observer.disconnect();
  }, [ref]);
  return room;
}

/** The map in a form that is drawn, with its legend. */
export function Drawing({
  snapshot,
  form,
  details,
}: {
  snapshot: Snapshot;
  form: Form;
  details: string | null;
}) {
  const { t, screen, viewId } = useView();
  const ref = useRef<HTMLDivElement>(null);
  const available = useRoom(ref);
  const editing = useStore(screen, (state) => state.editing);
  const context = useContextOf(snapshot);
  const scene = useMemo(() => formScene(context, form, available), [context, form, available]);
  const legend = useMemo(() => legendScene(context, form, available), [context, form, available]);

  // A card's text that is to be written at once, as of a new stage, has its field in the table only.
  useEffect(() => {
    if (editing !== null && !editing.startsWith("/")) screen.patch({ form: "table" });
  }, [editing, screen]);

  // The details cover a part of the drawing: their card comes back into sight.
  useEffect(() => {
    if (details !== null)
      ref.current?.querySelector(".jb-open")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [details, ref]);

  return (
    <div class="jb-scroll jb-drawing" ref={ref} data-testid={`drawing-${form}`}>
      <div
        class="jb-canvas"
        style={{ width: `${scene.width}px`, height: `${scene.height}px`, margin: `${MARGIN}px` }}
      >
        {scene.head && available > 0 && <StageNames head={scene.head} />}
        {available > 0 && <Picture {...scene} id={`${viewId}-${form}`} />}
        <Spots context={context} scene={scene} label={t(`form_${form}`)} />
        {scene.curve && available > 0 && <DrawnCurve curve={scene.curve} snapshot={snapshot} />}
      </div>
      <div class="jb-drawing-legend" style={{ margin: `0 ${MARGIN}px ${MARGIN}px` }}>
        {available > 0 && <Picture {...legend} id={`${viewId}-legend`} />}
        <p class="jb-note" id={`${viewId}-drawing-keys`}>
          {t("form_keys")}
        </p>
      </div>
    </div>
  );
}
