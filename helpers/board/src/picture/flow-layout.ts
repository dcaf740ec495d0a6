// Where everything of the flowchart stands: boxes and routes, before anything is drawn.
//
// Groups stand beside each other while there is room and go on in a new row; a stage with more touchpoints than a row
// holds goes on in a row of its own.
import type { Touchpoint } from "../document/parts";
import type { Column } from "../document/snapshot";
import type { Point } from "../geometry";
import { type Block, column, PADDING, paragraph } from "./blocks";
import { touchpointBody } from "./cards";
import { type Context, inColumns, type Leg, legsOf, type Note, notesOf, partsOf } from "./journey";
import { backstageNote, backstageOf, namedCell, ownLanes, VISIBILITY } from "./own";
import { type Box, face } from "./scene";

export const SIZES = {
  node: 204,
  /** Between two nodes of a row: room for an arrow, and for one that goes on below. */
  gap: 44,
  left: 44,
  right: 28,
  head: 50 as number,
  foot: 18,
  /** Between groups, beside and below each other; an arrow to a new row runs in the lower one. */
  across: 26,
  down: 44,
  noteGap: 14,
  /** How far below a node's top its arrows meet it. */
  port: 30,
  margin: 2,
  looseHead: 30,
  /** What stands for the touchpoints of a folded stage. */
  fold: 132,
} as const;

export interface LaidNode {
  card: Touchpoint;
  number: number;
  box: Box;
  body: Block;
  notes: { note: Note; box: Box }[];
  /** What is done for it behind the scenes; without height where nothing is. */
  backstage: { block: Block; box: Box };
}

export interface LaidGroup {
  leg: Leg;
  title: Block;
  box: Box;
  nodes: LaidNode[];
  /** What stands for the touchpoints of a folded stage, if it has any; `null` where the stage is open. */
  fold: { box: Box; column: Column } | null;
  loose: { note: Note; box: Box }[];
  /** Where the line over what belongs to the whole stage is; `null` where nothing does. */
  looseTop: number | null;
  /** The tops of the lines of visibility: one for each row of nodes that has work behind it. */
  visibility: number[];
  /** What the learner's lanes say of the stage. */
  own: { block: Block; top: number };
}

export interface FlowLayout {
  width: number;
  height: number;
  groups: LaidGroup[];
  /** From each touchpoint to the next: the corners of its route. */
  arrows: Point[][];
}

export const bottomOf = ({ y, height }: Box) => y + height;
const groupWidth = (columns: number) =>
  SIZES.left + SIZES.right + columns * SIZES.node + (columns - 1) * SIZES.gap;

/** A stage's title, and how many nodes stand in each of its rows. */
function titleOf({ pen }: Context, leg: Leg, most: number): { title: Block; columns: number } {
  const columns = Math.max(1, Math.min(most, leg.stops.length));
  const style = { size: 15, weight: 650, fill: "accent-text" } as const;
  const room = leg.folded ? SIZES.fold - 16 : groupWidth(columns) - SIZES.left - 50;
  return { columns, title: paragraph(pen, leg.stage.name || pen.t("unnamed"), room, style) };
}

