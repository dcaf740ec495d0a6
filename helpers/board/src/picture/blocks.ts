// The cards of a picture: each is laid out for a width, and then knows its height and draws itself anywhere.
import { type Opportunity, type PainPoint, SEVERITIES, type Touchpoint } from "../document/parts";
import type { Translate } from "../i18n";
import { emotionKey, plural } from "../i18n";
import type { IconName } from "../ui/icons";
import type { Colour } from "./palette";
import { circle, icon, type Look, type Mark, path, rect, star, type TextMark, toneOf } from "./scene";
import { linesOf, type Measure } from "./wrap";

/** What is needed to lay out texts: how wide letters are, and the words of the picture's language. */
export interface Pen {
  measure: Measure;
  t: Translate;
}

/** Something laid out. */
export interface Block {
  height: number;
  draw(x: number, y: number): Mark[];
}

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
function behind(
  before: { height: number; draw: (x: number, y: number) => Mark[] },
  left: number,
  block: Block,
): Block {
  const height = block.height === 0 ? 0 : Math.max(before.height, block.height);
  // One line stands at the middle of its sign, several begin at its top.
  const drop = Math.max(0, (before.height - block.height) / 2);
  return { height, draw: (x, y) => [...before.draw(x, y), ...block.draw(x + left, y + drop)] };
}

/** A block in a box with room around it. */
function boxed(block: Block, width: number, radius: number, look: Look, least = 0): Block {
  const height = Math.max(least, block.height + PADDING.top + PADDING.bottom);
  return {
    height,
    draw: (x, y) => [
      rect({ x, y, width, height }, radius, { strokeWidth: 1, ...look }),
      ...block.draw(x + PADDING.side, y + PADDING.top),
    ],
  };
}

export const PADDING = { side: 11, top: 10, bottom: 11 } as const;
/** The least height of a touchpoint's card. */
export const LEAST_CARD = 64;
const RADIUS = 12;
const TILE = 28;

/** A channel's picture on its tile; a dashed tile where none is chosen. */
export function channelTile(channel: Touchpoint["channel"], x: number, y: number): Mark[] {
  const box = { x, y, width: TILE, height: TILE };
  if (channel === null)
    return [rect(box, 9, { stroke: "line-strong", dash: "3 3", strokeWidth: 1, fill: "none" })];
  return [rect(box, 9, { fill: "accent-tile" }), icon(channel, x + 5, y + 5, 18, "accent-text")];
}

/** A small line with a picture before it: an evidence count, a goal, an owner. */
function mark(pen: Pen, name: IconName, text: string, width: number): Block {
  return behind(
    { height: 18, draw: (x, y) => [icon(name, x, y + 2, 14, "muted")] },
    19,
    paragraph(pen, text, width - 19, STYLES.small),
  );
}

/** What goes through the customer's mind, behind the bar of a quotation. */
function thought(pen: Pen, text: string, width: number): Block {
  const words = paragraph(pen, text, width - 12, STYLES.thought);
  return {
    height: words.height,
    draw: (x, y) => [
      rect({ x: x + 1, y: y + 1, width: 2, height: words.height - 2 }, 1, { fill: "line" }),
      ...words.draw(x + 11, y),
    ],
  };
}

/** The channel's name and the emotion's, for a form in which the picture alone would not say them. */
function feelingWords(pen: Pen, card: Touchpoint, width: number): Block {
  const tone = toneOf(card.emotion);
  return paragraph(pen, pen.t(emotionKey(card.emotion)), width, {
    ...STYLES.small,
    weight: 600,
    fill: tone === null ? "muted" : `${tone}-text`,
  });
}

export const channelWords = (t: Translate, channel: Touchpoint["channel"]) =>
  t(channel === null ? "channel_none" : `channel_${channel}`);

/** What a touchpoint's card holds besides its name. */
export interface CardParts {
  /** Whether the card says its channel and its emotion in words, and what the customer does. */
  full: boolean;
  evidence: number;
  /** The name of the case's touchpoint that it stands for. */
  linked: string | null;
  /** Room to leave free at the right of the name. */
  beside?: number;
}

/** The inside of a touchpoint's card. */
export function touchpointBody(pen: Pen, card: Touchpoint, inner: number, parts: CardParts): Block {
  const { t } = pen;
  const nameless = card.name === "";
  const width = inner - TILE - 8 - (parts.beside ?? 0);
  const title = paragraph(pen, card.name || t("unnamed"), width, {
    ...STYLES.name,
    ...(nameless && { weight: 400, fill: "muted" }),
  });
  const kind = paragraph(pen, parts.full ? channelWords(t, card.channel) : "", width, STYLES.small);
  const head = behind(
    { height: TILE, draw: (x, y) => channelTile(card.channel, x, y) },
    TILE + 8,
    column([title, kind], 0),
  );
  const { evidence, linked } = parts;
  return column(
    [
      head,
      ...(parts.full
        ? [feelingWords(pen, card, inner), paragraph(pen, card.action, inner, STYLES.body)]
        : []),
      thought(pen, card.thought, inner),
      mark(pen, "link", linked ?? "", inner),
      mark(pen, "quote", evidence === 0 ? "" : t(plural("evidence", evidence), { n: evidence }), inner),
    ],
    5,
  );
}

