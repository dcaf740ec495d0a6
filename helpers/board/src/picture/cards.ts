// The cards of a picture: touchpoints, pain points, opportunities, and the arrows with the stages' names.
import { type Opportunity, type PainPoint, SEVERITIES, type Touchpoint } from "../document/parts";
import type { Translate } from "../i18n";
import { emotionKey, plural } from "../i18n";
import type { IconName } from "../ui/icons";
import {
  type Block,
  behind,
  boxed,
  column,
  label,
  mark,
  PADDING,
  type Pen,
  paragraph,
  RADIUS,
  STYLES,
} from "./blocks";
import type { Colour } from "./palette";
import { BARE, type Proof, proofMarks } from "./proof";
import { circle, icon, type Look, type Mark, path, rect, star, toneOf } from "./scene";

/** The least height of a touchpoint's card. */
export const LEAST_CARD = 64;
const TILE = 28;

/** A channel's picture on its tile; a dashed tile where none is chosen. */
export function channelTile(channel: Touchpoint["channel"], x: number, y: number): Mark[] {
  const box = { x, y, width: TILE, height: TILE };
  if (channel === null)
    return [rect(box, 9, { stroke: "line-strong", dash: "3 3", strokeWidth: 1, fill: "none" })];
  return [rect(box, 9, { fill: "accent-tile" }), icon(channel, x + 5, y + 5, 18, "accent-text")];
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
  /** Whether the card says its channel in words. */
  full: boolean;
  emotion: boolean;
  action: boolean;
  thought: boolean;
  proof: Proof;
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
  return column(
    [
      head,
      ...(parts.emotion ? [feelingWords(pen, card, inner)] : []),
      paragraph(pen, parts.action ? card.action : "", inner, STYLES.body),
      thought(pen, parts.thought ? card.thought : "", inner),
      mark(pen, "link", parts.linked ?? "", inner),
      proofMarks(pen, parts.proof, inner),
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
  const gold: Look = parts.proof.bare
    ? { fill: "gold-bare", stroke: "gold-bare-edge", dash: BARE }
    : { fill: "gold-soft", stroke: "gold-edge" };
  const frame = boxed(
    touchpointBody(pen, card, width - 2 * PADDING.side, parts),
    width,
    RADIUS,
    moment ? gold : { fill: "surface", stroke: "line" },
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
  proof: Proof,
  elsewhere: string | null,
): Block {
  const { t } = pen;
  const inner = width - 2 * PADDING.side;
  const body = column(
    [
      signed(pen, "bolt", "bad", card.text, t("no_text"), inner),
      severityBars(card.severity),
      mark(pen, "touch", elsewhere ?? "", inner),
      proofMarks(pen, proof, inner),
    ],
    4,
  );
  return boxed(
    body,
    width,
    RADIUS,
    proof.bare
      ? { fill: "bad-bare", stroke: "bad-bare-edge", dash: BARE }
      : { fill: "bad-soft", stroke: "bad-edge" },
  );
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
