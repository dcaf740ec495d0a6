// Where an arrow key takes the focus: worked out from where things stand, so that every lane is treated alike.
import type { Box } from "../geometry";

export type Direction = "left" | "right" | "up" | "down" | "row_start" | "row_end" | "lane_up" | "lane_down";

const KEYS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "row_start",
  End: "row_end",
  PageUp: "lane_up",
  PageDown: "lane_down",
};

/** Return where a key takes the focus; an emotion's own keys stay its own. */
export function directionOf(key: string, slider: boolean): Direction | null {
  const direction = KEYS[key] ?? null;
  return slider && ["up", "down", "row_start", "row_end"].includes(direction ?? "") ? null : direction;
}

const middle = (box: Box) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 });

/** How far apart two boxes are across; 0 where one is above the other. */
const gap = (a: Box, b: Box) => Math.max(0, a.left - b.left - b.width, b.left - a.left - a.width);

/** Return the index of the box with the smallest worth; -1 where there is none. */
function nearest(boxes: readonly Box[], worth: (box: Box, index: number) => number | null): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, box] of boxes.entries()) {
    const value = worth(box, index);
    if (value === null || value >= least) continue;
    least = value;
    best = index;
  }
  return best;
}

/** Within a lane: the box beside, above or below the one at `from`; -1 at the edge. */
export function stepInLane(
  boxes: readonly Box[],
  from: number,
  direction: "left" | "right" | "up" | "down",
): number {
  const now = boxes[from];
  if (now === undefined) return -1;
  const here = middle(now);
  const sign = direction === "left" || direction === "up" ? -1 : 1;
  const across = direction === "left" || direction === "right";
  return nearest(boxes, (box, index) => {
    if (index === from) return null;
    const there = middle(box);
    const ahead = sign * (across ? there.x - here.x : there.y - here.y);
    // Half a pixel of rounding is no step.
    if (ahead <= 1) return null;
    if (across) return gap(now, box) + 0.01 * ahead + 2 * Math.abs(there.y - here.y);
    return gap(now, box) > 0 ? null : ahead + 0.5 * Math.abs(there.x - here.x);
  });
}

/** Into another lane: the box nearest below (or above) where the focus is; -1 where the lane is empty. */
export function stepInto(boxes: readonly Box[], now: Box, down: boolean): number {
  const here = middle(now);
  return nearest(
    boxes,
    (box) => 1000 * gap(now, box) + (down ? box.top : -box.top) + 0.5 * Math.abs(middle(box).x - here.x),
  );
}

/** The first or last box of a lane. */
export function edgeOf(boxes: readonly Box[], end: boolean): number {
  return nearest(boxes, (box) => (end ? -1 : 1) * box.left + 0.01 * box.top);
}