/** Lay out one stage with its corner at (0, 0), `most` nodes to a row; `head` is what titles take in every stage. */
function layGroup(
  context: Context,
  leg: Leg,
  at: number,
  most: number,
  head: number,
): LaidGroup & { columns: number } {
  const { columns, title } = titleOf(context, leg, most);
  const width = leg.folded ? SIZES.left + SIZES.fold + SIZES.right : groupWidth(columns);
  const inner = width - SIZES.left - SIZES.right;
  const nodes: LaidNode[] = [];
  const visibility: number[] = [];
  const stage = context.snapshot.columns[at];
  const shut = { x: SIZES.left, y: head, width: SIZES.fold, height: 2 * SIZES.port };
  const fold = leg.folded && stage ? { box: shut, column: stage } : null;
  let top = head;
  for (let first = 0; first < leg.stops.length; first += columns) {
    if (first > 0) top += SIZES.down;
    const row = layRow(context, leg.stops.slice(first, first + columns), top);
    nodes.push(...row.nodes);
    if (row.visibility !== null) visibility.push(row.visibility);
    top = row.bottom;
  }
  // Through a stage without touchpoints the arrow passes on its way to the next.
  if (leg.stops.length === 0) top += 2 * SIZES.port;
  const packed = inColumns(notesOf(context, leg, SIZES.node), columns, SIZES.noteGap);
  let looseTop: number | null = null;
  if (packed.places.length > 0) {
    looseTop = leg.stops.length > 0 ? top + 18 : top - 12;
    top = looseTop + SIZES.looseHead;
  }
  const loose = packed.places.map(({ note, column: nth, y }) => ({
    note,
    box: { x: columnX(nth), y: top + y, width: SIZES.node, height: note.block.height },
  }));
  top += packed.height;
  const block = ownBlock(context, leg, stage, inner);
  const own = { block, top: block.height > 0 ? top + OWN_GAP : top };
  const height = own.top + block.height + SIZES.foot;
  const box = { x: 0, y: 0, width, height };
  return { leg, title, box, nodes, fold, loose, looseTop, visibility, own, columns };
}

/** From what stands above the learner's lanes to them. */
const OWN_GAP = 30;

const columnX = (nth: number) => SIZES.left + nth * (SIZES.node + SIZES.gap);

/** Lay out nodes beside each other, each with its notes below, and under a common line the work behind them. */
function layRow(
  context: Context,
  stops: Leg["stops"],
  top: number,
): { nodes: LaidNode[]; visibility: number | null; bottom: number } {
  const laid = stops.map((stop, i) => {
    const body = nodeBody(context, stop.card);
    const box = { x: columnX(i), y: top, width: SIZES.node, height: body.height };
    let y = bottomOf(box);
    const notes = notesOf(context, stop, SIZES.node - 2 * NOTE_INDENT).map((note) => {
      const under = {
        x: box.x + NOTE_INDENT,
        y: y + SIZES.noteGap,
        width: SIZES.node - 2 * NOTE_INDENT,
        height: note.block.height,
      };
      y = bottomOf(under);
      return { note, box: under };
    });
    const behind = backstageNote(context.pen, backstageOf(context, stop.card), SIZES.node, true);
    return { card: stop.card, number: stop.number, box, body, notes, behind, low: y };
  });
  const low = laid.reduce((lowest, one) => Math.max(lowest, one.low), top);
  const deepest = laid.reduce((most, { behind }) => Math.max(most, behind.height), 0);
  const visibility = deepest === 0 ? null : low + 8;
  const under = low + 8 + VISIBILITY + 10;
  const nodes = laid.map(({ behind, low: _, ...node }) => ({
    ...node,
    backstage: { block: behind, box: { ...node.box, y: under, height: behind.height } },
  }));
  return { nodes, visibility, bottom: visibility === null ? low : under + deepest };
}

/** What the learner's lanes say of a stage, under each other. */
function ownBlock(context: Context, leg: Leg, stage: Column | undefined, width: number): Block {
  if (leg.folded || stage === undefined) return column([], 0);
  return column(
    ownLanes(context).map((lane) => namedCell(context, lane, stage, { text: width, bar: SIZES.node })),
    14,
  );
}

const NOTE_INDENT = 8;

function moveGroup(group: LaidGroup, dx: number, dy: number): LaidGroup {
  const move = (box: Box): Box => ({ ...box, x: box.x + dx, y: box.y + dy });
  const hung = (list: LaidGroup["loose"]) => list.map(({ note, box }) => ({ note, box: move(box) }));
  return {
    ...group,
    box: move(group.box),
    nodes: group.nodes.map((node) => ({
      ...node,
      box: move(node.box),
      notes: hung(node.notes),
      backstage: { ...node.backstage, box: move(node.backstage.box) },
    })),
    fold: group.fold && { ...group.fold, box: move(group.fold.box) },
    loose: hung(group.loose),
    looseTop: group.looseTop === null ? null : group.looseTop + dy,
    visibility: group.visibility.map((y) => y + dy),
    own: { ...group.own, top: group.own.top + dy },
  };
}

