// What stands in a picture besides cards: backstage work and its line, thoughts of their own, the learner's own lanes.
import type { Lane, Stage, Touchpoint } from "../document/parts";
import type { Column } from "../document/snapshot";
import { barOf, formatNumber } from "../numbers";
import { laneContent } from "../state/layout";
import {
  type Block,
  behind,
  boxed,
  column,
  label,
  NOTHING,
  PADDING,
  type Pen,
  paragraph,
  STYLES,
} from "./blocks";
import type { Context } from "./journey";
import { type Box, icon, line, type Mark, path, rect } from "./scene";

/** What is done behind the scenes for a touchpoint: a grey box; `sign` where no lane's title says what it is. */
export function backstageNote(pen: Pen, text: string, width: number, sign = false): Block {
  if (text === "") return NOTHING;
  const inner = width - 2 * PADDING.side;
  const words = paragraph(pen, text, inner - (sign ? 20 : 0), STYLES.body);
  const body = sign
    ? behind({ height: 21, draw: (x, y) => [icon("backstage", x - 2, y + 2, 17, "muted")] }, 20, words)
    : words;
  return boxed(body, width, 10, { fill: "backstage", stroke: "backstage-edge" });
}

/** A thought in a bubble whose corner points up to its touchpoint. */
export function thoughtNote(pen: Pen, text: string, width: number): Block {
  if (text === "") return NOTHING;
  const words = paragraph(pen, text, width - 2 * PADDING.side, STYLES.body);
  const height = words.height + 2 * PADDING.top;
  return {
    height,
    draw: (x, y) => [
      path(bubble({ x, y, width, height }), { fill: "accent-soft", stroke: "accent-edge", strokeWidth: 1 }),
      ...words.draw(x + PADDING.side, y + PADDING.top),
    ],
  };
}

function bubble({ x, y, width, height }: Box): string {
  const [right, low, r, tip] = [x + width, y + height, Math.min(14, height / 2), 3];
  const arc = (radius: number, toX: number, toY: number) => `A${radius} ${radius} 0 0 1 ${toX} ${toY}`;
  return `M${x + tip} ${y}H${right - r}${arc(r, right, y + r)}V${low - r}${arc(r, right - r, low)}H${x + r}${arc(r, x, low - r)}V${y + tip}${arc(tip, x + tip, y)}z`;
}

/** Height of the line of visibility with its words. */
export const VISIBILITY = 30;

interface VisibilityPlace {
  left: number;
  right: number;
  /** The top of its height. */
  y: number;
  /** How far from the left end its words begin. */
  indent?: number;
  /** Whether it says what it means, where there is room for that. */
  hint?: boolean;
}

/** From this width on there is room to say what the line means. */
const LEAST_FOR_HINT = 620;

/** The line of visibility, its words over its left end; it is drawn on the lower edge of its height. */
export function visibilityMarks(
  pen: Pen,
  { left, y, right, indent = 0, hint = false }: VisibilityPlace,
): Mark[] {
  const x = left + indent;
  const name = { size: 13, weight: 650, fill: "text" } as const;
  const words = pen.t("visibility");
  return [
    label(words, x, y + VISIBILITY / 2 - 2, name),
    ...(hint && right - left > LEAST_FOR_HINT
      ? [
          label(
            pen.t("visibility_hint"),
            x + pen.measure(words, name.size, name.weight) + 10,
            y + VISIBILITY / 2 - 2,
            STYLES.small,
          ),
        ]
      : []),
    line(left, y + VISIBILITY - 2, right, y + VISIBILITY - 2, {
      stroke: "line-strong",
      strokeWidth: 2,
      dash: "7 5",
    }),
  ];
}

/** What the customer does not see of a touchpoint, if it shows. */
export const backstageOf = ({ shows }: Context, card: Touchpoint): string =>
  shows("backstage") ? card.backstage : "";

const cellOf = ({ cells }: Column, lane: Lane) => cells.find((one) => one.lane === lane.id);

/** Return a figure with its unit; nothing for none. */
function figureWords(
  { lang }: Pen,
  value: number | null,
  unit: string,
): { figure: string; unit: string } | null {
  return value === null ? null : { figure: formatNumber(value, lang), unit };
}

