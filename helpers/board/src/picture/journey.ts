// The map as the forms and pictures read it: touchpoints in journey order, each with the notes that hang on it.
import type { LaneType, Opportunity, PainPoint, Stage, Touchpoint } from "../document/parts";
import { evidenceFor, type Snapshot, touchpointsOf } from "../document/snapshot";
import { type Block, type CardParts, opportunityNote, type Pen, painNote } from "./blocks";

/** A touchpoint and what hangs on it. */
export interface Stop {
  card: Touchpoint;
  /** Its place in the journey, from 1. */
  number: number;
  pains: PainPoint[];
  opportunities: Opportunity[];
}

/** A stage, its stops, and what belongs to the stage as a whole. */
export interface Leg {
  stage: Stage;
  number: number;
  stops: Stop[];
  pains: PainPoint[];
  opportunities: Opportunity[];
}

/** How much of the journey lies before what is shown: its numbers go on from there. */
export interface Before {
  stages: number;
  stops: number;
}

const NOTHING: Before = { stages: 0, stops: 0 };

/**
 * Return the map stage by stage.
 *
 * A pain point hangs on its touchpoint and an opportunity on the touchpoint of the first pain point that it answers,
 * where that stands in the same stage; all others belong to the stage.
 */
export function legsOf({ columns }: Pick<Snapshot, "columns">, before: Before = NOTHING): Leg[] {
  let number = before.stops;
  return columns.map(({ stage, touchpoints, painPoints, opportunities }, i) => {
    const stops: Stop[] = touchpoints.map((card) => ({
      card,
      number: ++number,
      pains: [],
      opportunities: [],
    }));
    const leg: Leg = { stage, number: before.stages + i + 1, stops, pains: [], opportunities: [] };
    const stopOf = new Map(stops.map((stop) => [stop.card.id, stop]));
    const homes = new Map<string, Stop>();
    for (const pain of painPoints) {
      const stop = stopOf.get(pain.touchpoint ?? "");
      if (stop !== undefined) homes.set(pain.id, stop);
      (stop ?? leg).pains.push(pain);
    }
    for (const card of opportunities) {
      const answered = card.pain_points.find((id) => homes.has(id));
      (homes.get(answered ?? "") ?? leg).opportunities.push(card);
    }
    return leg;
  });
}

/** A note laid out: a pain point or an opportunity. */
export interface Note {
  id: string;
  lane: LaneType;
  block: Block;
}

/** What every form needs to know of the map besides its cards' own words. */
export interface Context {
  pen: Pen;
  snapshot: Snapshot;
  /** The names of the case's touchpoints, by code. */
  caseNames: ReadonlyMap<string, string>;
  /** Names of touchpoints, by id. */
  names: ReadonlyMap<string, string>;
  before: Before;
}

export function contextOf(pen: Pen, snapshot: Snapshot, caseNames: ReadonlyMap<string, string>): Context {
  const names = new Map(touchpointsOf(snapshot).map((card) => [card.id, card.name || pen.t("unnamed")]));
  return { pen, snapshot, caseNames, names, before: NOTHING };
}

/** Return what a touchpoint's card holds besides its name. */
export function partsOf({ snapshot, caseNames }: Context, card: Touchpoint, full: boolean): CardParts {
  const code = card.case_touchpoint;
  const linked = code === null ? null : (caseNames.get(code) ?? code);
  // The table's card says it as the board does; the others do not say one name twice.
  return {
    full,
    evidence: evidenceFor(snapshot, card.id).length,
    linked: full && linked === card.name ? null : linked,
  };
}

/** Lay out pain points and opportunities as notes of this width. */
export function notesOf(
  context: Context,
  { pains, opportunities, card }: Pick<Stop, "pains" | "opportunities"> & { card?: Touchpoint },
  width: number,
): Note[] {
  const { pen, snapshot, names } = context;
  const elsewhere = (pain: PainPoint) =>
    pain.touchpoint === null || pain.touchpoint === card?.id ? null : (names.get(pain.touchpoint) ?? null);
  return [
    ...pains.map((pain) => ({
      id: pain.id,
      lane: "pain_point" as const,
      block: painNote(pen, pain, width, evidenceFor(snapshot, pain.id).length, elsewhere(pain)),
    })),
    ...opportunities.map((one) => ({
      id: one.id,
      lane: "opportunity" as const,
      block: opportunityNote(pen, one, width),
    })),
  ];
}

/** Blocks put into columns, each where its column is shortest; `places` says where, `height` how far down they go. */
export function inColumns<T extends { block: Block }>(
  notes: readonly T[],
  columns: number,
  gap: number,
): { places: { note: T; column: number; y: number }[]; height: number } {
  const heights = Array.from({ length: Math.max(1, columns) }, () => 0);
  const places = notes.map((note) => {
    const column = heights.indexOf(Math.min(...heights));
    const y = heights[column] as number;
    heights[column] = y + note.block.height + gap;
    return { note, column, y };
  });
  return { places, height: Math.max(0, Math.max(...heights) - gap) };
}
