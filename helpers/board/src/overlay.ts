// Laying another map's emotion curve over this one: where its touchpoints stand among this map's stages.
import type { Column } from "./document/snapshot";
import type { StageBox } from "./geometry";

/** Another map, as far as its curve goes. */
export interface Overlay {
  file: string;
  /** Whose journey it is. */
  label: string;
  kind: "current" | "future";
  stages: readonly OverlayStage[];
}

export interface OverlayStage {
  name: string;
  touchpoints: readonly OverlayTouchpoint[];
}

export interface OverlayTouchpoint {
  name: string;
  case_touchpoint: string | null;
  emotion: number | null;
}

/** A touchpoint of the other map on this one's board. */
export interface OverlayPoint {
  x: number;
  name: string;
  stage: string;
  emotion: number | null;
}

export interface Aligned {
  /** In journey order of this map, x strictly rising. */
  points: OverlayPoint[];
  /** How many judged touchpoints have no stage here to stand in. */
  left: number;
}

/** As many looks as the kernel offers maps (overlays.py); their colours and dashes are in picture/palette.ts. */
export const LOOKS = 6;

/** A map that was chosen to be laid over, and how it looks. */
export interface Chosen {
  overlay: Overlay;
  look: number;
}

/** Return the maps whose files were chosen. A map keeps its look whichever others are chosen. */
export function chosenOf(overlays: readonly Overlay[], files: readonly string[]): Chosen[] {
  return overlays.flatMap((overlay, i) =>
    files.includes(overlay.file) ? [{ overlay, look: i % LOOKS }] : [],
  );
}

const fold = (name: string) => name.normalize("NFKC").trim().toLowerCase();

/**
 * Return for each of the other map's stages the index of the stage here that it is laid over; `null` for none.
 *
 * Stages of the same name meet, upper or lower case; the others meet by position, where nobody stands yet.
 */
export function alignStages(here: readonly string[], there: readonly string[]): (number | null)[] {
  const free = new Set(here.keys());
  const take = (index: number) => (free.delete(index) ? index : null);
  const names = here.map(fold);
  const byName = there.map((name) => {
    const wanted = fold(name);
    return wanted === "" ? null : take(names.findIndex((one, i) => one === wanted && free.has(i)));
  });
  return byName.map((found, i) => found ?? take(i));
}

/** Return which members of `values` make its longest strictly rising row; the others are `null`. */
export function longestRise(values: readonly (number | null)[]): (number | null)[] {
  const best: { length: number; before: number }[] = [];
  let last = -1;
  for (const [i, value] of values.entries()) {
    let [length, before] = [0, -1];
    if (value !== null) {
      length = 1;
      for (let j = 0; j < i; j++) {
        const earlier = values[j];
        const there = best[j]?.length ?? 0;
        if (earlier != null && earlier < value && there >= length) [length, before] = [there + 1, j];
      }
      if (length > (best[last]?.length ?? 0)) last = i;
    }
    best.push({ length, before });
  }
  const kept: (number | null)[] = values.map(() => null);
  for (let i = last; i >= 0; i = best[i]?.before ?? -1) kept[i] = values[i] ?? null;
  return kept;
}

/**
 * Return where a stage's touchpoints stand: over the touchpoint here that is the same one of the case, and evenly
 * between those otherwise. Where both maps have them in different orders, the other map's order wins.
 */
export function alignTouchpoints(
  here: readonly { case_touchpoint: string | null }[],
  there: readonly { case_touchpoint: string | null }[],
  box: StageBox,
): number[] {
  const free = new Set(here.keys());
  const anchors = longestRise(
    there.map(({ case_touchpoint }) => {
      if (case_touchpoint === null) return null;
      const found = here.findIndex((one, i) => one.case_touchpoint === case_touchpoint && free.has(i));
      if (!free.delete(found)) return null;
      return box.centres[found] ?? null;
    }),
  );
  let from = box.left;
  let waiting = 0;
  const places: number[] = [];
  const spread = (to: number) => {
    for (let i = 1; i <= waiting; i++) places.push(from + ((to - from) * i) / (waiting + 1));
    waiting = 0;
    from = to;
  };
  for (const anchor of anchors) {
    if (anchor === null) {
      waiting++;
    } else {
      spread(anchor);
      places.push(anchor);
    }
  }
  spread(box.left + box.width);
  return places;
}

/** Return the other map's touchpoints on this board; in a folded stage they are there without an emotion. */
export function align(
  columns: readonly Pick<Column, "stage" | "touchpoints">[],
  boxes: readonly StageBox[],
  overlay: Overlay,
): Aligned {
  const stages = alignStages(
    columns.map((column) => column.stage.name),
    overlay.stages.map((stage) => stage.name),
  );
  const points: OverlayPoint[] = [];
  for (const [i, column] of columns.entries()) {
    const box = boxes[i];
    const stage = overlay.stages[stages.indexOf(i)];
    if (box === undefined || stage === undefined) continue;
    const places = alignTouchpoints(column.touchpoints, stage.touchpoints, box);
    for (const [j, { name, emotion }] of stage.touchpoints.entries()) {
      const shown = box.folded ? null : emotion;
      points.push({ x: places[j] ?? box.left, name, stage: stage.name, emotion: shown });
    }
  }
  const left = overlay.stages
    .filter((_, i) => stages[i] === null)
    .reduce((sum, stage) => sum + stage.touchpoints.filter((one) => one.emotion !== null).length, 0);
  return { points, left };
}
