// The picture for paper: a page cannot be scrolled, so the map goes on in a new row where that makes it larger.
import type { Column } from "../document/snapshot";
import type { Context } from "./journey";
import { placed, type Scene } from "./scene";
import { type Form, formScene, sheetAround } from "./sheet";

/** Widths that are tried for a flowchart, in pixels; it finds its own rows. */
const WIDTHS = { from: 760, to: 4400, step: 130 } as const;
const MOST_ROWS = 8;
const ROW_GAP = 40;

const slotsOf = (one: Column) => Math.max(1, one.touchpoints.length);

/** Return the stages in at most `most` rows, in order, the longest row as short as can be. */
export function rowsOf(columns: readonly Column[], most: number): Column[][] {
  const total = columns.reduce((sum, one) => sum + slotsOf(one), 0);
  for (let longest = Math.max(1, ...columns.map(slotsOf)); longest < total; longest++) {
    const rows: Column[][] = [];
    let used = longest;
    for (const one of columns) {
      used += slotsOf(one);
      if (used <= longest) rows.at(-1)?.push(one);
      else {
        rows.push([one]);
        used = slotsOf(one);
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
  const width = Math.max(...parts.map((part) => formScene(part, form, 0).width));
  const whole: Scene = { width, height: 0, marks: [], spots: [] };
  for (const part of parts) {
    const scene = formScene(part, form, width);
    const { marks, spots } = placed(scene, 0, whole.height > 0 ? whole.height + ROW_GAP : 0);
    whole.marks.push(...marks);
    whole.spots.push(...spots);
    whole.height += scene.height + (whole.height > 0 ? ROW_GAP : 0);
    whole.width = Math.max(whole.width, scene.width);
  }
  return whole;
}

/** Return the picture that is largest on a page which is `ratio` times as wide as high. */
export function pageScene(context: Context, form: Form, ratio: number): Scene {
  const { columns } = context.snapshot;
  const maps: Scene[] = [];
  if (form === "flowchart") {
    for (let width = WIDTHS.from; width <= WIDTHS.to; width += WIDTHS.step) {
      maps.push(formScene(context, form, width));
    }
  } else {
    for (let rows = 1; rows <= Math.min(MOST_ROWS, columns.length); rows++) {
      maps.push(inRows(context, form, rowsOf(columns, rows)));
    }
  }
  const sheets = maps.map((map) => sheetAround(context, form, map));
  const scale = ({ width, height }: Scene) => Math.min(ratio / width, 1 / height);
  return sheets.reduce((best, sheet) => (scale(sheet) > scale(best) ? sheet : best));
}
