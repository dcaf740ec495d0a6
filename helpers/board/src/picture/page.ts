// The picture for paper: a page cannot be scrolled, so the map goes on in a new row where that makes it larger.
import type { Column } from "../document/snapshot";
import type { Context } from "./journey";
import { type Mark, placed, plainScene, type Scene } from "./scene";
import { type Form, formScene, sheetAround } from "./sheet";

/** Widths that are tried for a flowchart, in pixels; it finds its own rows. */
const WIDTHS = { from: 760, to: 4400, step: 130 } as const;
const MOST_ROWS = 8;
const ROW_GAP = 40;

/** How much room a stage takes in a row, in touchpoints. */
const slotsOf = (one: Column, folded: ReadonlySet<string>) =>
  folded.has(one.stage.id) ? FOLDED : Math.max(1, one.touchpoints.length);
/** A folded stage is as wide as about this much of a touchpoint. */
const FOLDED = 0.25;

/** Return the stages in at most `most` rows, in order, the longest row as short as can be. */
export function rowsOf(
  columns: readonly Column[],
  most: number,
  folded: ReadonlySet<string> = new Set(),
): Column[][] {
  const slots = (one: Column) => slotsOf(one, folded);
  const total = columns.reduce((sum, one) => sum + slots(one), 0);
  for (let longest = Math.max(1, ...columns.map(slots)); longest < total; longest++) {
    const rows: Column[][] = [];
    let used = longest;
    for (const one of columns) {
      used += slots(one);
      if (used <= longest) rows.at(-1)?.push(one);
      else {
        rows.push([one]);
        used = slots(one);
      }
    }
    if (rows.length <= most) return rows;
  }
  return [[...columns]];
}

/** Lay out the stages of each row as a map of its own, under each other and equally wide. */
function inRows(context: Context, form: Form, rows: readonly Column[][]): Scene {
  let before = { stages: 0, stops: 0 };
  const parts = rows.map((columns): Context => {
    const part = { ...context, before, snapshot: { ...context.snapshot, columns } };
    const stops = columns.reduce((sum, one) => sum + one.touchpoints.length, 0);
    before = { stages: before.stages + columns.length, stops: before.stops + stops };
    return part;
  });
  const widest = Math.max(...parts.map((part) => formScene(part, form, 0).width));
  const marks: Mark[] = [];
  let [width, height] = [widest, 0];
  for (const part of parts) {
    const scene = formScene(part, form, widest);
    const top = height > 0 ? height + ROW_GAP : 0;
    marks.push(...placed(scene, 0, top));
    height = top + scene.height;
    width = Math.max(width, scene.width);
  }
  return plainScene(width, height, marks);
}

/** Return a map in one form in every way that it may go on in new rows. */
function layoutsOf(context: Context, form: Form): Scene[] {
  const { columns } = context.snapshot;
  const maps: Scene[] = [];
  if (form === "flowchart") {
    for (let width = WIDTHS.from; width <= WIDTHS.to; width += WIDTHS.step) {
      maps.push(formScene(context, form, width));
    }
  } else {
    for (let rows = 1; rows <= Math.min(MOST_ROWS, columns.length); rows++) {
      maps.push(inRows(context, form, rowsOf(columns, rows, context.folded)));
    }
  }
  return maps;
}

/** Return the scene that is largest on a page which is `ratio` times as wide as high. */
function largest(scenes: readonly Scene[], ratio: number): Scene {
  const scale = ({ width, height }: Scene) => Math.min(ratio / width, 1 / height);
  return scenes.reduce((best, one) => (scale(one) > scale(best) ? one : best));
}

/** Return the picture that is largest on a page which is `ratio` times as wide as high. */
export const pageScene = (context: Context, form: Form, ratio: number): Scene =>
  largest(
    layoutsOf(context, form).map((map) => sheetAround(context, form, map)),
    ratio,
  );

/** Return the same without head and legend, with so much room around it. */
export function bareScene(context: Context, form: Form, ratio: number, margin: number): Scene {
  const map = largest(layoutsOf(context, form), ratio);
  return plainScene(map.width + 2 * margin, map.height + 2 * margin, placed(map, margin, margin));
}
