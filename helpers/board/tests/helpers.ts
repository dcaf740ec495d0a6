// What several tests need: random edits, the model's rules, and a document written out.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020";
import fc from "fast-check";
import * as Y from "yjs";
import { readCards } from "../src/document/document";
import * as edits from "../src/document/edits";
import { createHistory, type History } from "../src/document/history";
import { addLane, cellAt, cellId, removeLane, setNumber } from "../src/document/lane-edits";
import {
  ASPECTS,
  CARD_TEXTS,
  CHANNELS,
  EVIDENCE_KINDS,
  type LaneType,
  ROOT_TEXTS,
} from "../src/document/parts";
import { createReader, type Snapshot } from "../src/document/snapshot";
import type { JourneyMap } from "../src/generated/journey-map";

/** One edit: its name, and numbers that pick the cards and values it is done with. */
export interface Edit {
  name: (typeof EDITS)[number];
  a: number;
  b: number;
  text: string;
}

const EDITS = [
  "addStage",
  "addTouchpoint",
  "addPainPoint",
  "addOpportunity",
  "addEvidence",
  "moveStage",
  "moveCard",
  "remove",
  "emotion",
  "star",
  "severity",
  "channel",
  "tie",
  "answer",
  "kind",
  "text",
  "rootText",
  "addLane",
  "removeLane",
  "number",
  "cellText",
] as const;

const words = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("收银台排队太久", "😀👨‍👩‍👧结账", "", "a\nb"),
);

export const anyEdit: fc.Arbitrary<Edit> = fc.record({
  name: fc.constantFrom(...EDITS),
  a: fc.nat(50),
  b: fc.nat(50),
  text: words,
});

export const anyEdits = fc.array(anyEdit, { maxLength: 40 });

const LANES: readonly LaneType[] = ["touchpoint", "pain_point", "opportunity"];

/** Return the member that a number picks; nothing from an empty list. */
const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

/** Do one edit as one gesture; an edit for which there is no card does nothing. */
export function perform(doc: Y.Doc, history: History, { name, a, b, text }: Edit): void {
  const cards = readCards(doc).filter((card) => !card.gone);
  const of = (type: string) => cards.filter((card) => card.type === type).map((card) => card.id);
  const [stages, touchpoints, pains] = [of("stage"), of("touchpoint"), of("pain_point")];
  const stage = pick(stages, a);
  const touchpoint = pick(touchpoints, a);
  const pain = pick(pains, a);
  history.gesture(() => {
    if (name === "addStage") edits.addStages(doc, [text]);
    if (name === "addTouchpoint" && stage)
      edits.addTouchpoint(doc, stage, { name: text }, pick(touchpoints, b));
    if (name === "addPainPoint" && stage)
      edits.addPainPoint(doc, stage, pick([...touchpoints, null], b) ?? null);
    if (name === "addOpportunity" && stage) edits.addOpportunity(doc, stage);
    if (name === "addEvidence") {
      const claim = pick([...touchpoints, ...pains], a);
      const aspect = pick(ASPECTS, b);
      if (claim && aspect) edits.addEvidence(doc, claim, aspect, pick(EVIDENCE_KINDS, b) ?? "data");
    }
    if (name === "moveStage" && stage) edits.moveStage(doc, stage, pick([...stages, null], b) ?? null);
    if (name === "moveCard" && stages.length > 0) {
      const lane = pick(LANES, b) as LaneType;
      const card = pick(of(lane), a);
      if (card)
        edits.moveCard(doc, card, lane, pick(stages, b) as string, pick([...of(lane), null], a + b) ?? null);
    }
    if (name === "remove") {
      const card = pick(cards, a);
      if (card) edits.removeCard(doc, card.id);
    }
    if (name === "emotion" && touchpoint) {
      edits.setField(doc, "touchpoint", touchpoint, "emotion", b > 40 ? null : (b % 5) - 2);
    }
    if (name === "star" && touchpoint) {
      edits.setField(doc, "touchpoint", touchpoint, "is_moment_of_truth", b % 2 === 0);
    }
    if (name === "severity" && pain) edits.setField(doc, "pain_point", pain, "severity", 1 + (b % 5));
    if (name === "channel" && touchpoint) {
      edits.setField(doc, "touchpoint", touchpoint, "channel", pick([...CHANNELS, null], b) ?? null);
    }
    if (name === "tie" && pain) {
      edits.setField(doc, "pain_point", pain, "touchpoint", pick([...touchpoints, null], b) ?? null);
    }
    if (name === "answer") {
      const opportunity = pick(of("opportunity"), b);
      if (opportunity && pain) edits.setAnswers(doc, opportunity, pain, (a + b) % 2 === 0);
    }
    if (name === "kind") edits.setKind(doc, a % 2 === 0 ? "current" : "future");
    if (name === "text") {
      const card = pick(cards, a);
      if (card) {
        const field = pick(CARD_TEXTS[card.type], b) as string;
        const value = (card.part as unknown as Record<string, string>)[field] ?? "";
        edits.writeText(doc, { card: card.id, field }, value, text);
      }
    }
    const lane = pick(of("lane"), b);
    if (name === "addLane" && of("lane").length < 3) addLane(doc, text, b % 2 ? "text" : "number", text);
    if (name === "removeLane" && lane) removeLane(doc, lane);
    if (name === "number" && lane && stage) setNumber(doc, { lane, stage }, b > 40 ? null : b / 4 - a);
    if (name === "cellText" && lane && stage) {
      const cell = { lane, stage };
      const value = String(cellAt(doc, cell)?.get("text"));
      edits.writeText(doc, { card: cellId(cell), field: "text", cell }, value, text);
    }
    if (name === "rootText") {
      const place = pick(ROOT_TEXTS, a) as (typeof ROOT_TEXTS)[number];
      edits.writeText(doc, place, doc.getText(place).toString(), text);
    }
  });
}

