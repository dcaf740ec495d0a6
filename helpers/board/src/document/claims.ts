// What a card claims, and what that rests on: pain points, emotions and moments of truth ask for evidence.
import { type Aspect, EVIDENCE_KINDS, type Evidence, type EvidenceKind, type Touchpoint } from "./parts";

/** Kinds of evidence, the strongest first: a figure, then one customer's words, then what we believe. */
export const BY_STRENGTH = EVIDENCE_KINDS.toReversed();

/** Whether a piece of evidence says anything; an empty row supports nothing. */
export const speaks = (one: Evidence): boolean => one.text.trim() !== "";

/** Return what a touchpoint claims that asks for evidence. */
export function claimsOf(card: Touchpoint): Aspect[] {
  return [
    ...(card.emotion === null ? [] : ["emotion" as const]),
    ...(card.is_moment_of_truth ? ["moment_of_truth" as const] : []),
  ];
}

/** Whether nothing supports one aspect of a card. */
export const isBare = (evidence: readonly Evidence[], aspect: Aspect): boolean =>
  !evidence.some((one) => one.aspect === aspect && speaks(one));

/** Return how many pieces of each kind there are, the strongest kind first and no kind without any. */
export function kindCounts(evidence: readonly Evidence[]): { kind: EvidenceKind; count: number }[] {
  return BY_STRENGTH.map((kind) => ({
    kind,
    count: evidence.filter((one) => one.kind === kind && speaks(one)).length,
  })).filter(({ count }) => count > 0);
}
