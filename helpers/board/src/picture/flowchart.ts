// The map as a flowchart: a node for each touchpoint, groups for the stages, arrows in the order of the journey.
//
// The layout is worked out first, as boxes and routes; drawing only dresses it. Groups stand beside each other while
// there is room and go on in a new row; a stage with more touchpoints than a row holds goes on in a row of its own.
import type { Touchpoint } from "../document/parts";
import type { Point } from "../geometry";
import {
  type Block,
  cornerStar,
  label,
  numberDisc,
  PADDING,
  paragraph,
  STYLES,
  touchpointBody,
} from "./blocks";
import { type Context, inColumns, type Leg, legsOf, type Note, notesOf, partsOf } from "./journey";
import { type Box, face, line, type Mark, path, rect, type Scene, toneOf } from "./scene";

const SIZES = {
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
} as const;

interface LaidNode {
  card: Touchpoint;
  number: number;
  box: Box;
  body: Block;
  notes: { note: Note; box: Box }[];
}

interface LaidGroup {
  leg: Leg;
  title: Block;
  box: Box;
  nodes: LaidNode[];
  loose: { note: Note; box: Box }[];
  /** Where the line over what belongs to the whole stage is; `null` where nothing does. */
  looseTop: number | null;
}

export interface FlowLayout {
  width: number;
  height: number;
  groups: LaidGroup[];
  /** From each touchpoint to the next: the corners of its route. */
  arrows: Point[][];
}

const bottomOf = ({ y, height }: Box) => y + height;
const groupWidth = (columns: number) =>
  SIZES.left + SIZES.right + columns * SIZES.node + (columns - 1) * SIZES.gap;

/** A stage's title, and how many nodes stand in each of its rows. */
function titleOf({ pen }: Context, leg: Leg, most: number): { title: Block; columns: number } {
  const columns = Math.max(1, Math.min(most, leg.stops.length));
  const style = { size: 15, weight: 650, fill: "accent-text" } as const;
  const room = groupWidth(columns) - SIZES.left - 50;
  return { columns, title: paragraph(pen, leg.stage.name || pen.t("unnamed"), room, style) };
}

/** Lay out one stage with its corner at (0, 0), `most` nodes to a row; `head` is what titles take in every stage. */
function layGroup(context: Context, leg: Leg, most: number, head: number): LaidGroup & { columns: number } {
  const { columns, title } = titleOf(context, leg, most);
  const width = groupWidth(columns);
  const at = (column: number) => SIZES.left + column * (SIZES.node + SIZES.gap);
  const nodes: LaidNode[] = [];
  let top = head;
  for (let first = 0; first < leg.stops.length; first += columns) {
    if (first > 0) top += SIZES.down;
    let low = top;
    for (const [i, stop] of leg.stops.slice(first, first + columns).entries()) {
      const body = nodeBody(context, stop.card);
      const box = { x: at(i), y: top, width: SIZES.node, height: body.height };
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
      nodes.push({ card: stop.card, number: stop.number, box, body, notes });
      low = Math.max(low, y);
    }
    top = low;
  }
  // Through a stage without touchpoints the arrow passes on its way to the next.
  if (leg.stops.length === 0) top += 2 * SIZES.port;
  const packed = inColumns(notesOf(context, leg, SIZES.node), columns, SIZES.noteGap);
  let looseTop: number | null = null;
  if (packed.places.length > 0) {
    looseTop = leg.stops.length > 0 ? top + 18 : top - 12;
    top = looseTop + SIZES.looseHead;
  }
  const loose = packed.places.map(({ note, column, y }) => ({
    note,
    box: { x: at(column), y: top + y, width: SIZES.node, height: note.block.height },
  }));
  const height = top + packed.height + SIZES.foot;
  return { leg, title, box: { x: 0, y: 0, width, height }, nodes, loose, looseTop, columns };
}

const NOTE_INDENT = 8;