/** Make a document, its history, and what these edits did to it. */
export function documentAfter(done: readonly Edit[]): { doc: Y.Doc; history: History } {
  const doc = new Y.Doc();
  const history = createHistory(doc);
  for (const edit of done) perform(doc, history, edit);
  return { doc, history };
}

/** A document's whole content as plain data. */
export interface Content {
  cards: Record<string, Record<string, unknown>>;
  header: unknown;
  texts: string[];
}

/** Return the document's whole content as plain data. */
export function contentOf(doc: Y.Doc): Content {
  return {
    cards: doc.getMap("cards").toJSON(),
    header: doc.getMap("header").toJSON(),
    texts: ROOT_TEXTS.map((name) => doc.getText(name).toString()),
  };
}

/** Read a document once. */
export function snapshotOf(doc: Y.Doc): Snapshot {
  const reader = createReader(doc);
  const snapshot = reader.read();
  reader.dispose();
  return snapshot;
}

/** Return what the board shows as the map that the model knows. */
export function mapOf(snapshot: Snapshot): Required<JourneyMap> {
  const all = <T>(lists: readonly (readonly T[])[]): T[] => lists.flatMap((list) => [...list]);
  return {
    kind: snapshot.kind,
    persona: snapshot.persona,
    scenario: snapshot.scenario,
    stages: snapshot.columns.map((column) => column.stage),
    touchpoints: all(snapshot.columns.map((column) => column.touchpoints)),
    pain_points: all(snapshot.columns.map((column) => column.painPoints)),
    opportunities: all(snapshot.columns.map((column) => column.opportunities)),
    evidence: all([...snapshot.evidence.values()]),
    lanes: [...snapshot.lanes],
    lane_cells: all(snapshot.columns.map((column) => column.cells)),
  };
}

const SCHEMA = new URL("../../journeybook/schema/journey-map.schema.json", import.meta.url);
const validate = new Ajv().compile(JSON.parse(readFileSync(SCHEMA, "utf8")));

/** Return which of the model's rules a map breaks: the schema's, and those between parts. */
export function brokenRules(map: Required<JourneyMap>): string[] {
  const broken = validate(map)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  const ids = (parts: readonly { id: string }[]) => new Set(parts.map((part) => part.id));
  const [stages, touchpoints, pains] = [ids(map.stages), ids(map.touchpoints), ids(map.pain_points)];
  const demand = (known: ReadonlySet<string>, id: string, where: string) => {
    if (!known.has(id)) broken.push(`${where}: ${id} does not exist`);
  };
  const everything = [
    map.stages,
    map.touchpoints,
    map.pain_points,
    map.opportunities,
    map.evidence,
    map.lanes,
    map.lane_cells,
  ].flat();
  if (ids(everything).size < everything.length) broken.push("an id stands twice");
  for (const card of [...map.touchpoints, ...map.pain_points, ...map.opportunities])
    demand(stages, card.stage, card.id);
  for (const pain of map.pain_points) if (pain.touchpoint) demand(touchpoints, pain.touchpoint, pain.id);
  for (const card of map.opportunities) for (const id of card.pain_points ?? []) demand(pains, id, card.id);
  for (const cell of map.lane_cells) {
    demand(stages, cell.stage, cell.id);
    demand(ids(map.lanes), cell.lane, cell.id);
  }
  const places = map.lane_cells.map(({ lane, stage }) => `${lane}/${stage}`);
  if (new Set(places).size < places.length) broken.push("a cell stands twice");
  for (const one of map.evidence) demand(new Set([...touchpoints, ...pains]), one.claim, one.id);
  return broken;
}
