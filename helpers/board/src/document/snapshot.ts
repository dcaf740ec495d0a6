// The document as the interface shows it: plain values, in order, with references that hold.
//
// A snapshot shares every part that did not change with the one before it, so that a component which is given the
// same part again need not render: after an edit only the touched card is new, and the lists that hold it.
import type * as Y from "yjs";
import {
  cardsOf,
  homeOf,
  type RawCard,
  readCard,
  readKind,
  rootText,
  sharedTypes,
  stageOrder,
} from "./document";
import { comparePlaces } from "./keys";
import type {
  Evidence,
  Kind,
  Lane,
  LaneCell,
  Opportunity,
  PainPoint,
  Persona,
  Scenario,
  Stage,
  Touchpoint,
} from "./parts";

/** One stage and what stands in it, each list in board order. */
export interface Column {
  readonly stage: Stage;
  readonly touchpoints: readonly Touchpoint[];
  readonly painPoints: readonly PainPoint[];
  readonly opportunities: readonly Opportunity[];
  /** What the learner-made lanes say of the stage: at most one cell for each lane, in the lanes' order. */
  readonly cells: readonly LaneCell[];
}

/** The whole map, ready to be shown. */
export interface Snapshot {
  readonly kind: Kind;
  readonly persona: Persona;
  readonly scenario: Scenario;
  readonly columns: readonly Column[];
  /** The learner-made lanes, in order. */
  readonly lanes: readonly Lane[];
  /** Evidence by the card that it supports, in order. */
  readonly evidence: ReadonlyMap<string, readonly Evidence[]>;
}

/** Reads a document again and again, each time only what changed. */
export interface Reader {
  read(): Snapshot;
  dispose(): void;
}

const NO_EVIDENCE: readonly Evidence[] = [];

/** Return the evidence for one card. */
export function evidenceFor(snapshot: Snapshot, claim: string): readonly Evidence[] {
  return snapshot.evidence.get(claim) ?? NO_EVIDENCE;
}

/** Return every touchpoint of the map in journey order. */
export const touchpointsOf = (snapshot: Pick<Snapshot, "columns">): Touchpoint[] =>
  snapshot.columns.flatMap((c) => [...c.touchpoints]);

/** Return every pain point of the map in board order. */
export const painPointsOf = (snapshot: Pick<Snapshot, "columns">): PainPoint[] =>
  snapshot.columns.flatMap((c) => [...c.painPoints]);

/** Return `next`, or `previous` where both say the same: lists and flat objects, compared member by member. */
export function share<T extends object>(previous: T | undefined, next: T): T {
  if (previous === undefined || previous === next) return next;
  const before = previous as Record<string, unknown>;
  const after = next as Record<string, unknown>;
  const names = Object.keys(after);
  const same =
    names.length === Object.keys(before).length && names.every((name) => before[name] === after[name]);
  return same ? previous : next;
}

/** Start reading `doc`; `dispose` stops watching it. */
export function createReader(doc: Y.Doc): Reader {
  const cards = cardsOf(doc);
  const cache = new Map<string, RawCard | null>();
  const shown = new Map<string, object>();
  let last: Snapshot | null = null;
  let changed = true;

  const onCards = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    changed = true;
    for (const event of events) {
      const id = event.path[0];
      if (id === undefined) for (const key of event.keys.keys()) cache.delete(key);
      else cache.delete(String(id));
    }
  };
  const onOther = () => {
    changed = true;
  };
  const others = sharedTypes(doc).filter((type) => type !== (cards as unknown));
  cards.observeDeep(onCards as Parameters<typeof cards.observeDeep>[0]);
  for (const type of others) type.observe(onOther);

  /** Return the part to show under this name, the earlier one where it says the same. */
  function keep<T extends object>(name: string, part: T, names: Set<string>): T {
    const kept = share(shown.get(name) as T | undefined, part);
    shown.set(name, kept);
    names.add(name);
    return kept;
  }

  function read(): Snapshot {
    if (last !== null && !changed) return last;
    changed = false;
    const sorted: RawCard[] = [];
    for (const [id, value] of cards) {
      let card = cache.get(id);
      if (card === undefined) {
        card = readCard(id, value);
        cache.set(id, card);
      }
      if (card !== null && !card.gone) sorted.push(card);
    }
    sorted.sort(comparePlaces);
    const names = new Set<string>();
    const next = arrange(doc, sorted, last, (name, part) => keep(name, part, names));
    for (const name of shown.keys()) if (!names.has(name)) shown.delete(name);
    last = share(last ?? undefined, next);
    return last;
  }

  function dispose(): void {
    cards.unobserveDeep(onCards as Parameters<typeof cards.unobserveDeep>[0]);
    for (const type of others) type.unobserve(onOther);
  }

  return { read, dispose };
}

