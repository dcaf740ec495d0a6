// How a person has arranged the board: which lanes show and in which order, which stages are folded, which other maps
// are laid over the curve. It is theirs alone: kept in this browser for each map, never in the map file.
import type { Column, Snapshot } from "../document/snapshot";
import type { Pair } from "./kernel";
import type { ScreenState } from "./screen";
import { createStore, type Store } from "./store";

/** The lanes that every map has, from the top. */
export const FIXED_LANES = [
  "action",
  "touchpoint",
  "thought",
  "emotion",
  "pain_point",
  "opportunity",
  "backstage",
] as const;
export type FixedLane = (typeof FIXED_LANES)[number];

export interface Layout {
  /** Lanes from the top: names of fixed ones, ids of the learner's own; what is not in here has its usual place. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** The stages that are folded, by id. */
  readonly folded: readonly string[];
  /** The files of the maps that are laid over. */
  readonly over: readonly string[];
}

/** A thought stands on its touchpoint's card, until somebody wants a lane for it. */
export const USUAL: Layout = { order: FIXED_LANES, hidden: ["thought"], folded: [], over: [] };

/** Return the layout that a map has at first: a future map is compared with the current one. */
export const usualFor = (pair: Pair | null): Layout =>
  pair?.side === "future" ? { ...USUAL, over: [pair.other] } : USUAL;

/** No list is kept longer than this: what is stored may be damaged, and ids of deleted lanes stay in it. */
const LONGEST = 500;

const isFixed = (lane: string): lane is FixedLane => (FIXED_LANES as readonly string[]).includes(lane);

/** Return all lanes of a map in this person's order. */
export function laneOrder(layout: Layout, own: readonly string[]): string[] {
  const all: string[] = [...FIXED_LANES, ...own];
  const order = [...new Set(layout.order)].filter((lane) => all.includes(lane));
  for (const [i, lane] of all.entries()) {
    // A lane that was not there when the order was chosen goes below the one that it usually follows.
    if (!order.includes(lane)) order.splice(i === 0 ? 0 : order.indexOf(all[i - 1] as string) + 1, 0, lane);
  }
  return order;
}

/** Return the lanes that show, in this person's order. */
export function shownLanes(layout: Layout, own: readonly string[]): string[] {
  return laneOrder(layout, own).filter((lane) => !layout.hidden.includes(lane));
}

/** Return the layout with a lane moved up (-1) or down (1); the same one at the edge. */
export function moveLane(layout: Layout, own: readonly string[], lane: string, by: number): Layout {
  const order = laneOrder(layout, own);
  const from = order.indexOf(lane);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return layout;
  order.splice(from, 1);
  order.splice(to, 0, lane);
  return { ...layout, order };
}

/** Return the layout with a lane put right above or below another; the same one where it stands there already. */
export function putLane(
  layout: Layout,
  own: readonly string[],
  lane: string,
  other: string,
  below: boolean,
): Layout {
  const before = laneOrder(layout, own);
  if (lane === other) return layout;
  const order = before.filter((one) => one !== lane);
  order.splice(order.indexOf(other) + (below ? 1 : 0), 0, lane);
  return order.every((one, i) => one === before[i]) ? layout : { ...layout, order };
}

const set = (list: readonly string[], one: string, member: boolean): readonly string[] =>
  list.includes(one) === member ? list : member ? [...list, one] : list.filter((other) => other !== one);

/** Return the layout with one member of a list put in or taken out; the same one where that changes nothing. */
export function toggle(
  layout: Layout,
  list: "hidden" | "folded" | "over",
  one: string,
  member: boolean,
): Layout {
  const changed = set(layout[list], one, member);
  return changed === layout[list] ? layout : { ...layout, [list]: changed };
}

/** Return how much stands in a lane. */
export function laneContent({ columns, lanes }: Snapshot, lane: string): number {
  const sum = (count: (column: Column) => number) => columns.reduce((total, one) => total + count(one), 0);
  const written = (field: "action" | "thought" | "backstage") =>
    sum(({ touchpoints }) => touchpoints.filter((card) => card[field] !== "").length);
  if (!isFixed(lane)) {
    const number = lanes.find((one) => one.id === lane)?.kind === "number";
    return sum(
      ({ cells }) =>
        cells.filter((cell) => cell.lane === lane && (number ? cell.number !== null : cell.text !== ""))
          .length,
    );
  }
  switch (lane) {
    case "touchpoint":
      return sum(({ touchpoints }) => touchpoints.length);
    case "emotion":
      return sum(({ touchpoints }) => touchpoints.filter((card) => card.emotion !== null).length);
    case "pain_point":
      return sum(({ painPoints }) => painPoints.length);
    case "opportunity":
      return sum(({ opportunities }) => opportunities.length);
    default:
      return written(lane);
  }
}

