// The map as the board's own table: stages across, lanes down.
import { EMOTIONS, type PainPoint, type Touchpoint } from "../document/parts";
import type { Column } from "../document/snapshot";
import { emotionCurve, emotionY, METRICS, pathOf } from "../geometry";
import type { Key } from "../i18n";
import type { IconName } from "../ui/icons";
import { type Block, column, LEAST_CARD, paragraph, STYLES, stageArrow, touchpointCard } from "./blocks";
import { type Context, type Note, notesOf, partsOf } from "./journey";
import type { Colour } from "./palette";
import { face, icon, line, type Mark, path, rect, type Scene, star } from "./scene";

const SIZES = {
  padding: 10,
  gap: 10,
  cell: 10,
  title: METRICS.laneTitle as number,
  minSlot: 176,
  maxSlot: 236,
  stack: 8,
} as const;

interface Place {
  column: Column;
  x: number;
  width: number;
  /** The left edge of each touchpoint's slot; one where the stage has none. */
  slots: number[];
}

/** One lane: its height, and what it draws with its top at `y`. */
interface Lane {
  title: Key;
  icon: IconName;
  colour: Colour;
  height: number;
  draw(y: number): Mark[];
}

const slotsOf = (one: Column) => Math.max(1, one.touchpoints.length);
const widthOf = (slots: number, slot: number) => 2 * SIZES.padding + slots * slot + (slots - 1) * SIZES.gap;
const most = (heights: readonly number[], least = 0) => heights.reduce((a, b) => Math.max(a, b), least);

/** Lay out the map as the table, stretched to `available` within what can be read. */
export function tableScene(context: Context, available: number): Scene {
  const { columns } = context.snapshot;
  const slots = columns.reduce((sum, one) => sum + slotsOf(one), 0);
  const fixed = columns.reduce((sum, one) => sum + widthOf(slotsOf(one), 0), SIZES.title);
  const slot = Math.max(
    SIZES.minSlot,
    Math.min(SIZES.maxSlot, Math.floor((available - fixed) / Math.max(1, slots))),
  );
  let right: number = SIZES.title;
  const places = columns.map((one): Place => {
    const [x, width] = [right, widthOf(slotsOf(one), slot)];
    right += width;
    const lefts = Array.from({ length: slotsOf(one) }, (_, i) => x + SIZES.padding + i * (slot + SIZES.gap));
    return { column: one, x, width, slots: lefts };
  });
  const heads = places.map(({ column: { stage }, width }, i) =>
    stageArrow(context.pen, stage.name, context.before.stages + i + 1, width - 4),
  );
  const headHeight = most(heads.map((head) => head.height)) + 16;

  const lanes = [
    actionLane(context, places, slot),
    touchpointLane(context, places, slot),
    emotionLane(places, slot),
    painLane(context, places, slot),
    opportunityLane(context, places, slot),
  ];
  const height = lanes.reduce((sum, lane) => sum + lane.height, headHeight);
  const marks: Mark[] = places.flatMap(({ x, width }, i) =>
    i % 2 === 1
      ? [rect({ x, y: headHeight, width, height: height - headHeight }, 0, { fill: "sunken" })]
      : [],
  );
  for (const [i, { x }] of places.entries()) marks.push(...(heads[i] as Block).draw(x + 2, 8));
  let y = headHeight;
  for (const [i, lane] of lanes.entries()) {
    // Action and touchpoint are one thing to the eye: no line between them.
    if (i !== 1) marks.push(line(0, y, right, y, { stroke: "line" }));
    marks.push(...laneTitle(context, lane, y), ...lane.draw(y));
    y += lane.height;
  }
  marks.push(line(SIZES.title - 0.5, headHeight, SIZES.title - 0.5, height, { stroke: "line" }));
  return { width: right, height, marks, spots: [] };
}

function laneTitle({ pen }: Context, lane: Lane, y: number): Mark[] {
  const words = paragraph(pen, pen.t(lane.title), SIZES.title - 20, STYLES.label);
  return [icon(lane.icon, 12, y + 12, 18, lane.colour), ...words.draw(12, y + 34)];
}

/** Return each touchpoint with the left edge of its slot. */
const standing = (places: readonly Place[]): { card: Touchpoint; x: number }[] =>
  places.flatMap(({ column: { touchpoints }, slots }) =>
    touchpoints.map((card, i) => ({ card, x: slots[i] as number })),
  );

function actionLane({ pen }: Context, places: readonly Place[], slot: number): Lane {
  const texts = standing(places).map(({ card, x }) => ({
    x,
    block: paragraph(pen, card.action, slot - 14, STYLES.body),
  }));
  const height =
    most(
      texts.map(({ block }) => block.height),
      44,
    ) +
    SIZES.cell +
    6;
  const draw = (y: number) =>
    texts.flatMap(({ x, block }) => block.draw(x + 7, y + height - 6 - block.height));
  return { title: "lane_action", icon: "action", colour: "accent", height, draw };
}

