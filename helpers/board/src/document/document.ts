// The shared document: where its parts are, and how a card is read from it.
//
// One Y.Map of cards by id. A card's place is the single register `at` = [parent, lane, key], always written whole;
// deleting sets `gone`. Nothing here trusts what it reads: another version, another program or a damaged file may
// have written it, and one strange value must not take the rest of the board away.
import * as Y from "yjs";
import { comparePlaces } from "./keys";
import {
  ASPECTS,
  CARD_TYPES,
  type CardType,
  CHANNELS,
  DEFAULT_SEVERITY,
  EVIDENCE_KINDS,
  type Evidence,
  type Kind,
  LANE_KINDS,
  type Lane,
  type LaneCell,
  type Opportunity,
  type PainPoint,
  ROOT_TEXTS,
  type RootText,
  type Stage,
  type Touchpoint,
} from "./parts";

export type Card = Y.Map<unknown>;

/**
 * The register `at`: a stage's and a learner-made lane's parent is empty, a card's and a lane cell's its stage, an
 * evidence's the card it supports.
 */
export type At = readonly [parent: string, lane: string, key: string];

/** What each card type holds besides its place. */
export type Fields = {
  stage: Stage;
  touchpoint: Touchpoint;
  pain_point: PainPoint;
  opportunity: Opportunity;
  evidence: Evidence;
  lane: Lane;
  lane_cell: LaneCell;
};

/** A card as it stands in the document: its own fields, its place, and nothing about other cards. */
export type RawCard = {
  [T in CardType]: { type: T; id: string; parent: string; key: string; gone: boolean; part: Fields[T] };
}[CardType];

export const cardsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap("cards");
export const headerOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap("header");
export const rootText = (doc: Y.Doc, name: RootText): Y.Text => doc.getText(name);

/** Every shared type of the document: what undo covers and what a reader watches. */
export function sharedTypes(doc: Y.Doc): Y.AbstractType<unknown>[] {
  return [
    cardsOf(doc),
    headerOf(doc),
    ...ROOT_TEXTS.map((name) => rootText(doc, name)),
  ] as Y.AbstractType<unknown>[];
}

/** Return the living or deleted card of this id, or `null` where the document holds none. */
export function cardOf(doc: Y.Doc, id: string): Card | null {
  const card = cardsOf(doc).get(id);
  return card instanceof Y.Map ? (card as Card) : null;
}

const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  (values as readonly unknown[]).includes(value);

function text(card: Card, field: string): string {
  const value = card.get(field);
  if (value instanceof Y.Text) return value.toString();
  return typeof value === "string" ? value : "";
}

function whole(value: unknown, low: number, high: number): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= low && value <= high ? value : null;
}

/** A figure; what is infinite or no number is none. */
function figure(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function words(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function place(value: unknown): At | null {
  return Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === "string")
    ? (value as unknown as At)
    : null;
}

/** Read one card; `null` for a type, a place or an aspect that this version does not know. */
export function readCard(id: string, value: unknown): RawCard | null {
  if (!(value instanceof Y.Map)) return null;
  const card = value as Card;
  const type = card.get("type");
  const at = place(card.get("at"));
  if (!isOneOf(CARD_TYPES, type) || at === null) return null;
  const [parent, lane, key] = at;
  const common = { id, parent, key, gone: card.get("gone") === true };
  switch (type) {
    case "stage":
      return { ...common, type, part: { id, name: text(card, "name") } };
    case "touchpoint": {
      const channel = card.get("channel");
      const part: Touchpoint = {
        id,
        stage: parent,
        name: text(card, "name"),
        channel: isOneOf(CHANNELS, channel) ? channel : null,
        case_touchpoint: words(card.get("case_touchpoint")),
        action: text(card, "action"),
        thought: text(card, "thought"),
        emotion: whole(card.get("emotion"), -2, 2),
        is_moment_of_truth: card.get("is_moment_of_truth") === true,
        backstage: text(card, "backstage"),
      };
      return { ...common, type, part };
    }
    case "pain_point": {
      const part: PainPoint = {
        id,
        stage: parent,
        touchpoint: words(card.get("touchpoint")),
        text: text(card, "text"),
        severity: whole(card.get("severity"), 1, 5) ?? DEFAULT_SEVERITY,
      };
      return { ...common, type, part };
    }
    case "opportunity": {
      const answered = card.get("pain_points");
      const part: Opportunity = {
        id,
        stage: parent,
        text: text(card, "text"),
        pain_points: answered instanceof Y.Map ? [...answered.keys()].sort() : [],
        goal: text(card, "goal"),
        measure: text(card, "measure"),
        owner: text(card, "owner"),
      };
      return { ...common, type, part };
    }
    case "evidence": {
      if (!isOneOf(ASPECTS, lane)) return null;
      const kind = card.get("kind");
      const part: Evidence = {
        id,
        claim: parent,
        aspect: lane,
        kind: isOneOf(EVIDENCE_KINDS, kind) ? kind : "assumption",
        text: text(card, "text"),
        source: text(card, "source"),
      };
      return { ...common, type, part };
    }
    case "lane": {
      const kind = card.get("kind");
      const part: Lane = {
        id,
        name: text(card, "name"),
        kind: isOneOf(LANE_KINDS, kind) ? kind : "text",
        unit: text(card, "unit"),
      };
      return { ...common, type, part };
    }
    case "lane_cell": {
      const number = figure(card.get("number"));
      const part: LaneCell = { id, lane, stage: parent, text: text(card, "text"), number };
      return { ...common, type, part };
    }
  }
}

/** Return what the map shows; anything unknown counts as the journey as it is. */
export function readKind(doc: Y.Doc): Kind {
  return headerOf(doc).get("kind") === "future" ? "future" : "current";
}

/** Return all readable cards, deleted ones too, in the order of their places. */
export function readCards(doc: Y.Doc): RawCard[] {
  const read: RawCard[] = [];
  for (const [id, value] of cardsOf(doc)) {
    const card = readCard(id, value);
    if (card !== null) read.push(card);
  }
  return read.sort(comparePlaces);
}

/** The ids of the living stages, in order. */
export function stageOrder(sorted: readonly RawCard[]): string[] {
  return sorted.filter((card) => card.type === "stage" && !card.gone).map((card) => card.id);
}

/** The stage in which a card shows: its own, or the first where its own is gone; `null` with no stage left. */
export function homeOf(parent: string, stages: readonly string[]): string | null {
  return stages.includes(parent) ? parent : (stages[0] ?? null);
}