/** Lay out the whole map in rows that fit into `available`; one node to a row where not even two fit. */
export function flowLayout(context: Context, available: number): FlowLayout {
  const room = available - 2 * SIZES.margin;
  const most = Math.max(
    1,
    Math.floor((room - SIZES.left - SIZES.right + SIZES.gap) / (SIZES.node + SIZES.gap)),
  );
  const rows: LaidGroup[][] = [];
  let used = 0;
  const legs = legsOf(context);
  const titles = legs.map((leg) => titleOf(context, leg, most).title.height + 26);
  const head = titles.reduce((tallest, one) => Math.max(tallest, one), SIZES.head);
  for (const [i, leg] of legs.entries()) {
    const group = layGroup(context, leg, i, most, head);
    const alone = group.nodes.length > group.columns;
    const row = rows.at(-1);
    if (row && !alone && used + SIZES.across + group.box.width <= room) {
      used += SIZES.across + group.box.width;
      row.push(group);
    } else {
      rows.push([group]);
      // Nothing stands beside a stage that has several rows itself: its last row need not end at its right side.
      used = alone ? room : group.box.width;
    }
  }
  let y: number = SIZES.margin;
  const groups = rows.flatMap((row) => {
    const height = Math.max(...row.map((group) => group.box.height));
    let x: number = SIZES.margin;
    const moved = row.map((group) => {
      const one = moveGroup(group, x, y);
      x += group.box.width + SIZES.across;
      return one;
    });
    y += height + SIZES.down;
    return moved;
  });
  const width = groups.reduce((most_, { box }) => Math.max(most_, box.x + box.width), 0) + SIZES.margin;
  const height = groups.length === 0 ? 0 : y - SIZES.down + SIZES.margin;
  return { width, height, groups, arrows: arrowsOf(groups) };
}

/** Route an arrow from each node to the next: straight in a row, else round through the room between the rows. */
function arrowsOf(groups: readonly LaidGroup[]): Point[][] {
  const stops = groups.flatMap((group) => [
    ...group.nodes.map(({ box }) => ({ box, group })),
    ...(group.fold && group.fold.column.touchpoints.length > 0 ? [{ box: group.fold.box, group }] : []),
  ]);
  return stops.slice(1).map(({ box: to, group: toGroup }, i) => {
    const { box: from, group: fromGroup } = stops[i] as (typeof stops)[number];
    const start = { x: from.x + from.width, y: from.y + SIZES.port };
    const end = { x: to.x, y: to.y + SIZES.port };
    if (to.x > from.x && fromGroup.box.y === toGroup.box.y) return [start, end];
    const down = start.x + (SIZES.gap - SIZES.left / 2) / 1.5;
    const up = end.x - SIZES.left / 2;
    const gutter = (toGroup === fromGroup ? to.y : toGroup.box.y) - SIZES.down / 2;
    return [
      start,
      { x: down, y: start.y },
      { x: down, y: gutter },
      { x: up, y: gutter },
      { x: up, y: end.y },
      end,
    ];
  });
}

const FACE = 28;

/** The inside of a node; its face stands at the right, beside the name. */
function nodeBody(context: Context, card: Touchpoint): Block {
  const inner = SIZES.node - 2 * PADDING.side;
  const { pen } = context;
  const body = touchpointBody(pen, card, inner, {
    ...partsOf(context, card, true),
    beside: context.shows("emotion") ? FACE + 4 : 0,
  });
  return {
    height: Math.max(2 * SIZES.port, body.height + PADDING.top + PADDING.bottom),
    draw: (x, y) => [
      ...body.draw(x + PADDING.side, y + PADDING.top),
      ...(context.shows("emotion")
        ? face(card.emotion, x + SIZES.node - PADDING.side - FACE, y + PADDING.top + 5, FACE)
        : []),
    ],
  };
}
