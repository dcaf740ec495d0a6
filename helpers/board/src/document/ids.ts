// Fresh ids, of the form that the model demands: a kind word and ten random characters.
import type { CardType } from "./parts";

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const LENGTH = 10;
// Bytes from here on are thrown away, so that each character is equally likely.
const FAIR = 256 - (256 % ALPHABET.length);

const WORDS: Record<CardType, string> = {
  stage: "stage",
  touchpoint: "touchpoint",
  pain_point: "painpoint",
  opportunity: "opportunity",
  evidence: "evidence",
  lane: "lane",
  lane_cell: "lanecell",
};

/** Return a fresh id for a card of `type`, e.g. `touchpoint-3f9k2m1xq0`. */
export function newId(type: CardType): string {
  let random = "";
  while (random.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      if (byte < FAIR && random.length < LENGTH) random += ALPHABET[byte % ALPHABET.length];
    }
  }
  return `${WORDS[type]}-${random}`;
}
