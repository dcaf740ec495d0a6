// Putting a fact on a card: which claims it can support, and the edit.
import { claimsOf, isBare } from "../document/claims";
import { addEvidence } from "../document/edits";
import { type Aspect, MAX_TEXT } from "../document/parts";
import { evidenceFor, painPointsOf, type Snapshot, touchpointsOf } from "../document/snapshot";
import { type Translate, translator } from "../i18n";
import type { FactWords } from "./facts";
import type { Session } from "./kernel";
import type { Screen } from "./screen";

/** A claim on the board that evidence can support. */
export interface Claim {
  card: string;
  aspect: Aspect;
  /** The card's words; empty where it has none yet. */
  name: string;
  /** The case's touchpoint at which it stands. */
  code: string | null;
}

/** Return what a fact may be put on at a touchpoint: how it feels, and why it decides where it is said to. */
export const aspectsOf = (isMomentOfTruth: boolean): Aspect[] =>
  isMomentOfTruth ? ["emotion", "moment_of_truth"] : ["emotion"];

/** Return every claim of the map: pain points first, then what the touchpoints claim or may come to claim. */
export function claimsOn(snapshot: Pick<Snapshot, "columns">): Claim[] {
  const touchpoints = touchpointsOf(snapshot);
  const codes = new Map(touchpoints.map((one) => [one.id, one.case_touchpoint]));
  return [
    ...painPointsOf(snapshot).map(({ id, text, touchpoint }) => ({
      card: id,
      aspect: "pain_point" as const,
      name: text,
      code: touchpoint === null ? null : (codes.get(touchpoint) ?? null),
    })),
    ...touchpoints.flatMap((one) =>
      aspectsOf(one.is_moment_of_truth).map((aspect) => ({
        card: one.id,
        aspect,
        name: one.name,
        code: one.case_touchpoint,
      })),
    ),
  ];
}

/** Return the claims at one touchpoint of the case, and all others. */
export function claimsFor(
  snapshot: Pick<Snapshot, "columns">,
  code: string,
): { fitting: Claim[]; others: Claim[] } {
  const claims = claimsOn(snapshot);
  const fits = (claim: Claim) => code !== "" && claim.code === code;
  return { fitting: claims.filter(fits), others: claims.filter((claim) => !fits(claim)) };
}

/** Return the case's touchpoint at which a card stands; `null` where it is not tied to one. */
export function codeOf(snapshot: Pick<Snapshot, "columns">, card: string): string | null {
  return claimsOn(snapshot).find((claim) => claim.card === card)?.code ?? null;
}

/** Whether a fact stands on this claim already. */
export const isAttached = (snapshot: Snapshot, fact: FactWords, card: string, aspect: Aspect): boolean =>
  evidenceFor(snapshot, card).some((one) => one.aspect === aspect && one.text === fact.text);

/** Return the words of all evidence on the map. */
export const usedTexts = ({ evidence }: Pick<Snapshot, "evidence">): Set<string> =>
  new Set([...evidence.values()].flatMap((list) => list.map((one) => one.text)));

/** Return how many claims of the map there are, and how many of them nothing supports. */
export function countClaims(snapshot: Snapshot): { claims: number; bare: number } {
  const asked = [
    ...painPointsOf(snapshot).map(({ id }) => ({ id, aspect: "pain_point" as Aspect })),
    ...touchpointsOf(snapshot).flatMap((card) => claimsOf(card).map((aspect) => ({ id: card.id, aspect }))),
  ];
  const bare = asked.filter(({ id, aspect }) => isBare(evidenceFor(snapshot, id), aspect));
  return { claims: asked.length, bare: bare.length };
}

/** Return a claim's words, e.g. "Emotion at “Till”". */
export function claimWords({ aspect, name }: Pick<Claim, "aspect" | "name">, t: Translate): string {
  return t(`proof_claim_${aspect}`, { name: name || t(aspect === "pain_point" ? "no_text" : "unnamed") });
}

export type Attach = (fact: FactWords, card: string, aspect: Aspect) => void;

/** Return the action that makes a fact a claim's evidence, in one step of undo. */
export function createAttach({ doc, history, state }: Session, screen: Screen): Attach {
  return (fact, card, aspect) => {
    const { readonly, ready, snapshot, lang } = state.get();
    const claim = claimsOn(snapshot).find((one) => one.card === card && one.aspect === aspect);
    if (readonly || !ready || claim === undefined) return;
    const t = translator(lang);
    const what = claimWords(claim, t);
    if (isAttached(snapshot, fact, card, aspect)) {
      screen.say(t("proof_said_there", { what }));
      return;
    }
    const text = fact.text.slice(0, MAX_TEXT);
    const source = fact.source.slice(0, MAX_TEXT);
    history.gesture(() => addEvidence(doc, card, aspect, fact.kind, { text, source }));
    screen.say(t("proof_said_attached", { what }));
  };
}
