// Another map in the place of the one on the board, as one edit: what was there is marked as gone, as if a person had
// deleted every card, so that undo brings it back and text that somebody is typing is not lost.
import * as Y from "yjs";
import type { JourneyMap } from "../generated/journey-map";
import { create } from "./create";
import { cardOf, headerOf, readCards, rootText } from "./document";
import { newId } from "./ids";
import { keysAt } from "./keys";
import { CELL_KEY, cellId } from "./lane-edits";
import { CARD_TEXTS, type CardType, DEFAULT_SEVERITY, MAX_CARDS, ROOT_TEXTS, type RootText } from "./parts";

type Place = readonly [parent: string, lane: string];

/** Replace the map; of a pair, `keepKind` says that each stays what it is. Every card gets a fresh id. */
export function replaceMap(doc: Y.Doc, map: JourneyMap, keepKind: boolean): void {
  for (const { id, gone } of readCards(doc)) if (!gone) cardOf(doc, id)?.set("gone", true);
  if (!keepKind) headerOf(doc).set("kind", map.kind ?? "current");
  for (const name of ROOT_TEXTS) write(doc, name, map);

  const ids = new Map<string, string>();
  const known = (id: string | null | undefined) => (id ? (ids.get(id) ?? null) : null);

  /** Make cards of one type, in their order; one without a place on this map is left out. */
  function make<T extends { id: string }>(
    type: Exclude<CardType, "lane_cell">,
    cards: readonly T[] = [],
    place: (card: T) => Place | null,
    registers: (card: T) => Record<string, unknown>,
  ): void {
    const keys = keysAt([], 0, cards.length);
    for (const [i, card] of cards.entries()) {
      const at = place(card);
      if (at === null) continue;
      const id = newId(type);
      ids.set(card.id, id);
      const given = card as Record<string, unknown>;
      const texts = Object.fromEntries(CARD_TEXTS[type].map((name) => [name, given[name] ?? ""]));
      create(doc, type, [...at, keys[i] as string], { ...texts, ...registers(card) }, id);
    }
  }

  const within =
    (lane: string) =>
    ({ stage }: { stage: string }): Place | null => {
      const home = known(stage);
      return home === null ? null : [home, lane];
    };
  make(
    "stage",
    map.stages,
    () => ["", "stage"],
    () => ({}),
  );
  make("touchpoint", map.touchpoints, within("touchpoint"), (card) => ({
    channel: card.channel ?? null,
    case_touchpoint: card.case_touchpoint ?? null,
    emotion: card.emotion ?? null,
    is_moment_of_truth: card.is_moment_of_truth ?? false,
  }));
  make("pain_point", map.pain_points, within("pain_point"), (card) => ({
    severity: card.severity ?? DEFAULT_SEVERITY,
    touchpoint: known(card.touchpoint),
  }));
  make("opportunity", map.opportunities, within("opportunity"), (card) => ({
    pain_points: new Y.Map((card.pain_points ?? []).flatMap((id) => known(id) ?? []).map((id) => [id, true])),
  }));
  const supports = ({ claim, aspect }: { claim: string; aspect: string }): Place | null => {
    const card = known(claim);
    return card === null ? null : [card, aspect];
  };
  make("evidence", map.evidence, supports, (one) => ({ kind: one.kind ?? "assumption" }));
  make(
    "lane",
    map.lanes,
    () => ["", "lane"],
    (lane) => ({ kind: lane.kind ?? "text" }),
  );
  fillCells(doc, map, known);
}

/** Write a text of the map's head anew where it differs. */
function write(doc: Y.Doc, name: RootText, { persona, scenario }: JourneyMap): void {
  const [part, field] = name.split(".") as ["persona" | "scenario", string];
  const heads: Record<string, unknown> = part === "persona" ? { ...persona } : { ...scenario };
  const wanted = String(heads[field] ?? "");
  const text = rootText(doc, name);
  if (text.toString() === wanted) return;
  text.delete(0, text.length);
  text.insert(0, wanted);
}

/** Make the cells of the lanes, those that say nothing too: two people who fill one must meet in one card. */
function fillCells(doc: Y.Doc, map: JourneyMap, known: (id: string) => string | null): void {
  const said = new Map((map.lane_cells ?? []).map((cell) => [`${cell.lane}/${cell.stage}`, cell]));
  const [lanes, stages] = [map.lanes ?? [], map.stages ?? []];
  const all = lanes.length * stages.length <= MAX_CARDS;
  for (const { id: givenLane } of lanes) {
    for (const { id: givenStage } of stages) {
      const cell = said.get(`${givenLane}/${givenStage}`);
      const [lane, stage] = [known(givenLane), known(givenStage)];
      if ((!all && cell === undefined) || lane === null || stage === null) continue;
      const fields = { text: cell?.text ?? "", number: cell?.number ?? null };
      create(doc, "lane_cell", [stage, lane, CELL_KEY], fields, cellId({ lane, stage }));
    }
  }
}
