// Every change a person can make to the map, as a function on the document.
//
// None of them starts a transaction of its own: the caller wraps one gesture (see history.ts), and what a gesture
// does is undone in one step.
import * as Y from "yjs";
import { create, living } from "./create";
import {
  type Card,
  cardOf,
  headerOf,
  homeOf,
  type RawCard,
  readCards,
  rootText,
  stageOrder,
} from "./document";
import { keyAt, keysAt } from "./keys";
import { type CellPlace, cellAt, fillStage } from "./lane-edits";
import {
  type Aspect,
  type Channel,
  DEFAULT_SEVERITY,
  type EvidenceKind,
  type Kind,
  type LaneType,
  MAX_TEXT,
  ROOT_TEXTS,
  type RootText,
} from "./parts";
import { rebase } from "./text";

/** Where a text stands: a root text, or a field of a card; a lane cell's card is made when it is first written. */
export type TextPlace = RootText | { card: string; field: string; cell?: CellPlace };

/** The plain fields that a person sets, by card type. */
export interface Settable {
  touchpoint: {
    channel: Channel | null;
    case_touchpoint: string | null;
    emotion: number | null;
    is_moment_of_truth: boolean;
  };
  pain_point: { severity: number; touchpoint: string | null };
  evidence: { kind: EvidenceKind };
}

/** The living cards of one lane of a stage as they stand on the board, those of vanished stages included. */
export function lane(sorted: readonly RawCard[], type: LaneType, stage: string): RawCard[] {
  const stages = stageOrder(sorted);
  return sorted.filter((card) => card.type === type && !card.gone && homeOf(card.parent, stages) === stage);
}

/** Where in `list` the card `before` stands; the end where there is none. */
function indexOf(list: readonly RawCard[], before: string | null): number {
  const index = before === null ? -1 : list.findIndex((card) => card.id === before);
  return index < 0 ? list.length : index;
}

export const keysOf = (list: readonly RawCard[]) => list.map((card) => card.key);

/** Add stages with these names at the end; return their ids. */
export function addStages(doc: Y.Doc, names: readonly string[]): string[] {
  const stages = living(readCards(doc), "stage");
  const keys = keysAt(keysOf(stages), stages.length, names.length);
  const made = names.map((name, i) => create(doc, "stage", ["", "stage", keys[i] as string], { name }));
  for (const stage of made) fillStage(doc, stage);
  return made;
}

/** Add a touchpoint to a stage, before another or at the end; return its id. */
export function addTouchpoint(
  doc: Y.Doc,
  stage: string,
  fields: { name?: string; channel?: Channel | null; case_touchpoint?: string | null } = {},
  before: string | null = null,
): string {
  const list = lane(readCards(doc), "touchpoint", stage);
  const key = keyAt(keysOf(list), indexOf(list, before));
  return create(doc, "touchpoint", [stage, "touchpoint", key], {
    channel: null,
    case_touchpoint: null,
    emotion: null,
    is_moment_of_truth: false,
    ...fields,
  });
}

/** Add a pain point at the end of a stage, tied to a touchpoint or to none; return its id. */
export function addPainPoint(doc: Y.Doc, stage: string, touchpoint: string | null): string {
  const list = lane(readCards(doc), "pain_point", stage);
  const key = keyAt(keysOf(list), list.length);
  return create(doc, "pain_point", [stage, "pain_point", key], { touchpoint, severity: DEFAULT_SEVERITY });
}

/** Add an opportunity at the end of a stage; return its id. */
export function addOpportunity(doc: Y.Doc, stage: string): string {
  const list = lane(readCards(doc), "opportunity", stage);
  const key = keyAt(keysOf(list), list.length);
  return create(doc, "opportunity", [stage, "opportunity", key], { pain_points: new Y.Map() });
}

/** Add evidence for one claim of a card, after what is there; return its id. */
export function addEvidence(
  doc: Y.Doc,
  claim: string,
  aspect: Aspect,
  kind: EvidenceKind,
  words: { text?: string; source?: string } = {},
): string {
  const list = living(readCards(doc), "evidence").filter((card) => card.parent === claim);
  const key = keyAt(keysOf(list), list.length);
  return create(doc, "evidence", [claim, aspect, key], { kind, ...words });
}

