// What pictures are built of: each block is laid out for a width, and then knows its height and draws itself anywhere.
import type { Language, Translate } from "../i18n";
import type { IconName } from "../ui/icons";
import type { Colour } from "./palette";
import { icon, type Look, type Mark, rect, type TextMark } from "./scene";
import { graphemesOf, isWide, linesOf, type Measure } from "./wrap";

/** What is needed to lay out texts: how wide letters are, and the words of the picture's language. */
export interface Pen {
  measure: Measure;
  t: Translate;
  lang: Language;
}

/** Something laid out. */
export interface Block {
  height: number;
  draw(x: number, y: number): Mark[];
}

/** What takes no room. */
export const NOTHING: Block = { height: 0, draw: () => [] };

export interface Style {
  size: number;
  weight: number;
  fill: Colour;
  anchor?: TextMark["anchor"];
}

const LINE_HEIGHT = 1.5;
/** How far below the middle of its line a text stands, in font sizes. */
const BASELINE = 0.35;

export const STYLES = {
  name: { size: 14, weight: 600, fill: "text" },
  body: { size: 14, weight: 400, fill: "text" },
  thought: { size: 13, weight: 400, fill: "muted" },
  small: { size: 12, weight: 400, fill: "muted" },
  label: { size: 13, weight: 600, fill: "muted" },
} as const satisfies Record<string, Style>;

/** One line of text whose middle is at `y`. */
export function label(text: string, x: number, y: number, style: Style): TextMark {
  const { size, weight, fill, anchor = "start" } = style;
  return { shape: "text", x, y: y + size * BASELINE, text, size, weight, fill, anchor };
}

/** A text of as many lines as it needs; nothing at all where it is empty. */
export function paragraph({ measure }: Pen, text: string, width: number, style: Style): Block {
  const { size, weight } = style;
  const lines = text === "" ? [] : linesOf(measure, text, width, size, weight);
  const step = size * LINE_HEIGHT;
  return {
    height: lines.length * step,
    draw: (x, y) =>
      lines.flatMap((one, i) => (one === "" ? [] : [label(one, x, y + (i + 0.5) * step, style)])),
  };
}

/** Blocks under each other; those without height take no gap. */
export function column(blocks: readonly Block[], gap: number): Block {
  const shown = blocks.filter((block) => block.height > 0);
  const height = shown.reduce((sum, block) => sum + block.height, Math.max(0, shown.length - 1) * gap);
  return {
    height,
    draw(x, y) {
      let top = y;
      return shown.flatMap((block) => {
        const marks = block.draw(x, top);
        top += block.height + gap;
        return marks;
      });
    },
  };
}

/** A block that begins `left` pixels to the right, behind what `before` draws; as tall as the taller one. */
export function behind(
  before: { height: number; draw: (x: number, y: number) => Mark[] },
  left: number,
  block: Block,
): Block {
  const height = block.height === 0 ? 0 : Math.max(before.height, block.height);
  // One line stands at the middle of its sign, several begin at its top.
  const drop = Math.max(0, (before.height - block.height) / 2);
  return { height, draw: (x, y) => [...before.draw(x, y), ...block.draw(x + left, y + drop)] };
}

export const PADDING = { side: 11, top: 10, bottom: 11 } as const;
export const RADIUS = 12;

/** A block in a box with room around it. */
export function boxed(block: Block, width: number, radius: number, look: Look, least = 0): Block {
  const height = Math.max(least, block.height + PADDING.top + PADDING.bottom);
  return {
    height,
    draw: (x, y) => [
      rect({ x, y, width, height }, radius, { strokeWidth: 1, ...look }),
      ...block.draw(x + PADDING.side, y + PADDING.top),
    ],
  };
}

/** A small line with a picture before it: an evidence count, a goal, an owner. */
export function mark(pen: Pen, name: IconName, text: string, width: number): Block {
  return behind(
    { height: 18, draw: (x, y) => [icon(name, x, y + 2, 14, "muted")] },
    19,
    paragraph(pen, text, width - 19, STYLES.small),
  );
}

/**
 * A text that runs down, its middle at the `x` that it is drawn at: Chinese letters stand upright under each other,
 * others lie on their side. What is longer than `longest` is cut.
 */
export function upright({ measure }: Pen, text: string, longest: number, style: Style): Block {
  const { size, weight, fill } = style;
  const step = size * 1.2;
  const parts: { text: string; wide: boolean; y: number }[] = [];
  let height = 0;
  for (const one of graphemesOf(text.replace(/\s+/gu, " "))) {
    const wide = isWide(one);
    const room = wide ? step : measure(one, size, weight);
    const full = height + room > longest;
    const next = full ? "…" : one;
    const last = parts.at(-1);
    if (last !== undefined && !last.wide && (full || !wide)) last.text += next;
    else parts.push({ text: next, wide: wide && !full, y: height });
    if (full) break;
    height += room;
  }
  return {
    height: Math.min(height, longest),
    draw: (x, y) =>
      parts.map((part) =>
        part.wide
          ? label(part.text, x, y + part.y + step / 2, { ...style, anchor: "middle" })
          : {
              shape: "text",
              x: x - size * BASELINE,
              y: y + part.y,
              text: part.text,
              size,
              weight,
              fill,
              anchor: "start",
              turned: true,
            },
      ),
  };
}
