// Where things stand on the board, in CSS pixels, worked out without looking at the page.

/** Widths and heights; the style sheet gets those that it needs as custom properties. */
export const METRICS = {
  laneTitle: 128,
  /** The strip behind the last stage, with its button for one more. */
  addStage: 52,
  /** The panel of details beside the lanes. */
  details: 320,
  /** A side panel, and the least that it leaves of the lanes before it lies over them. */
  panel: 330,
  leastLanes: 520,
  slotGap: 10,
  stagePadding: 10,
  /** The strip at a stage's right edge that holds its "add touchpoint" button. */
  addStrip: 32,
  /** A folded stage: its name stands upright. */
  folded: 56,
  minSlot: 164,
  maxSlot: 236,
  emotionHeight: 190,
  emotionPadding: 28,
} as const;

export interface Point {
  x: number;
  y: number;
}

/** One stage's place: its left edge, its width, and the middle of each of its slots. */
export interface StageBox {
  left: number;
  width: number;
  centres: number[];
  /** Whether it is folded: narrow, and nothing in it shows. */
  folded: boolean;
}

/** A stage without touchpoints is as wide as one with one. */
const slotsOf = (touchpoints: number) => Math.max(1, touchpoints);

const stageWidth = (touchpoints: number, slot: number) => {
  const slots = slotsOf(touchpoints);
  return 2 * METRICS.stagePadding + slots * slot + (slots - 1) * METRICS.slotGap + METRICS.addStrip;
};

/** Return how wide a slot may be so that all stages fit into `available`, within what can be read and looks calm. */
export function slotWidth(
  available: number,
  counts: readonly number[],
  folded: readonly boolean[] = [],
): number {
  const open = counts.filter((_, i) => !folded[i]);
  const slots = open.reduce((sum, count) => sum + slotsOf(count), 0);
  if (slots === 0) return METRICS.minSlot;
  const narrow = (counts.length - open.length) * METRICS.folded;
  const fixed = open.reduce((sum, count) => sum + stageWidth(count, 0), narrow);
  const fitting = Math.floor((available - METRICS.laneTitle - fixed) / slots);
  return Math.max(METRICS.minSlot, Math.min(METRICS.maxSlot, fitting));
}

/** Return the boxes of stages that hold these numbers of touchpoints, from the left. */
export function stageBoxes(
  counts: readonly number[],
  slot: number,
  folded: readonly boolean[] = [],
): StageBox[] {
  let left = 0;
  return counts.map((count, at) => {
    const narrow = folded[at] === true;
    const width = narrow ? METRICS.folded : stageWidth(count, slot);
    const first = left + METRICS.stagePadding + slot / 2;
    const centres = Array.from(
      { length: narrow ? 0 : count },
      (_, i) => first + i * (slot + METRICS.slotGap),
    );
    left += width;
    return { left: left - width, width, centres, folded: narrow };
  });
}

const emotionStep = (METRICS.emotionHeight - 2 * METRICS.emotionPadding) / 4;

/** Return how far from the lane's top an emotion stands; +2 is up. */
export const emotionY = (emotion: number): number => METRICS.emotionPadding + (2 - emotion) * emotionStep;

/** Return the whole emotion that is nearest to a height in the lane. */
export function emotionAt(y: number): number {
  const emotion = Math.round(2 - (y - METRICS.emotionPadding) / emotionStep);
  return Math.max(-2, Math.min(2, emotion)) + 0;
}

/**
 * Return the slope at each point of a monotone cubic through `points` (x strictly rising).
 *
 * Steffen's limiter (M. Steffen, Astronomy and Astrophysics 239, 1990): between two points the curve never leaves
 * the band between their heights, so that it never shows a feeling nobody had.
 */
export function monotoneSlopes(points: readonly Point[]): number[] {
  const chord = (i: number) => {
    const [a, b] = [points[i], points[i + 1]] as [Point, Point];
    return (b.y - a.y) / (b.x - a.x);
  };
  const last = points.length - 1;
  return points.map((_, i) => {
    if (last < 1) return 0;
    // At the ends, flat: the journey begins and ends without a feeling of its own direction.
    if (i === 0 || i === last) return 0;
    const [before, after] = [chord(i - 1), chord(i)];
    const [h0, h1] = [stride(points, i - 1), stride(points, i)];
    const mean = (before * h1 + after * h0) / (h0 + h1);
    return (
      (Math.sign(before) + Math.sign(after)) * Math.min(Math.abs(before), Math.abs(after), Math.abs(mean) / 2)
    );
  });
}

const stride = (points: readonly Point[], i: number) => (points[i + 1] as Point).x - (points[i] as Point).x;

/** A stretch of the curve between two judged touchpoints; `bridge` where unjudged ones lie between. */
export interface Stretch {
  from: Point;
  to: Point;
  control: [Point, Point];
  bridge: boolean;
}

/** Return the emotion curve through the touchpoints that have an emotion, in journey order. */
export function emotionCurve(touchpoints: readonly { x: number; emotion: number | null }[]): Stretch[] {
  const judged = touchpoints.flatMap(({ x, emotion }, index) =>
    emotion === null ? [] : [{ x, y: emotionY(emotion), index }],
  );
  const slopes = monotoneSlopes(judged);
  return judged.slice(1).map((to, i) => {
    const from = judged[i] as (typeof judged)[number];
    const third = (to.x - from.x) / 3;
    return {
      from,
      to,
      control: [
        { x: from.x + third, y: from.y + third * (slopes[i] as number) },
        { x: to.x - third, y: to.y - third * (slopes[i + 1] as number) },
      ],
      bridge: to.index - from.index > 1,
    };
  });
}

/** Return a stretch as the commands of an SVG path. */
export function pathOf({ from, to, control: [a, b] }: Stretch): string {
  const at = ({ x, y }: Point) => `${round(x)} ${round(y)}`;
  return `M${at(from)}C${at(a)} ${at(b)} ${at(to)}`;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** A card's box on the page, as far as dropping beside it goes. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** How the cards of a cell follow each other: beside, below, or in rows that wrap. */
export type Flow = "row" | "column" | "grid";

/** Return before which of the cards, given in reading order, a point falls; their number where behind all. */
export function insertionIndex(boxes: readonly Box[], point: Point, flow: Flow): number {
  const index = boxes.findIndex(({ left, top, width, height }) => {
    const leftOfMiddle = point.x < left + width / 2;
    if (flow === "row") return leftOfMiddle;
    if (flow === "column") return point.y < top + height / 2;
    return point.y < top || (point.y < top + height && leftOfMiddle);
  });
  return index < 0 ? boxes.length : index;
}

/** Return which of several things side by side in a box a point falls on; there must be at least one. */
export function aspectAt<T>(box: Pick<Box, "left" | "width">, x: number, things: readonly T[]): T {
  const index = Math.floor(((x - box.left) / box.width) * things.length);
  return things[Math.max(0, Math.min(things.length - 1, index))] as T;
}
