// The map as a flowchart: a node for each touchpoint, groups for the stages, arrows in the order of the journey.
import type { Touchpoint } from "../document/parts";
import type { Point } from "../geometry";
import { label, paragraph, STYLES } from "./blocks";
import { cornerStar, numberDisc } from "./cards";
import { bottomOf, flowLayout, type LaidGroup, type LaidNode, SIZES } from "./flow-layout";
import { countsOf } from "./folded";
import type { Context } from "./journey";
import { visibilityMarks } from "./own";
import { type Box, icon, line, type Mark, path, rect, type Scene, toneOf } from "./scene";

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

function nodeMarks({ shows }: Context, { card, number, box, body, notes, backstage }: LaidNode): Mark[] {
  const tone = shows("emotion") ? toneOf(card.emotion) : null;
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
    ...backstage.block.draw(backstage.box.x, backstage.box.y),
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

function groupMarks({ pen }: Context, group: LaidGroup): Mark[] {
  const { leg, title, box, fold, loose, looseTop, visibility, own } = group;
  const left = box.x + SIZES.left;
  const inner = box.width - SIZES.left - SIZES.right;
  return [
    rect(box, 14, { fill: "sunken", stroke: "line", strokeWidth: 1 }),
    ...numberDisc(leg.number, left + 11, box.y + 25),
    ...title.draw(left + 30, box.y + 25 - Math.min(title.height, 22.5) / 2),
    ...(fold ? foldMarks(fold) : []),
    ...visibility.flatMap((y) => visibilityMarks(pen, { left, y, right: left + inner })),
    ...(looseTop === null
      ? []
      : [
          ...(leg.stops.length > 0
            ? [line(left, looseTop, left + inner, looseTop, { stroke: "line", dash: "4 4" })]
            : []),
          ...paragraph(pen, pen.t("pain_loose"), inner, STYLES.small).draw(left, looseTop + 5),
        ]),
    ...loose.flatMap(({ note, box: { x, y } }) => note.block.draw(x, y)),
    ...(own.block.height > 0
      ? [
          line(left, own.top - 14, left + inner, own.top - 14, { stroke: "line" }),
          ...own.block.draw(left, own.top),
        ]
      : []),
  ];
}

/** What stands for the touchpoints of a folded stage: how many they are, and how much hangs on them. */
function foldMarks({ box, column }: NonNullable<LaidGroup["fold"]>): Mark[] {
  const counts = countsOf(column);
  const each = box.width / counts.length;
  return [
    rect(box, 12, { fill: "surface", stroke: "accent", strokeWidth: 1.8, dash: "2 3" }),
    ...counts.flatMap(({ sign, colour, n }, i) => {
      const [x, y] = [box.x + (i + 0.5) * each, box.y + box.height / 2];
      return [icon(sign, x - 17, y - 8, 16, colour), label(String(n), x + 3, y, STYLES.label)];
    }),
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
      ...nodes.flatMap((node) => nodeMarks(context, node)),
    ],
    folds: groups.flatMap(({ leg, box }) => (leg.folded ? [{ stage: leg.stage.id, box }] : [])),
    curve: null,
    head: null,
    spots: groups.flatMap((group) => [
      ...group.nodes.flatMap(({ card, box, notes }) => [
        { id: card.id, lane: "touchpoint" as const, box },
        ...notes.map(({ note, box: under }) => ({ id: note.id, lane: note.lane, box: under })),
      ]),
      ...group.loose.map(({ note, box }) => ({ id: note.id, lane: note.lane, box })),
    ]),
  };
}
