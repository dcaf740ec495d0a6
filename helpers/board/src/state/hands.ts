// What this view of the board has in hand: chosen cards, how large it shows the map, the search, and open windows.
import type { LaneType } from "../document/parts";
import type { Column, Snapshot } from "../document/snapshot";
import { listOf } from "./moves";
import { createStore, type Store } from "./store";

export interface HandsState {
  /** Ids of the cards that are chosen together. */
  selected: ReadonlySet<string>;
  /** The card from which a range is chosen. */
  anchor: string | null;
  /** How much larger than usual the lanes are shown. */
  zoom: number;
  /** What is searched for, and which hit is shown; `null` while the search is closed. */
  find: { query: string; at: number } | null;
  /** Whether the board fills the window though the browser refused the full screen. */
  filled: boolean;
  helping: boolean;
}

export type Hands = Store<HandsState> & { patch(change: Partial<HandsState>): void };

const NOTHING: ReadonlySet<string> = new Set();

export function createHands(): Hands {
  const store = createStore<HandsState>({
    selected: NOTHING,
    anchor: null,
    zoom: 1,
    find: null,
    filled: false,
    helping: false,
  });
  return { ...store, patch: (change) => store.set({ ...store.get(), ...change }) };
}

const LANES: readonly LaneType[] = ["touchpoint", "pain_point", "opportunity"];

/** The lane of a card, `null` where it is on none. */
export function laneOf(snapshot: Snapshot, id: string): LaneType | null {
  const holds = (column: Column, lane: LaneType) => listOf(column, lane).some((card) => card.id === id);
  return LANES.find((lane) => snapshot.columns.some((column) => holds(column, lane))) ?? null;
}

const inLane = (snapshot: Snapshot, lane: LaneType) =>
  snapshot.columns.flatMap((column) => listOf(column, lane).map((card) => card.id));

/** Every card that can be chosen, lane by lane. */
export const allCards = (snapshot: Snapshot): string[] => LANES.flatMap((lane) => inLane(snapshot, lane));

/** The cards from one to another of the same lane, in board order; only the second where they share no lane. */
export function rangeOf(snapshot: Snapshot, from: string | null, to: string): string[] {
  const lane = laneOf(snapshot, to);
  const order = lane === null ? [] : inLane(snapshot, lane);
  const [a, b] = [order.indexOf(from ?? ""), order.indexOf(to)];
  return a < 0 ? [to] : order.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** Return the chosen cards that are still on the map; the same set where all are. */
export function living(selected: ReadonlySet<string>, snapshot: Snapshot): ReadonlySet<string> {
  if (selected.size === 0) return selected;
  const there = new Set(allCards(snapshot));
  const left = [...selected].filter((id) => there.has(id));
  return left.length === selected.size ? selected : new Set(left);
}

/** The sizes that the buttons and keys step through. */
export const ZOOMS: readonly number[] = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

/** The next size up or down; the last one at the end. */
export function zoomStep(zoom: number, by: 1 | -1): number {
  const next = by > 0 ? ZOOMS.find((one) => one > zoom + 0.001) : ZOOMS.findLast((one) => one < zoom - 0.001);
  return next ?? clampZoom(zoom);
}

/** Return a size within what can be shown, in whole percents. */
export const clampZoom = (zoom: number): number => Math.round(Math.max(0.5, Math.min(2, zoom)) * 100) / 100;
