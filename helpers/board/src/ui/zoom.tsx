// How large the lanes are shown: buttons, Ctrl and the wheel, and the size itself.
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useStore, useView, type ViewContext } from "./hooks";
import { ToolButton } from "./tool";

/** Firefox before 126 knows no zoom: the board then stays as it is. */
const CAN_ZOOM = typeof CSS !== "undefined" && CSS.supports("zoom", "1.5");
/** How much of a wheel's turn, in pixels, makes the lanes e times as large. */
const TURN = 400;

export function ZoomTools() {
  const { t, hands, many } = useView();
  const zoom = useStore(hands, (held) => held.zoom);
  if (!CAN_ZOOM) return null;
  return (
    <fieldset class="jb-zoom" aria-label={t("hands_size")}>
      <ToolButton
        icon="minus"
        name="hands_zoom_out"
        testId="zoom-out"
        disabled={zoom <= 0.5}
        onClick={() => many.zoomBy(-1)}
      />
      <button
        type="button"
        class="jb-zoom-now"
        title={t("hands_zoom_reset")}
        aria-label={`${t("hands_zoom", { n: Math.round(zoom * 100) })}${t("list_comma")}${t("hands_zoom_reset")}`}
        data-testid="zoom-now"
        onClick={() => many.zoomTo(1)}
      >
        {Math.round(zoom * 100)}%
      </button>
      <ToolButton
        icon="plus"
        name="hands_zoom_in"
        testId="zoom-in"
        disabled={zoom >= 2}
        onClick={() => many.zoomBy(1)}
      />
    </fieldset>
  );
}

/** Show the lanes in their size; the point under the pointer, or the middle, stays where it is. */
export function useZoom(ref: { current: HTMLElement | null }, view: ViewContext): void {
  const { hands, many } = view;
  const zoom = useStore(hands, (held) => held.zoom);
  const shown = useRef(1);
  const pointer = useRef<{ x: number; y: number } | null>(null);

  useLayoutEffect(() => {
    const grid = ref.current?.querySelector<HTMLElement>(".jb-grid, .jb-canvas");
    const window = grid?.parentElement;
    if (!grid || !window || !CAN_ZOOM) return;
    const wanted = zoom === 1 ? "" : String(zoom);
    if (grid.style.zoom !== wanted) grid.style.zoom = wanted;
    // Titles that stay lie over the edges: what gets the focus must not come to lie under them.
    ref.current?.style.setProperty("--jb-zoom", String(zoom));
    if (shown.current === zoom) return;
    const ratio = zoom / shown.current;
    shown.current = zoom;
    const box = window.getBoundingClientRect();
    const { x, y } = pointer.current ?? { x: box.width / 2, y: box.height / 2 };
    window.scrollLeft = (window.scrollLeft + x) * ratio - x;
    window.scrollTop = (window.scrollTop + y) * ratio - y;
  });

  useEffect(() => {
    const root = ref.current;
    if (root === null || !CAN_ZOOM) return;
    const onWheel = (event: WheelEvent) => {
      const window = (event.target as Element).closest(".jb-scroll");
      if (!event.ctrlKey || window === null) return;
      event.preventDefault();
      const box = window.getBoundingClientRect();
      pointer.current = { x: event.clientX - box.left, y: event.clientY - box.top };
      const turn = Math.max(-100, Math.min(100, event.deltaY));
      many.zoomTo(hands.get().zoom * Math.exp(-turn / TURN));
      pointer.current = null;
    };
    // The page must not zoom as well.
    root.addEventListener("wheel", onWheel, { passive: false });
    return () => root.removeEventListener("wheel", onWheel);
  }, [ref, hands, many]);
}
