// What a card's claims rest on, as pictures show it: a small sign for each kind of evidence, or a ring for none.
import { isBare, kindCounts } from "../document/claims";
import type { Aspect, Evidence, EvidenceKind } from "../document/parts";
import { type Block, label, type Pen, STYLES } from "./blocks";
import type { Colour } from "./palette";
import { icon, type Mark } from "./scene";

/** The dashes of an edge around a claim that nothing supports. */
export const BARE = "4 3";

/** The colour of each kind of evidence. */
export const PROOF_COLOURS: Record<EvidenceKind, Colour> = {
  data: "good-text",
  quote: "accent-text",
  assumption: "muted",
};

/** A card's evidence by kind, and whether one of its claims has none. */
export interface Proof {
  counts: readonly { kind: EvidenceKind; count: number }[];
  bare: boolean;
}

/** Return what a card shows of its evidence; `aspect` is what it claims by itself, if anything. */
export function proofOf(evidence: readonly Evidence[], aspect: Aspect | null): Proof {
  return { counts: kindCounts(evidence), bare: aspect !== null && isBare(evidence, aspect) };
}

const ROW = 18;
const BETWEEN = 12;
const SIGN = 14;

/** The signs of a card's evidence with their numbers, in as many rows as they need. */
export function proofMarks({ measure, t }: Pen, { counts, bare }: Proof, width: number): Block {
  const { size, weight } = STYLES.small;
  const entries = [
    ...counts.map(({ kind, count }) => ({
      sign: kind,
      words: String(count),
      colour: PROOF_COLOURS[kind],
      dash: {},
    })),
    ...(bare
      ? [
          {
            sign: "unproved" as const,
            words: t("proof_none"),
            colour: "muted" as const,
            dash: { dash: "4 3.5" },
          },
        ]
      : []),
  ];
  let [x, y] = [0, 0];
  const places = entries.map((entry) => {
    const wide = SIGN + 4 + measure(entry.words, size, weight);
    if (x > 0 && x + wide > width) [x, y] = [0, y + ROW];
    const place = { ...entry, x, y };
    x += wide + BETWEEN;
    return place;
  });
  return {
    height: places.length === 0 ? 0 : y + ROW,
    draw: (left, top) =>
      places.flatMap(({ sign, words, colour, dash, ...at }): Mark[] => [
        { ...icon(sign, left + at.x, top + at.y + 2, SIGN, colour), ...dash },
        label(words, left + at.x + SIGN + 4, top + at.y + ROW / 2, { ...STYLES.small, fill: colour }),
      ]),
  };
}