function moveGroup(group: LaidGroup, dx: number, dy: number, height: number): LaidGroup {
  const move = (box: Box): Box => ({ ...box, x: box.x + dx, y: box.y + dy });
  const hung = (list: LaidGroup["loose"]) => list.map(({ note, box }) => ({ note, box: move(box) }));
  return {
    ...group,
    box: { ...move(group.box), height },
    nodes: group.nodes.map((node) => ({ ...node, box: move(node.box), notes: hung(node.notes) })),
    loose: hung(group.loose),
    looseTop: group.looseTop === null ? null : group.looseTop + dy,
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
  const legs = legsOf(context.snapshot, context.before);
  const titles = legs.map((leg) => titleOf(context, leg, most).title.height + 26);
  const head = titles.reduce((tallest, one) => Math.max(tallest, one), SIZES.head);
  for (const leg of legs) {
    const group = layGroup(context, leg, most, head);
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
      const one = moveGroup(group, x, y, height);
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
  const nodes = groups.flatMap((group) => group.nodes.map((node) => ({ node, group })));
  return nodes.slice(1).map(({ node: to, group: toGroup }, i) => {
    const { node: from, group: fromGroup } = nodes[i] as (typeof nodes)[number];
    const start = { x: from.box.x + from.box.width, y: from.box.y + SIZES.port };
    const end = { x: to.box.x, y: to.box.y + SIZES.port };
    if (to.box.x > from.box.x && fromGroup.box.y === toGroup.box.y) return [start, end];
    const down = start.x + (SIZES.gap - SIZES.left / 2) / 1.5;
    const up = end.x - SIZES.left / 2;
    const gutter = (toGroup === fromGroup ? to.box.y : toGroup.box.y) - SIZES.down / 2;
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
  const body = touchpointBody(pen, card, inner, { ...partsOf(context, card, true), beside: FACE + 4 });
  return {
    height: Math.max(2 * SIZES.port, body.height + PADDING.top + PADDING.bottom),
    draw: (x, y) => [
      ...body.draw(x + PADDING.side, y + PADDING.top),
      ...face(card.emotion, x + SIZES.node - PADDING.side - FACE, y + PADDING.top + 5, FACE),
    ],
  };
}

/** How a channel is: in a place, on a screen, or a talk; each has a shape of its own. */
export function shapeOf(channel: Touchpoint["channel"]): "place" | "screen" | "talk" | "plain" {
  if (channel === "store" || channel === "delivery") return "place";
  if (channel === "web" || channel === "app") return "screen";
  if (channel === null || channel === "other") return "plain";
  return "talk";
}

/** The outline of a node: square for a place, round for a screen, with cut corners for a talk. */
export function outline(shape: ReturnType<typeof shapeOf>, { x, y, width, height }: Box): string {
  const [right, low] = [x + width, y + height];
  const cut = Math.min(11, height / 3);
  if (shape === "talk") {
    return `M${x + cut} ${y}H${right - cut}L${right} ${y + cut}V${low - cut}L${right - cut} ${low}H${x + cut}L${x} ${low - cut}V${y + cut}z`;
  }
  const r = shape === "place" ? 1 : Math.min(shape === "screen" ? 18 : 8, height / 2);
  const arc = (toX: number, toY: number) => `A${r} ${r} 0 0 1 ${toX} ${toY}`;
  return `M${x + r} ${y}H${right - r}${arc(right, y + r)}V${low - r}${arc(right - r, low)}H${x + r}${arc(x, low - r)}V${y + r}${arc(x + r, y)}z`;
}

function nodeMarks({ card, number, box, body, notes }: LaidNode): Mark[] {
  const tone = toneOf(card.emotion);
  const last = notes.at(-1)?.box;
  const dash = card.channel === null ? { dash: "5 4" } : {};
  const look =
    tone === null
      ? ({ fill: "surface", stroke: "line-strong" } as const)
      : ({ fill: `${tone}-soft`, stroke: tone } as const);
  return [
    ...(last
      ? [
          line(box.x + 26, bottomOf(box), box.x + 26, bottomOf(last) - 4, {
            stroke: "line-strong",
            dash: "3 4",
          }),
        ]
      : []),
    path(outline(shapeOf(card.channel), box), {
      ...look,
      strokeWidth: card.is_moment_of_truth ? 3 : 1.8,
      ...dash,
    }),
    ...body.draw(box.x, box.y),
    ...badge(number, box.x, box.y),
    ...(card.is_moment_of_truth ? cornerStar(box.x + box.width, box.y) : []),
    ...notes.flatMap(({ note, box: { x, y } }) => note.block.draw(x, y)),
  ];
}

/** The touchpoint's number in the journey, on its upper left corner. */
function badge(number: number, x: number, y: number): Mark[] {
  const width = number > 9 ? 26 : 20;
  return [
    rect({ x: x - 8, y: y - 9, width, height: 20 }, 10, { fill: "accent" }),
    label(String(number), x - 8 + width / 2, y + 1, {
      size: 12,
      weight: 700,
      fill: "surface",
      anchor: "middle",
    }),
  ];
}

function groupMarks({ pen }: Context, { leg, title, box, loose, looseTop }: LaidGroup): Mark[] {
  const left = box.x + SIZES.left;
  const inner = box.width - SIZES.left - SIZES.right;
  return [
    rect(box, 14, { fill: "sunken", stroke: "line", strokeWidth: 1 }),
    ...numberDisc(leg.number, left + 11, box.y + 25),
    ...title.draw(left + 30, box.y + 25 - Math.min(title.height, 22.5) / 2),
    ...(looseTop === null
      ? []
      : [
          ...(leg.stops.length > 0
            ? [line(left, looseTop, left + inner, looseTop, { stroke: "line", dash: "4 4" })]
            : []),
          ...paragraph(pen, pen.t("pain_loose"), inner, STYLES.small).draw(left, looseTop + 5),
        ]),
    ...loose.flatMap(({ note, box: { x, y } }) => note.block.draw(x, y)),
  ];
}

const CORNER = 8;

/** An arrow along its route, its corners round, its head before the next node. */
function arrowMarks(route: readonly Point[]): Mark[] {
  const end = route.at(-1) as Point;
  const tip = { x: end.x - 3, y: end.y };
  const stop = { x: tip.x - 8, y: tip.y };
  const points = [...route.slice(0, -1), stop];
  let d = `M${(points[0] as Point).x + 1} ${(points[0] as Point).y}`;
  for (let i = 1; i < points.length; i++) {
    const [before, here, after] = [points[i - 1] as Point, points[i] as Point, points[i + 1]];
    if (after === undefined) d += `L${here.x} ${here.y}`;
    else {
      const [from, to] = [towards(here, before), towards(here, after)];
      d += `L${from.x} ${from.y}Q${here.x} ${here.y} ${to.x} ${to.y}`;
    }
  }
  return [
    path(d, { stroke: "line-strong", strokeWidth: 2.2 }),
    path(`M${tip.x - 10} ${tip.y - 6}L${tip.x} ${tip.y}L${tip.x - 10} ${tip.y + 6}z`, {
      fill: "line-strong",
    }),
  ];
}

/** The point on the way from `a` to `b` where a corner at `a` begins to bend. */
function towards(a: Point, b: Point): Point {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const part = length === 0 ? 0 : Math.min(CORNER, length / 2) / length;
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
}

/** Lay out and draw the map as a flowchart that fits into `available`. */
export function flowScene(context: Context, available: number): Scene {
  const { width, height, groups, arrows } = flowLayout(context, available);
  const nodes = groups.flatMap((group) => group.nodes);
  return {
    width,
    height,
    marks: [
      ...groups.flatMap((group) => groupMarks(context, group)),
      ...arrows.flatMap(arrowMarks),
      ...nodes.flatMap(nodeMarks),
    ],
    spots: groups.flatMap((group) => [
      ...group.nodes.flatMap(({ card, box, notes }) => [
        { id: card.id, lane: "touchpoint" as const, box },
        ...notes.map(({ note, box: under }) => ({ id: note.id, lane: note.lane, box: under })),
      ]),
      ...group.loose.map(({ note, box }) => ({ id: note.id, lane: note.lane, box })),
    ]),
  };
}
