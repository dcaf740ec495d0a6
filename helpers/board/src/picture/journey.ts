// The map as the forms and pictures read it: touchpoints in journey order, each with the notes that hang on it.
import type { LaneType, Opportunity, PainPoint, Stage, Touchpoint } from "../document/parts";
import { peakAndEnd } from "../document/peakend";
import { evidenceFor, type Snapshot, touchpointsOf } from "../document/snapshot";
import { alignStages, type Chosen, type OverlayStage } from "../overlay";
import { type FixedLane, type Layout, laneContent, shownLanes } from "../state/layout";
import type { Block, Pen } from "./blocks";
import { type CardParts, opportunityNote, painNote } from "./cards";
import { type Proof, proofOf } from "./proof";

/** A touchpoint and what hangs on it. */
export interface Stop {
  card: Touchpoint;
  /** Its place in the journey, from 1. */
  number: number;
  pains: PainPoint[];
  opportunities: Opportunity[];
}

/** A stage, its stops, and what belongs to the stage as a whole; nothing of it where it is folded. */
export interface Leg {
  stage: Stage;
  number: number;
  folded: boolean;
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
 * Return the map stage by stage, as far as it shows.
 *
 * A pain point hangs on its touchpoint and an opportunity on the touchpoint of the first pain point that it answers,
 * where that stands in the same stage; all others belong to the stage.
 */
export function legsOf({ snapshot: { columns }, before, shows, folded }: Context): Leg[] {
  let number = before.stops;
  return columns.map(({ stage, touchpoints, painPoints, opportunities }, i) => {
    const leg: Leg = {
      stage,
      number: before.stages + i + 1,
      folded: folded.has(stage.id),
      stops: [],
      pains: [],
      opportunities: [],
    };
    if (leg.folded) {
      number += touchpoints.length;
      return leg;
    }
    const stops: Stop[] = touchpoints.map((card) => ({
      card,
      number: ++number,
      pains: [],
      opportunities: [],
    }));
    leg.stops = stops;
    const stopOf = new Map(stops.map((stop) => [stop.card.id, stop]));
    const homes = new Map<string, Stop>();
    for (const pain of painPoints) {
      const stop = stopOf.get(pain.touchpoint ?? "");
      if (stop !== undefined) homes.set(pain.id, stop);
      if (shows("pain_point")) (stop ?? leg).pains.push(pain);
    }
    for (const card of shows("opportunity") ? opportunities : []) {
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

/** Another map that is laid over: its touchpoints by the stage here over which they stand. */
export interface Over extends Chosen {
  stages: ReadonlyMap<string, OverlayStage>;
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
  /** The lanes that show, from the top. */
  lanes: readonly string[];
  shows: (lane: FixedLane) => boolean;
  /** Ids of the folded stages. */
  folded: ReadonlySet<string>;
  over: readonly Over[];
  /** The touchpoints, by id, by which the journey is remembered; `null` for none. */
  peak: string | null;
  end: string | null;
  /** All figures of each lane of numbers: its bars share one scale. */
  numbers: ReadonlyMap<string, readonly number[]>;
}

/** What a person has chosen to see of the map. */
export interface Arrangement {
  layout: Layout;
  /** The maps that are laid over. */
  chosen: readonly Chosen[];
}

export function contextOf(
  pen: Pen,
  snapshot: Snapshot,
  caseNames: ReadonlyMap<string, string>,
  { layout, chosen }: Arrangement,
): Context {
  const { columns } = snapshot;
  const cards = touchpointsOf(snapshot);
  const own = snapshot.lanes.map((lane) => lane.id);
  // Backstage work that nobody has written down yet would be a line of visibility over nothing.
  const lanes = shownLanes(layout, own).filter(
    (lane) => lane !== "backstage" || laneContent(snapshot, lane) > 0,
  );
  const { peak, end } = peakAndEnd(cards.map((card) => card.emotion));
  // One feeling is no journey yet: nothing stands out from it.
  const judged = cards.filter((card) => card.emotion !== null).length > 1;
  const remembered = (index: number | null) => (judged && index !== null ? (cards[index]?.id ?? null) : null);
  const cells = columns.flatMap((column) => column.cells);
  return {
    pen,
    snapshot,
    caseNames,
    names: new Map(cards.map((card) => [card.id, card.name || pen.t("unnamed")])),
    before: NOTHING,
    lanes,
    shows: (lane) => lanes.includes(lane),
    folded: new Set(layout.folded),
    over: chosen.map((one) => ({ ...one, stages: stagesOver(snapshot, one) })),
    peak: remembered(peak),
    end: remembered(end),
    numbers: new Map(
      own.map((id) => [id, cells.filter((cell) => cell.lane === id).flatMap((cell) => cell.number ?? [])]),
    ),
  };
}

function stagesOver({ columns }: Snapshot, { overlay }: Chosen): Map<string, OverlayStage> {
  const places = alignStages(
    columns.map(({ stage }) => stage.name),
    overlay.stages.map((stage) => stage.name),
  );
  return new Map(
    overlay.stages.flatMap((stage, i) => {
      const here = columns[places[i] ?? -1];
      return here === undefined ? [] : [[here.stage.id, stage] as const];
    }),
  );
}

/** Return what a touchpoint's card holds besides its name; `full` says all that lanes of their own say in the table. */
export function partsOf({ snapshot, caseNames, shows }: Context, card: Touchpoint, full: boolean): CardParts {
  const code = card.case_touchpoint;
  const linked = code === null ? null : (caseNames.get(code) ?? code);
  return {
    full,
    emotion: full && shows("emotion"),
    action: full && shows("action"),
    thought: full || !shows("thought"),
    proof: proofOf(evidenceFor(snapshot, card.id), card.is_moment_of_truth ? "moment_of_truth" : null),
    // The table's card says it as the board does; the others do not say one name twice.
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
  const proof = (pain: PainPoint): Proof => proofOf(evidenceFor(snapshot, pain.id), "pain_point");
  return [
    ...pains.map((pain) => ({
      id: pain.id,
      lane: "pain_point" as const,
      block: painNote(pen, pain, width, proof(pain), elsewhere(pain)),
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