/** Return the hidden lanes that hold something which is nowhere else on the board. */
export function concealed(layout: Layout, snapshot: Snapshot): { lane: string; content: number }[] {
  const own = snapshot.lanes.map((lane) => lane.id);
  const onCards = !layout.hidden.includes("touchpoint");
  return laneOrder(layout, own)
    .filter((lane) => layout.hidden.includes(lane) && !(lane === "thought" && onCards))
    .map((lane) => ({ lane, content: laneContent(snapshot, lane) }))
    .filter(({ content }) => content > 0);
}

/** The lane in which a text of a card is edited; a thought has its place on the card too. */
const EDITED_IN: Partial<Record<string, FixedLane>> = { action: "action" };

/** Return the layout with that in sight which is about to get the focus or to be edited. */
export function reveal(
  layout: Layout,
  snapshot: Snapshot,
  focus: ScreenState["focus"],
  editing: ScreenState["editing"],
): Layout {
  if (focus === null && editing === null) return layout;
  // A title or a beginning is in sight as it is.
  if (focus !== null && !("lane" in focus)) return layout;
  if (layout.hidden.length === 0 && layout.folded.length === 0) return layout;
  const [edited, field = ""] = editing?.split("/") ?? [];
  const id = focus === null ? edited : "addIn" in focus ? null : focus.id;
  const stage = snapshot.columns.find(
    (column) =>
      // The head of a folded stage can have the focus; its name opens only with it.
      (column.stage.id === id && focus === null) ||
      (focus !== null && "addIn" in focus && focus.addIn === column.stage.id) ||
      [...column.touchpoints, ...column.painPoints, ...column.opportunities, ...column.cells].some(
        (card) => card.id === id,
      ),
  );
  if (stage === undefined) return layout;
  const unfolded = toggle(layout, "folded", stage.stage.id, false);
  const lane =
    focus !== null
      ? focus.lane
      : (EDITED_IN[field] ??
        (stage.painPoints.some((card) => card.id === id)
          ? "pain_point"
          : stage.opportunities.some((card) => card.id === id)
            ? "opportunity"
            : field === "name"
              ? "touchpoint"
              : null));
  return lane === null ? unfolded : toggle(unfolded, "hidden", lane, false);
}

/** Read a stored layout; whatever is wrong with it is as if it were not there. */
export function parseLayout(stored: string | null, usual = USUAL): Layout {
  let data: unknown = null;
  try {
    data = JSON.parse(stored ?? "null");
  } catch {
    // Another program wrote here: begin anew.
  }
  if (typeof data !== "object" || data === null) return usual;
  const list = (name: keyof Layout): readonly string[] => {
    const value = (data as Record<string, unknown>)[name];
    const strings = Array.isArray(value) && value.every((one) => typeof one === "string");
    return strings ? value.slice(0, LONGEST) : usual[name];
  };
  return { order: list("order"), hidden: list("hidden"), folded: list("folded"), over: list("over") };
}

const storageName = (mapKey: string) => `journeybook.layout.${mapKey}`;

/** Open this browser's layout of a map. Where storage is denied or full, it lasts as long as the page. */
export function openLayout(mapKey: string, usual = USUAL): Store<Layout> {
  let stored: string | null = null;
  try {
    stored = mapKey === "" ? null : localStorage.getItem(storageName(mapKey));
  } catch {
    // Private windows and strict settings deny it.
  }
  const store = createStore(parseLayout(stored, usual));
  return {
    ...store,
    set(next) {
      if (next === store.get()) return;
      store.set(next);
      try {
        if (mapKey !== "") localStorage.setItem(storageName(mapKey), JSON.stringify(next));
      } catch {
        // As above; nothing is lost but the arrangement.
      }
    },
  };
}
