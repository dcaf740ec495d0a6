// Edits on several cards at once. As in edits.ts, the caller makes one gesture of them.
import type * as Y from "yjs";
import { cardOf, type RawCard, readCards, stageOrder } from "./document";
import { keysOf, lane } from "./edits";
import { keysAt } from "./keys";
import type { LaneType } from "./parts";

/** Where a group of cards goes; see `DropPlace`. */
export interface GroupPlace {
  stage: string;
  touchpoint: string | null;
  before: string | null;
}

/** The living cards of these ids that stand in a lane, in board order. */
function chosen(sorted: readonly RawCard[], ids: ReadonlySet<string>): RawCard[] {
  const rank = new Map(stageOrder(sorted).map((id, i) => [id, i]));
  return sorted
    .filter((card) => ids.has(card.id) && !card.gone && card.type !== "stage" && card.type !== "evidence")
    .sort((a, b) => (rank.get(a.parent) ?? 0) - (rank.get(b.parent) ?? 0));
}

/** Append cards of one type to a stage, or put them before one that stays. */
function insert(
  doc: Y.Doc,
  sorted: readonly RawCard[],
  group: readonly RawCard[],
  type: LaneType,
  stage: string,
  before: string | null,
): void {
  const moving = new Set(group.map((card) => card.id));
  const others = lane(sorted, type, stage).filter((card) => !moving.has(card.id));
  const at = before === null ? -1 : others.findIndex((card) => card.id === before);
  const keys = keysAt(keysOf(others), at < 0 ? others.length : at, group.length);
  for (const [i, card] of group.entries()) cardOf(doc, card.id)?.set("at", [stage, type, keys[i] as string]);
}

/** The card before which a group lands: `before`, or the first behind it that does not move along. */
function firstStaying(list: readonly RawCard[], before: string | null, ids: ReadonlySet<string>) {
  const from = before === null ? -1 : list.findIndex((card) => card.id === before);
  return from < 0 ? null : (list.slice(from).find((card) => !ids.has(card.id))?.id ?? null);
}

/** Tie a pain point to a touchpoint; one that is moved along keeps its own. */
function tie(doc: Y.Doc, card: RawCard, touchpoint: string | null, moving: ReadonlySet<string>): void {
  if (card.type !== "pain_point" || moving.has(card.part.touchpoint ?? "")) return;
  if (card.part.touchpoint !== touchpoint) cardOf(doc, card.id)?.set("touchpoint", touchpoint);
}

/** The pain points that hang on touchpoints of the group which change their stage: they go along. */
function followers(
  sorted: readonly RawCard[],
  group: readonly RawCard[],
  ids: ReadonlySet<string>,
): RawCard[] {
  const homes = new Map(group.map((card) => [card.id, card.parent]));
  return sorted.filter(
    (card) =>
      card.type === "pain_point" &&
      !card.gone &&
      !ids.has(card.id) &&
      card.part.touchpoint !== null &&
      homes.get(card.part.touchpoint) === card.parent,
  );
}

/** Put cards into one stage: those of `type` to the place, all others behind what their lanes hold there. */
export function putCards(doc: Y.Doc, ids: ReadonlySet<string>, type: LaneType, place: GroupPlace): void {
  const sorted = readCards(doc);
  const group = chosen(sorted, ids);
  const leaving = group.filter((card) => card.type === "touchpoint" && card.parent !== place.stage);
  const moving = [...group, ...followers(sorted, leaving, ids)];
  const before = firstStaying(lane(sorted, type, place.stage), place.before, ids);
  for (const one of new Set(moving.map((card) => card.type as LaneType))) {
    const some = moving.filter((card) => card.type === one);
    insert(doc, sorted, some, one, place.stage, one === type ? before : null);
  }
  for (const card of group) tie(doc, card, place.touchpoint, ids);
}

/** Move cards `by` stages aside; `false`, and nothing moves, where one of them has no stage there. */
export function shiftCards(doc: Y.Doc, ids: ReadonlySet<string>, by: -1 | 1): boolean {
  const sorted = readCards(doc);
  const stages = stageOrder(sorted);
  const group = chosen(sorted, ids);
  const target = (card: RawCard) => stages[Math.max(0, stages.indexOf(card.parent)) + by];
  if (group.length === 0 || group.some((card) => target(card) === undefined)) return false;
  const touchpoints = group.filter((card) => card.type === "touchpoint");
  const moving = [...group, ...followers(sorted, touchpoints, ids)];
  for (const stage of new Set(moving.map((card) => target(card) as string))) {
    const here = moving.filter((card) => target(card) === stage);
    for (const type of new Set(here.map((card) => card.type as LaneType))) {
      const some = here.filter((card) => card.type === type);
      // The cards that stand there now and go on themselves leave no place to count from.
      const stays = lane(sorted, type, stage).find((card) => !ids.has(card.id));
      insert(doc, sorted, some, type, stage, by > 0 ? (stays?.id ?? null) : null);
    }
  }
  for (const card of group) tie(doc, card, null, ids);
  return true;
}

/** Delete cards. */
export function removeCards(doc: Y.Doc, ids: ReadonlySet<string>): void {
  for (const card of chosen(readCards(doc), ids)) cardOf(doc, card.id)?.set("gone", true);
}