function touchpointLane(context: Context, places: readonly Place[], slot: number): Lane {
  const laid = (least: number) =>
    standing(places).map(({ card, x }) => ({
      x,
      block: touchpointCard(context.pen, card, slot, partsOf(context, card, false), least),
    }));
  // All as tall as the tallest, as on the board.
  const tallest = most(
    laid(LEAST_CARD).map(({ block }) => block.height),
    LEAST_CARD,
  );
  const draw = (y: number) => laid(tallest).flatMap(({ x, block }) => block.draw(x, y + SIZES.cell - 2));
  return {
    title: "lane_touchpoint",
    icon: "touch",
    colour: "accent",
    height: tallest + 2 * SIZES.cell,
    draw,
  };
}

function emotionLane(places: readonly Place[], slot: number): Lane {
  const points = standing(places).map(({ card, x }) => ({ card, x: x + slot / 2 }));
  const curve = emotionCurve(points.map(({ card, x }) => ({ x, emotion: card.emotion })));
  const right = most(places.map(({ x, width }) => x + width));
  const floor = emotionY(0);
  const draw = (y: number): Mark[] => [
    ...EMOTIONS.flatMap((emotion) => [
      line(SIZES.title, y + emotionY(emotion), right, y + emotionY(emotion), {
        stroke: emotion === 0 ? "line-strong" : "line",
        ...(emotion === 0 && { dash: "3 4", opacity: 0.6 }),
      }),
      ...face(emotion, SIZES.title - 27, y + emotionY(emotion) - 9, 18),
    ]),
    ...points.flatMap(({ card, x }) =>
      card.is_moment_of_truth
        ? [rect({ x: x - 17, y, width: 34, height: METRICS.emotionHeight }, 0, { fill: "gold-soft" })]
        : [],
    ),
    ...curve.map((one) =>
      path(
        `${pathOf(one)}L${one.to.x} ${floor}L${one.from.x} ${floor}z`,
        { fill: "feeling", opacity: 0.1 },
        0,
        y,
      ),
    ),
    ...curve.map((one) =>
      path(pathOf(one), { stroke: "feeling", strokeWidth: 3, ...(one.bridge && { dash: "2 7" }) }, 0, y),
    ),
    ...points.flatMap(({ card, x }) => [
      ...face(card.emotion, x - 15, y + emotionY(card.emotion ?? 0) - 15, 30),
      ...(card.is_moment_of_truth ? [star(x + 6, y + emotionY(card.emotion ?? 0) - 24, 18)] : []),
    ]),
  ];
  return { title: "lane_emotion", icon: "wave", colour: "accent", height: METRICS.emotionHeight, draw };
}

const stackOf = (notes: readonly Note[]) =>
  column(
    notes.map(({ block }) => block),
    SIZES.stack,
  );

/** Notes in rows as wide as the stage's slots, as the board shows them. */
function gridOf(notes: readonly Note[], columns: number, slot: number): Block {
  const rows: Note[][] = [];
  for (let i = 0; i < notes.length; i += columns) rows.push(notes.slice(i, i + columns));
  return column(
    rows.map((row) => ({
      height: most(row.map(({ block }) => block.height)),
      draw: (x, y) => row.flatMap(({ block }, i) => block.draw(x + i * (slot + SIZES.gap), y)),
    })),
    SIZES.stack,
  );
}

function painLane(context: Context, places: readonly Place[], slot: number): Lane {
  const { pen } = context;
  const cells = places.map(({ column: { touchpoints, painPoints }, x, width, slots }) => {
    const notes = (pains: readonly PainPoint[], card?: Touchpoint) =>
      notesOf(context, { pains: [...pains], opportunities: [], ...(card && { card }) }, slot);
    const stacks = touchpoints.map((card) =>
      stackOf(
        notes(
          painPoints.filter((one) => one.touchpoint === card.id),
          card,
        ),
      ),
    );
    const here = new Set(touchpoints.map((card) => card.id));
    const rest = painPoints.filter((one) => one.touchpoint === null || !here.has(one.touchpoint));
    const loose = gridOf(notes(rest), slots.length, slot);
    const title = paragraph(
      pen,
      rest.length > 0 && touchpoints.length > 0 ? pen.t("pain_loose") : "",
      width,
      STYLES.small,
    );
    const under = most(stacks.map((stack) => stack.height));
    const below = column([title, loose], 4);
    const whole = under + below.height + (under > 0 && below.height > 0 ? 10 : 0);
    const draw = (y: number) => [
      ...stacks.flatMap((stack, i) => stack.draw(slots[i] as number, y)),
      ...below.draw(x + SIZES.padding, y + whole - below.height),
    ];
    return { height: whole, draw };
  });
  const height =
    most(
      cells.map((cell) => cell.height),
      50,
    ) +
    2 * SIZES.cell;
  const draw = (y: number) => cells.flatMap((cell) => cell.draw(y + SIZES.cell));
  return { title: "lane_pain_point", icon: "bolt", colour: "bad", height, draw };
}

function opportunityLane(context: Context, places: readonly Place[], slot: number): Lane {
  const cells = places.map(({ column: { opportunities }, slots }) => ({
    x: slots[0] as number,
    block: gridOf(
      notesOf(context, { pains: [], opportunities: [...opportunities] }, slot),
      slots.length,
      slot,
    ),
  }));
  const height =
    most(
      cells.map(({ block }) => block.height),
      50,
    ) +
    2 * SIZES.cell;
  const draw = (y: number) => cells.flatMap(({ x, block }) => block.draw(x, y + SIZES.cell));
  return { title: "lane_opportunity", icon: "bulb", colour: "good", height, draw };
}
