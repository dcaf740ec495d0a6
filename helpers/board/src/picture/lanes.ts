// The lanes of the table in a picture: each knows its height, and draws itself with its top anywhere.
import type { Lane as OwnLane, PainPoint, Touchpoint } from "../document/parts";
import type { Column } from "../document/snapshot";
import { METRICS, type StageBox } from "../geometry";
import type { FixedLane } from "../state/layout";
import type { IconName } from "../ui/icons";
import { LANE_ICONS, laneName } from "../ui/lane-names";
import { type Block, column, paragraph, STYLES } from "./blocks";
import { LEAST_CARD, touchpointCard } from "./cards";
import { curveMarks, scaleMarks } from "./curve";
import { type Context, type Note, notesOf, partsOf } from "./journey";
import { backstageNote, laneIcon, ownCell, thoughtNote } from "./own";
import type { Colour } from "./palette";
import { type Mark, shift } from "./scene";

export const SIZES = {
  padding: 10,
  gap: 10,
  cell: 10,
  title: METRICS.laneTitle as number,
  minSlot: 176,
  maxSlot: 236,
  stack: 8,
} as const;

/** A stage's place in the table. */
export interface Place {
  column: Column;
  x: number;
  width: number;
  /** The left edge of each touchpoint's slot; one where the stage has none. */
  slots: number[];
  folded: boolean;
}

/** Where the stages stand. */
export interface Ground {
  /** The stages that are not folded. */
  places: readonly Place[];
  /** How wide a slot is. */
  slot: number;
  /** All stages, in the curve's lane. */
  boxes: readonly StageBox[];
  /** Which curve is which. */
  legend: Block | null;
}

/** One lane: its height, and what it draws with its top at `y`. */
export interface Lane {
  id: string;
  title: Block;
  icon: IconName;
  colour: Colour;
  height: number;
  draw(y: number): Mark[];
}

type Content = Pick<Lane, "height" | "draw">;

export const slotsOf = (one: Column) => Math.max(1, one.touchpoints.length);
const most = (heights: readonly number[], least = 0) => heights.reduce((a, b) => Math.max(a, b), least);

const COLOURS: Record<FixedLane, Colour> = {
  action: "accent",
  touchpoint: "accent",
  thought: "accent",
  emotion: "accent",
  pain_point: "bad",
  opportunity: "good",
  backstage: "muted",
};

const LANES: Record<FixedLane, (context: Context, ground: Ground) => Content> = {
  action: actionLane,
  touchpoint: touchpointLane,
  thought: (context, ground) =>
    textLane(ground, (card) => thoughtNote(context.pen, card.thought, ground.slot)),
  emotion: emotionLane,
  pain_point: painLane,
  opportunity: opportunityLane,
  backstage: (context, ground) =>
    textLane(ground, (card) => backstageNote(context.pen, card.backstage, ground.slot)),
};

const isFixed = (id: string): id is FixedLane => Object.hasOwn(LANES, id);

/** Lay out one lane, at least as high as its title; `null` where there is none of this name. */
export function laneOf(context: Context, id: string, ground: Ground): Lane | null {
  const { pen, snapshot } = context;
  const own = snapshot.lanes.find((lane) => lane.id === id);
  if (own === undefined && !isFixed(id)) return null;
  // Beside the name of the curve's lane are the faces of its scale.
  const room = SIZES.title - (id === "emotion" ? 44 : 20);
  const title = column(
    [
      paragraph(pen, laneName(id, snapshot.lanes, pen.t), room, STYLES.label),
      paragraph(pen, own?.unit ?? "", room, STYLES.small),
    ],
    2,
  );
  const content = own ? ownLane(context, own, ground) : LANES[id as FixedLane](context, ground);
  return {
    id,
    title,
    icon: own ? laneIcon(own) : LANE_ICONS[id as FixedLane],
    colour: own ? "muted" : COLOURS[id as FixedLane],
    height: Math.max(content.height, TITLE_TOP + title.height + 8),
    draw: content.draw,
  };
}

/** From a lane's top to its name, past its sign. */
export const TITLE_TOP = 34;

/** Return each touchpoint with the left edge of its slot. */
const standing = (places: readonly Place[]): { card: Touchpoint; x: number }[] =>
  places.flatMap(({ column: { touchpoints }, slots }) =>
    touchpoints.map((card, i) => ({ card, x: slots[i] as number })),
  );

function actionLane({ pen }: Context, { places, slot }: Ground): Content {
  const texts = standing(places).map(({ card, x }) => ({
    x,
    block: paragraph(pen, card.action, slot - 14, STYLES.body),
  }));
  const tallest = most(texts.map(({ block }) => block.height));
  // As high as its title even where the texts are short: they stand at its foot, over their touchpoints.
  const height = Math.max(tallest + SIZES.cell + 6, LEAST_ACTION);
  const draw = (y: number) =>
    texts.flatMap(({ x, block }) => block.draw(x + 7, y + height - 6 - block.height));
  return { height, draw };
}

const LEAST_ACTION = 62;

function touchpointLane(context: Context, { places, slot }: Ground): Content {
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
  // A star stands over its card's edge.
  const top = context.lanes.indexOf("touchpoint") - context.lanes.indexOf("action") === 1 ? 8 : 16;
  const draw = (y: number) => laid(tallest).flatMap(({ x, block }) => block.draw(x, y + top));
  return { height: tallest + top + 12, draw };
}

/** A lane that holds a text under each touchpoint. */
function textLane({ places }: Ground, note: (card: Touchpoint) => Block): Content {
  const notes = standing(places).map(({ card, x }) => ({ x, block: note(card) }));
  const height = most(notes.map(({ block }) => block.height)) + 2 * SIZES.cell;
  return { height, draw: (y) => notes.flatMap(({ x, block }) => block.draw(x, y + SIZES.cell)) };
}

function ownLane(context: Context, lane: OwnLane, { places, slot }: Ground): Content {
  const cells = places.map(({ column: one, width, slots }) => {
    const inner = lane.kind === "number" ? slot : width - 2 * SIZES.padding;
    return { x: slots[0] as number, block: ownCell(context, lane, one, inner - 4) };
  });
  const height = most(cells.map(({ block }) => block.height)) + 2 * SIZES.cell;
  return { height, draw: (y) => cells.flatMap(({ x, block }) => block.draw(x + 4, y + SIZES.cell)) };
}

function emotionLane(context: Context, { boxes, legend }: Ground): Content {
  const height = METRICS.emotionHeight;
  const draw = (y: number): Mark[] => [
    ...shift(curveMarks(context, boxes), SIZES.title, y),
    ...scaleMarks(SIZES.title - 18, y),
    ...(legend?.draw(SIZES.title + 12, y + height + 2) ?? []),
  ];
  return { height: height + (legend && legend.height > 0 ? legend.height + 8 : 0), draw };
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

function painLane(context: Context, { places, slot }: Ground): Content {
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
  return { height, draw };
}

function opportunityLane(context: Context, { places, slot }: Ground): Content {
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
  return { height, draw };
}
