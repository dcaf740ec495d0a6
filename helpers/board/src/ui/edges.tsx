// What lies out of sight of the lanes: a shade at each edge that hides something, and sideways a button to go there.
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { METRICS } from "../geometry";
import { useView } from "./hooks";
import { Icon } from "./icons";

/** How much of what is in sight a press of a button carries on. */
const STRIDE = 0.8;

/** The shades over the edges of `lanes`; they stand beside it, in a frame that has its size. */
export function Edges({ lanes }: { lanes: RefObject<HTMLElement | null> }) {
  const { t } = useView();
  const frame = useRef<HTMLDivElement>(null);

  // Told to the style sheet and not to a state: scrolling draws nothing anew.
  useEffect(() => {
    const [window, shades] = [lanes.current, frame.current];
    if (window === null || shades === null) return;
    const look = () => {
      const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = window;
      shades.toggleAttribute("data-left", scrollLeft > 1);
      shades.toggleAttribute("data-right", scrollWidth - clientWidth - scrollLeft > 1);
      shades.toggleAttribute("data-below", scrollHeight - clientHeight - scrollTop > 1);
    };
    const observer = new ResizeObserver(look);
    observer.observe(window);
    if (window.firstElementChild) observer.observe(window.firstElementChild);
    window.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      window.removeEventListener("scroll", look);
    };
  }, [lanes]);

  const go = (by: -1 | 1) => {
    const window = lanes.current;
    window?.scrollBy({ left: by * STRIDE * (window.clientWidth - METRICS.laneTitle), behavior: "smooth" });
  };
  return (
    <div ref={frame} class="jb-edges" style={{ "--jb-titles": `${METRICS.laneTitle}px` }} data-testid="edges">
      <span class="jb-edge jb-edge-below" />
      {([-1, 1] as const).map((by) => (
        <span key={by} class={`jb-edge jb-edge-${by < 0 ? "left" : "right"}`}>
          <button
            type="button"
            class="jb-edge-button"
            title={t(by < 0 ? "more_left" : "more_right")}
            aria-label={t(by < 0 ? "more_left" : "more_right")}
            // The keys of the map bring what they go to into sight.
            tabIndex={-1}
            data-testid={by < 0 ? "more-left" : "more-right"}
            onClick={() => go(by)}
          >
            <Icon name={by < 0 ? "left" : "right"} />
          </button>
        </span>
      ))}
    </div>
  );
}