/** A touchpoint's card, at least `least` high; gold with a star on its corner where it is a moment of truth. */
export function touchpointCard(
  pen: Pen,
  card: Touchpoint,
  width: number,
  parts: CardParts,
  least: number = LEAST_CARD,
): Block {
  const moment = card.is_moment_of_truth;
  const frame = boxed(
    touchpointBody(pen, card, width - 2 * PADDING.side, parts),
    width,
    RADIUS,
    moment ? { fill: "gold-soft", stroke: "gold-edge" } : { fill: "surface", stroke: "line" },
    least,
  );
  return {
    height: frame.height,
    draw: (x, y) => [...frame.draw(x, y), ...(moment ? cornerStar(x + width, y) : [])],
  };
}

/** The star of a moment of truth, on the corner at (x, y). */
export function cornerStar(x: number, y: number): Mark[] {
  return [
    circle(x - 5, y + 3, 13, { fill: "surface", stroke: "gold-edge", strokeWidth: 1 }),
    star(x - 14, y - 6, 18),
  ];
}

/** Five bars, as many of them full as the pain point is severe, and the number. */
export function severityBars(severity: number): Block {
  return {
    height: 18,
    draw: (x, y) => [
      ...SEVERITIES.map((step, i) =>
        rect({ x: x + i * 15, y: y + 6, width: 12, height: 6 }, 3, {
          fill: step <= severity ? "bad" : "bad-edge",
        }),
      ),
      label(String(severity), x + 80, y + 9, { size: 12, weight: 700, fill: "bad-text" }),
    ],
  };
}

/** The first line of a note: its sign, so that its colour is not all that tells it. */
function signed(pen: Pen, name: IconName, colour: Colour, text: string, empty: string, width: number): Block {
  return behind(
    { height: 21, draw: (x, y) => [icon(name, x - 2, y + 2, 17, colour)] },
    20,
    paragraph(pen, text || empty, width - 20, text === "" ? STYLES.thought : STYLES.body),
  );
}

/** A pain point as a red note; `elsewhere` names its touchpoint where that stands in another stage. */
export function painNote(
  pen: Pen,
  card: PainPoint,
  width: number,
  evidence: number,
  elsewhere: string | null,
): Block {
  const { t } = pen;
  const inner = width - 2 * PADDING.side;
  const body = column(
    [
      signed(pen, "bolt", "bad", card.text, t("no_text"), inner),
      severityBars(card.severity),
      mark(pen, "touch", elsewhere ?? "", inner),
      mark(pen, "quote", evidence === 0 ? "" : t(plural("evidence", evidence), { n: evidence }), inner),
    ],
    4,
  );
  return boxed(body, width, RADIUS, { fill: "bad-soft", stroke: "bad-edge" });
}

/** An opportunity as a green note, with what is planned for it. */
export function opportunityNote(pen: Pen, card: Opportunity, width: number): Block {
  const { t } = pen;
  const inner = width - 2 * PADDING.side;
  const answered = card.pain_points.length;
  const body = column(
    [
      signed(pen, "bulb", "good", card.text, t("no_text"), inner),
      mark(pen, "bolt", answered === 0 ? "" : t(plural("answers", answered), { n: answered }), inner),
      mark(pen, "target", card.goal, inner),
      mark(pen, "gauge", card.measure, inner),
      mark(pen, "person", card.owner, inner),
    ],
    4,
  );
  return boxed(body, width, RADIUS, { fill: "good-soft", stroke: "good-edge" });
}

/** A stage's title on an arrow that points to the next. */
export function stageArrow(pen: Pen, name: string, number: number, width: number): Block {
  const words = paragraph(pen, name || pen.t("unnamed"), width - 22 - 30 - 20, {
    size: 15,
    weight: 650,
    fill: "accent-text",
  });
  const height = Math.max(44, words.height + 14);
  return {
    height,
    draw(x, y) {
      const middle = y + height / 2;
      const [right, low, notch] = [x + width, y + height, 14];
      const outline = `M${x} ${y}L${right - notch} ${y}L${right} ${middle}L${right - notch} ${low}L${x} ${low}L${x + notch} ${middle}z`;
      return [
        path(outline, { fill: "accent-tile" }),
        ...numberDisc(number, x + 33, middle),
        ...words.draw(x + 52, middle - words.height / 2),
      ];
    },
  };
}

/** A number on a disc of the page's colour. */
export function numberDisc(number: number, x: number, y: number): Mark[] {
  return [
    circle(x, y, 11, { fill: "surface" }),
    label(String(number), x, y, { size: 12, weight: 650, fill: "accent-text", anchor: "middle" }),
  ];
}
