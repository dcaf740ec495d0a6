// The map as the board's own table: stages across, lanes down, as this person has arranged them.
import { METRICS, type StageBox } from "../geometry";
import type { Block } from "./blocks";
import { stageArrow } from "./cards";
import { overLegend } from "./curve";
import { foldedColumn, foldedHead, foldedInside } from "./folded";
import type { Context } from "./journey";
import { type Lane, laneOf, type Place, SIZES, slotsOf, TITLE_TOP } from "./lanes";
import { VISIBILITY, visibilityMarks } from "./own";
import { icon, line, type Mark, plainScene, rect, type Scene } from "./scene";

const widthOf = (slots: number, slot: number) => 2 * SIZES.padding + slots * slot + (slots - 1) * SIZES.gap;

/** Return where the stages stand, stretched to `available` within what can be read. */
function placesOf(
  { snapshot: { columns }, folded }: Context,
  available: number,
): { places: Place[]; slot: number } {
  const open = columns.filter(({ stage }) => !folded.has(stage.id));
  const slots = open.reduce((sum, one) => sum + slotsOf(one), 0);
  const narrow = SIZES.title + (columns.length - open.length) * METRICS.folded;
  const fixed = open.reduce((sum, one) => sum + widthOf(slotsOf(one), 0), narrow);
  const fitting = Math.floor((available - fixed) / Math.max(1, slots));
  const slot = Math.max(SIZES.minSlot, Math.min(SIZES.maxSlot, fitting));
  let right: number = SIZES.title;
  const places = columns.map((column): Place => {
    const shut = folded.has(column.stage.id);
    const [x, width] = [right, shut ? METRICS.folded : widthOf(slotsOf(column), slot)];
    right += width;
    const count = shut ? 0 : slotsOf(column);
    const lefts = Array.from({ length: count }, (_, i) => x + SIZES.padding + i * (slot + SIZES.gap));
    return { column, x, width, slots: lefts, folded: shut };
  });
  return { places, slot };
}

/** Return the stages' places in the curve's lane. */
const boxesOf = (places: readonly Place[], slot: number): StageBox[] =>
  places.map(({ column, x, width, slots, folded }) => ({
    left: x - SIZES.title,
    width,
    centres: slots.slice(0, column.touchpoints.length).map((left) => left - SIZES.title + slot / 2),
    folded,
  }));

/** Lay out the map as the table, stretched to `available` within what can be read. */
export function tableScene(context: Context, available: number): Scene {
  const { pen, before } = context;
  const { places, slot } = placesOf(context, available);
  const last = places.at(-1);
  const right = last === undefined ? SIZES.title : last.x + last.width;
  const heads = places.map(({ column: { stage }, width }, i) =>
    stageArrow(pen, stage.name, before.stages + i + 1, width - 4),
  );
  const open = heads.filter((_, i) => !places[i]?.folded);
  const headHeight = open.reduce((tallest, head) => Math.max(tallest, head.height), LEAST_HEAD) + 16;
  const legend = before.stages === 0 ? overLegend(context, right - SIZES.title - 24) : null;
  const boxes = boxesOf(places, slot);
  const lanes = context.lanes.flatMap(
    (id) =>
      laneOf(context, id, { places: places.filter((place) => !place.folded), slot, boxes, legend }) ?? [],
  );
  const insides = places.map(({ column, width, folded }) =>
    folded ? foldedInside(pen, column, width) : null,
  );
  const rows = lanes.reduce((sum, lane) => sum + lane.height + (lane.id === "backstage" ? VISIBILITY : 0), 0);
  const tallest = insides.reduce((most, inside) => Math.max(most, (inside?.height ?? 0) + 28), rows);
  const height = headHeight + tallest;

  const marks: Mark[] = places.flatMap(({ x, width }, i) =>
    i % 2 === 1 ? [rect({ x, y: headHeight, width, height: tallest }, 0, { fill: "sunken" })] : [],
  );
  for (const [i, { x, width, folded }] of places.entries()) {
    if (folded) marks.push(...foldedHead(before.stages + i + 1, x, 8, width, headHeight - 16));
    else marks.push(...(heads[i] as Block).draw(x + 2, 8));
  }
  let y = headHeight;
  for (const [i, lane] of lanes.entries()) {
    if (lane.id === "backstage") {
      marks.push(
        rect({ x: 0, y, width: right, height: VISIBILITY }, 0, { fill: "surface" }),
        line(0, y, right, y, { stroke: "line" }),
        ...visibilityMarks(pen, { left: 0, y, right, indent: 12, hint: true }),
      );
      y += VISIBILITY;
      // Action and touchpoint are one thing to the eye: no line between them.
    } else if (!(lane.id === "touchpoint" && lanes[i - 1]?.id === "action")) {
      marks.push(line(0, y, right, y, { stroke: "line" }));
    }
    marks.push(...laneTitle(lane, y), ...lane.draw(y));
    // Not through the words of the line of visibility.
    marks.push(line(SIZES.title - 0.5, y, SIZES.title - 0.5, y + lane.height, { stroke: "line" }));
    y += lane.height;
  }
  for (const [i, { x, width, folded }] of places.entries()) {
    if (!folded) continue;
    marks.push(
      ...foldedColumn({ x, y: headHeight, width, height: tallest }, i % 2 === 1),
      ...(insides[i] as Block).draw(x, headHeight + 14),
    );
  }
  return plainScene(right, height, marks);
}

/** A stage's arrow of one line. */
const LEAST_HEAD = 44;

function laneTitle(lane: Lane, y: number): Mark[] {
  return [icon(lane.icon, 12, y + 12, 18, lane.colour), ...lane.title.draw(12, y + TITLE_TOP)];
}
