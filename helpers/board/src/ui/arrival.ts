// A large map stands on the page in steps: what is in the window first, the rest while it can already be read.
//
// The lanes begin at their left edge, so the touchpoints that are seen first are the first of the map. In the end
// every card is on the page: the browser's own search, screen readers and the arrow keys find all of them there.
import { useEffect, useRef, useState } from "preact/hooks";
import { METRICS } from "../geometry";

/** How many touchpoints with all that hangs on them come with each step: few enough not to hold up a key. */
const STEP = 12;

/** How many touchpoints fit into the widest board that this window can hold. */
const inSight = () =>
  Math.ceil((window.innerWidth - METRICS.laneTitle) / (METRICS.minSlot + METRICS.slotGap));

/** Return how many of `total` touchpoints are to be drawn now; `hurry` draws all at once. */
export function useArrival(total: number, hurry: boolean): number {
  const [drawn, setDrawn] = useState(inSight);
  // Once whole, always whole: what is added later is drawn with the edit that adds it.
  const whole = useRef(false);
  whole.current ||= hurry || drawn >= total;
  useEffect(() => {
    // An effect runs after the paint, so each step is seen before the next one begins.
    if (!whole.current) setDrawn(drawn + STEP);
  }, [drawn]);
  return whole.current ? total : drawn;
}

/** Return how many touchpoints of each stage are drawn when the first `drawn` of the map are. */
export function drawnOf(counts: readonly number[], drawn: number): number[] {
  let left = drawn;
  return counts.map((count) => {
    const here = Math.min(count, left);
    left -= here;
    return here;
  });
}
