// Where a card goes when it is moved by the keyboard: pure, on a snapshot.
import type { LaneType } from "../document/parts";
import type { Column, Snapshot } from "../document/snapshot";
import type { DropPlace } from "./screen";

type Ids = readonly { readonly id: string }[];

export const listOf = (column: Column, lane: LaneType): Ids =>
  lane === "touchpoint"
    ? column.touchpoints
    : lane === "pain_point"
      ? column.painPoints
      : column.opportunities;

/** Find a card's column and its position in the lane; `null` where it is not on the board. */
export function locate(
  snapshot: Snapshot,
  lane: LaneType,
  id: string,
): { column: number; index: number } | null {
  for (const [column, one] of snapshot.columns.entries()) {
    const index = listOf(one, lane).findIndex((card) => card.id === id);
    if (index >= 0) return { column, index };
  }
  return null;
}

/** The card before which a card lands that changes its position in `list` by `by`; `undefined` at the edge. */
function stepWithin(list: Ids, id: string, by: number): string | null | undefined {
  const others = list.filter((card) => card.id !== id);
  const target = list.findIndex((card) => card.id === id) + by;
  if (target < 0 || target > others.length) return undefined;
  return others[target]?.id ?? null;
}

/** A touchpoint goes one slot aside, over a stage's border into the next stage. */
function moveTouchpoint(snapshot: Snapshot, id: string, dx: number): DropPlace | null {
  const found = locate(snapshot, "touchpoint", id);
  const column = found && snapshot.columns[found.column];
  if (!found || !column || dx === 0) return null;
  const before = stepWithin(column.touchpoints, id, dx);
  if (before !== undefined) return { stage: column.stage.id, touchpoint: null, before };
  const next = snapshot.columns[found.column + dx];
  if (next === undefined) return null;
  return {
    stage: next.stage.id,
    touchpoint: null,
    before: dx > 0 ? (next.touchpoints[0]?.id ?? null) : null,
  };
}

/** An opportunity goes to the stage beside, or up and down in its own. */
function moveOpportunity(snapshot: Snapshot, id: string, dx: number, dy: number): DropPlace | null {
  const found = locate(snapshot, "opportunity", id);
  const column = found && snapshot.columns[found.column];
  if (!found || !column) return null;
  if (dx !== 0) {
    const next = snapshot.columns[found.column + dx];
    return next === undefined ? null : { stage: next.stage.id, touchpoint: null, before: null };
  }
  const before = stepWithin(column.opportunities, id, dy);
  return before === undefined ? null : { stage: column.stage.id, touchpoint: null, before };
}

/** The touchpoint under which a pain point stands on the board: its own, where that is in the same stage. */
export function slotOf(column: Column, touchpoint: string | null): string | null {
  return column.touchpoints.some((one) => one.id === touchpoint) ? touchpoint : null;
}

/** A pain point goes under the touchpoint beside, or up and down under its own. */
function movePainPoint(snapshot: Snapshot, id: string, dx: number, dy: number): DropPlace | null {
  const found = locate(snapshot, "pain_point", id);
  const column = found && snapshot.columns[found.column];
  const card = column?.painPoints.find((one) => one.id === id);
  if (!found || !column || !card) return null;
  const slot = slotOf(column, card.touchpoint);
  if (dy !== 0) {
    const stack = column.painPoints.filter((one) => slotOf(column, one.touchpoint) === slot);
    const before = stepWithin(stack, id, dy);
    return before === undefined ? null : { stage: column.stage.id, touchpoint: card.touchpoint, before };
  }
  // Every touchpoint is a place; a stage without one is a place of its own.
  const places = snapshot.columns.flatMap(({ stage, touchpoints }) =>
    touchpoints.length > 0
      ? touchpoints.map((one) => ({ stage: stage.id, touchpoint: one.id as string | null }))
      : [{ stage: stage.id, touchpoint: null }],
  );
  const at = places.findIndex((one) => one.stage === column.stage.id && one.touchpoint === slot);
  if (at >= 0) {
    const next = places[at + dx];
    return next === undefined ? null : { ...next, before: null };
  }
  // It stands below the slots of its stage: to the right is the next stage, to the left its own last touchpoint.
  const own = places.findLastIndex((one) => one.stage === column.stage.id);
  const next = places[dx > 0 ? own + 1 : own];
  return next === undefined ? null : { ...next, before: null };
}

/** Return where a card goes; `null` where there is nowhere to go. */
export function moveBy(
  snapshot: Snapshot,
  lane: LaneType,
  id: string,
  dx: number,
  dy: number,
): DropPlace | null {
  if (lane === "touchpoint") return moveTouchpoint(snapshot, id, dx);
  if (lane === "opportunity") return moveOpportunity(snapshot, id, dx, dy);
  return movePainPoint(snapshot, id, dx, dy);
}

/** Whether a card already stands where it is to be put. */
export function isThere(snapshot: Snapshot, lane: LaneType, id: string, place: DropPlace): boolean {
  const found = locate(snapshot, lane, id);
  const column = found && snapshot.columns[found.column];
  if (!found || !column || column.stage.id !== place.stage || place.before === id) return place.before === id;
  let list = listOf(column, lane);
  if (lane === "pain_point") {
    const card = column.painPoints.find((one) => one.id === id);
    const slot = slotOf(column, card?.touchpoint ?? null);
    if (slot !== slotOf(column, place.touchpoint)) return false;
    list = column.painPoints.filter((one) => slotOf(column, one.touchpoint) === slot);
  }
  const follower = list[list.findIndex((card) => card.id === id) + 1]?.id ?? null;
  return follower === place.before;
}

/** Return which card gets the focus when this one goes: the next of its lane, else the one before. */
export function neighbour(list: Ids, id: string): string | null {
  const index = list.findIndex((card) => card.id === id);
  return list[index + 1]?.id ?? list[index - 1]?.id ?? null;
}