const BAR = { height: 7, radius: 4, gap: 7 } as const;
const FIGURE = { size: 16, weight: 600, fill: "text" } as const;

/** What one of the learner's lanes says of a stage: a text, or a figure over its bar. */
export function ownCell(context: Context, lane: Lane, column_: Column, width: number): Block {
  const { pen, numbers } = context;
  const cell = cellOf(column_, lane);
  if (lane.kind === "text") return paragraph(pen, cell?.text ?? "", width, STYLES.body);
  const value = cell?.number ?? null;
  const words = figureWords(pen, value, lane.unit);
  if (value === null || words === null) return NOTHING;
  const bar = barOf(value, numbers.get(lane.id) ?? []);
  const figure = pen.measure(words.figure, FIGURE.size, FIGURE.weight) + 5;
  // A unit of many words goes on below its figure.
  const beside = pen.measure(words.unit, STYLES.label.size, 400) <= width - figure;
  const unit = paragraph(pen, words.unit, beside ? width - figure : width, { ...STYLES.label, weight: 400 });
  const head = beside ? 24 : 24 + unit.height;
  return {
    height: head + BAR.gap + BAR.height,
    draw: (x, y) => {
      const top = y + head + BAR.gap - 2;
      const box = { x, y: top, width, height: BAR.height };
      return [
        label(words.figure, x, y + 12, FIGURE),
        ...unit.draw(beside ? x + figure : x, beside ? y + 3 : y + 24),
        rect(box, BAR.radius, { fill: "hover" }),
        rect({ ...box, x: x + bar.start * width, width: Math.max(3, bar.size * width) }, BAR.radius, {
          fill: value < 0 ? "bad" : "accent",
        }),
        ...(bar.zero > 0
          ? [
              line(x + bar.zero * width, top - 2, x + bar.zero * width, top + BAR.height + 2, {
                stroke: "line-strong",
              }),
            ]
          : []),
      ];
    },
  };
}

/** The learner's lanes that show and hold anything, in order. */
export function ownLanes({ lanes, snapshot }: Context): Lane[] {
  return lanes.flatMap((id) => {
    const lane = snapshot.lanes.find((one) => one.id === id);
    return lane === undefined || laneContent(snapshot, id) === 0 ? [] : [lane];
  });
}

export const laneIcon = (lane: Lane) => (lane.kind === "number" ? ("bars" as const) : ("lines" as const));

/**
 * What one of the learner's lanes says of a stage, under the lane's name; nothing where it says nothing.
 *
 * `text` is how wide a text may be, `bar` how wide every figure's bar is: bars of different scales could not be compared.
 */
export function namedCell(
  context: Context,
  lane: Lane,
  column_: Column,
  { text, bar }: { text: number; bar: number },
): Block {
  const width = lane.kind === "number" ? bar : Math.min(text, LONGEST_LINE);
  const content = ownCell(context, lane, column_, width);
  if (content.height === 0) return NOTHING;
  const name = behind(
    { height: 18, draw: (x, y) => [icon(laneIcon(lane), x, y + 1, 16, "muted")] },
    22,
    paragraph(context.pen, lane.name || context.pen.t("unnamed"), width - 22, STYLES.label),
  );
  return column([name, content], 4);
}

/** A line that is read should not be longer, in pixels. */
const LONGEST_LINE = 620;

/** Return what a screen reader hears of the learner's lanes at a stage. */
export function ownWords(context: Context, stage: Stage): string[] {
  const { pen, snapshot } = context;
  const found = snapshot.columns.find((one) => one.stage.id === stage.id);
  if (found === undefined) return [];
  return ownLanes(context).flatMap((lane) => {
    const cell = cellOf(found, lane);
    const words = figureWords(pen, cell?.number ?? null, lane.unit);
    const value =
      lane.kind === "text" ? (cell?.text ?? "") : words ? `${words.figure} ${words.unit}`.trim() : "";
    return value === "" ? [] : [pen.t("named", { name: lane.name || pen.t("unnamed"), value })];
  });
}
