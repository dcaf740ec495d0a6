// Lanes of the learner's own, and their cells: one for each stage.
//
// Two people who fill the same cell must meet in one card. So a cell's id follows from its lane and stage, and its
// card is made with the lane or with the stage, before anybody writes in it.
import type * as Y from "yjs";
import { create, living } from "./create";
import { type Card, cardOf, readCards } from "./document";
import { keyAt } from "./keys";
import type { LaneKind } from "./parts";

/** A cell of a learner-made lane. */
export interface CellPlace {
  lane: string;
  stage: string;
}

/** The key of every cell: it stands alone in its place. */
export const CELL_KEY = "a0";

// The 64-bit FNV-1a hash (Fowler, Noll and Vo): short, and the same wherever it is worked out.
const FNV_START = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/** Return the id of the cell of a lane in a stage: the same in every browser. */
export function cellId({ lane, stage }: CellPlace): string {
  let hash = FNV_START;
  for (const byte of new TextEncoder().encode(`${lane}/${stage}`)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  }
  return `lanecell-${hash.toString(36)}`;
}

/** Return the cell's card, made or brought back where it is not there. */
export function cellAt(doc: Y.Doc, place: CellPlace): Card | null {
  if (cardOf(doc, place.lane) === null || cardOf(doc, place.stage) === null) return null;
  // A map that another program wrote may have a cell here under an id of its own.
  const known = living(readCards(doc), "lane_cell").find(
    (card) => card.type === "lane_cell" && card.part.lane === place.lane && card.part.stage === place.stage,
  );
  if (known !== undefined) return cardOf(doc, known.id);
  const id = cellId(place);
  const deleted = cardOf(doc, id);
  if (deleted === null) {
    create(doc, "lane_cell", [place.stage, place.lane, CELL_KEY], { number: null }, id);
    return cardOf(doc, id);
  }
  deleted.set("gone", false);
  return deleted;
}

/** Make the cells of a fresh stage. */
export function fillStage(doc: Y.Doc, stage: string): void {
  for (const lane of living(readCards(doc), "lane")) cellAt(doc, { lane: lane.id, stage });
}

/** Add a lane below the others, with its cells; return its id. */
export function addLane(doc: Y.Doc, name: string, kind: LaneKind, unit: string): string {
  const sorted = readCards(doc);
  const lanes = living(sorted, "lane");
  const key = keyAt(
    lanes.map((lane) => lane.key),
    lanes.length,
  );
  const id = create(doc, "lane", ["", "lane", key], { name, kind, unit });
  for (const stage of living(sorted, "stage")) cellAt(doc, { lane: id, stage: stage.id });
  return id;
}

/** Delete a lane; its cells stay with it, so that bringing it back brings them back. */
export function removeLane(doc: Y.Doc, id: string): void {
  cardOf(doc, id)?.set("gone", true);
}

/** Write a number into a cell; `null` empties it. */
export function setNumber(doc: Y.Doc, place: CellPlace, number: number | null): void {
  const card = cellAt(doc, place);
  if (card !== null && card.get("number") !== number) card.set("number", number);
}