type Keep = <T extends object>(name: string, part: T) => T;
type EvidenceMap = Snapshot["evidence"];

/** Put living cards into their stages; drop what refers to nothing. */
function arrange(doc: Y.Doc, sorted: readonly RawCard[], previous: Snapshot | null, keep: Keep): Snapshot {
  const stages = stageOrder(sorted);
  const living = new Set(stages.length > 0 ? sorted.map((card) => card.id) : []);
  const typeOf = new Map(sorted.map((card) => [card.id, card.type]));
  const refersTo = (id: string, type: string) => living.has(id) && typeOf.get(id) === type;
  const lists = new Map(
    stages.map((id) => [
      id,
      { touchpoints: [] as Touchpoint[], painPoints: [] as PainPoint[], opportunities: [] as Opportunity[] },
    ]),
  );
  const evidence = new Map<string, Evidence[]>();
  const stageParts: Stage[] = [];
  const lanes: Lane[] = [];
  const cells = new Map<string, LaneCell>();

  for (const card of sorted) {
    if (card.type === "stage") {
      stageParts.push(keep(card.id, card.part));
      continue;
    }
    if (card.type === "evidence") {
      const { claim } = card.part;
      if (!refersTo(claim, "touchpoint") && !refersTo(claim, "pain_point")) continue;
      const list = evidence.get(claim) ?? [];
      list.push(keep(card.id, card.part));
      evidence.set(claim, list);
      continue;
    }
    if (card.type === "lane") {
      lanes.push(keep(card.id, card.part));
      continue;
    }
    if (card.type === "lane_cell") {
      const place = `${card.part.stage}/${card.part.lane}`;
      if (!cells.has(place)) cells.set(place, keep(card.id, card.part));
      continue;
    }
    const home = homeOf(card.parent, stages);
    if (home === null) continue;
    const list = lists.get(home);
    if (list === undefined) continue;
    if (card.type === "touchpoint") {
      list.touchpoints.push(keep(card.id, { ...card.part, stage: home }));
    } else if (card.type === "pain_point") {
      const { touchpoint } = card.part;
      const holds = touchpoint !== null && refersTo(touchpoint, "touchpoint");
      list.painPoints.push(
        keep(card.id, { ...card.part, stage: home, touchpoint: holds ? touchpoint : null }),
      );
    } else {
      const answered = card.part.pain_points.filter((id) => refersTo(id, "pain_point"));
      const pain_points = keep(`${card.id}/pain_points`, answered);
      list.opportunities.push(keep(card.id, { ...card.part, stage: home, pain_points }));
    }
  }

  const columns = stageParts.map((stage) => {
    const list = lists.get(stage.id);
    return keep(`${stage.id}/column`, {
      stage,
      touchpoints: keep(`${stage.id}/touchpoints`, list?.touchpoints ?? []),
      painPoints: keep(`${stage.id}/painPoints`, list?.painPoints ?? []),
      opportunities: keep(`${stage.id}/opportunities`, list?.opportunities ?? []),
      cells: keep(
        `${stage.id}/cells`,
        lanes.flatMap((lane) => cells.get(`${stage.id}/${lane.id}`) ?? []),
      ),
    });
  });
  return {
    kind: readKind(doc),
    persona: keep("persona", {
      name: rootText(doc, "persona.name").toString(),
      about: rootText(doc, "persona.about").toString(),
      goal: rootText(doc, "persona.goal").toString(),
    }),
    scenario: keep("scenario", {
      name: rootText(doc, "scenario.name").toString(),
      situation: rootText(doc, "scenario.situation").toString(),
    }),
    columns: keep("columns", columns),
    lanes: keep("lanes", lanes),
    evidence: shareEvidence(previous?.evidence, evidence, keep),
  };
}

/** Return `next` with every list kept, or `previous` where no list changed. */
function shareEvidence(
  previous: EvidenceMap | undefined,
  next: ReadonlyMap<string, Evidence[]>,
  keep: Keep,
): EvidenceMap {
  const kept = new Map([...next].map(([claim, list]) => [claim, keep(`${claim}/evidence`, list)]));
  const same =
    previous?.size === kept.size && [...kept].every(([claim, list]) => previous.get(claim) === list);
  return same ? previous : kept;
}