/** Move a stage before another, or to the end. */
export function moveStage(doc: Y.Doc, id: string, before: string | null): void {
  const others = living(readCards(doc), "stage").filter((card) => card.id !== id);
  const key = keyAt(keysOf(others), indexOf(others, before));
  cardOf(doc, id)?.set("at", ["", "stage", key]);
}

/**
 * Move a card to a stage, before another card of its lane or to the end.
 *
 * A touchpoint that changes stage takes its pain points along: they are what hurts there.
 */
export function moveCard(doc: Y.Doc, id: string, type: LaneType, stage: string, before: string | null): void {
  const sorted = readCards(doc);
  const others = lane(sorted, type, stage).filter((card) => card.id !== id);
  const key = keyAt(keysOf(others), indexOf(others, before));
  const moved = sorted.find((card) => card.id === id);
  cardOf(doc, id)?.set("at", [stage, type, key]);
  if (type !== "touchpoint" || moved === undefined || moved.parent === stage) return;
  const followers = sorted.filter(
    (card) =>
      card.type === "pain_point" && !card.gone && card.parent === moved.parent && card.part.touchpoint === id,
  );
  const there = lane(sorted, "pain_point", stage);
  const keys = keysAt(keysOf(there), there.length, followers.length);
  for (const [i, card] of followers.entries()) {
    cardOf(doc, card.id)?.set("at", [stage, "pain_point", keys[i] as string]);
  }
}

/** Delete a card; with a stage go the cards that stand in it. */
export function removeCard(doc: Y.Doc, id: string): void {
  cardOf(doc, id)?.set("gone", true);
  for (const card of readCards(doc)) {
    if (card.parent === id && card.type !== "evidence" && !card.gone) cardOf(doc, card.id)?.set("gone", true);
  }
}

/** Set one plain field of a card. */
export function setField<T extends keyof Settable, F extends keyof Settable[T] & string>(
  doc: Y.Doc,
  _type: T,
  id: string,
  field: F,
  value: Settable[T][F],
): void {
  const card = cardOf(doc, id);
  if (card !== null && card.get(field) !== value) card.set(field, value);
}

/** Say what the map shows. */
export function setKind(doc: Y.Doc, kind: Kind): void {
  if (headerOf(doc).get("kind") !== kind) headerOf(doc).set("kind", kind);
}

/** Say whether an opportunity answers a pain point. */
export function setAnswers(doc: Y.Doc, opportunity: string, painPoint: string, answers: boolean): void {
  const card = cardOf(doc, opportunity);
  if (card === null) return;
  const answered = answersOf(card);
  if (answers && !answered.has(painPoint)) answered.set(painPoint, true);
  if (!answers && answered.has(painPoint)) answered.delete(painPoint);
}

function answersOf(card: Card): Y.Map<unknown> {
  const answered = card.get("pain_points");
  if (answered instanceof Y.Map) return answered;
  const made = new Y.Map<unknown>();
  card.set("pain_points", made);
  return made;
}

/**
 * Write what a person typed into a text.
 *
 * `base` is the text that they started from and `draft` what they made of it; only the difference is written, so
 * that what somebody else changed in the meantime stays.
 */
export function writeText(doc: Y.Doc, place: TextPlace, base: string, draft: string): void {
  const target = textAt(doc, place);
  if (target === null) return;
  const splice = rebase(base, draft.slice(0, MAX_TEXT), target.toString());
  if (splice.remove > 0) target.delete(splice.index, splice.remove);
  if (splice.insert === "") return;
  target.insert(splice.index, splice.insert);
  // Somebody deleted the card while this was being written: what one person still needs stays.
  const card = typeof place === "string" ? null : cardOf(doc, place.card);
  if (card?.get("gone") === true) card.set("gone", false);
}

function textAt(doc: Y.Doc, place: TextPlace): Y.Text | null {
  if (typeof place === "string") return ROOT_TEXTS.includes(place) ? rootText(doc, place) : null;
  const card = place.cell ? cellAt(doc, place.cell) : cardOf(doc, place.card);
  if (card === null) return null;
  const value = card.get(place.field);
  if (value instanceof Y.Text) return value;
  const made = new Y.Text(typeof value === "string" ? value : "");
  card.set(place.field, made);
  return made;
}
