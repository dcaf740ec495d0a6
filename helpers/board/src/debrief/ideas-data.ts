// The clusters of pain points and opportunities as journeybook/debrief/views.py gives them, and what is read off them;
// nothing here knows of the page.
import type { Say } from "./words";

export type Kind = "pain_point" | "opportunity";

export const KINDS: Kind[] = ["pain_point", "opportunity"];

/** What the case's data say of a touchpoint; null where nothing was measured. */
export interface Fact {
  code: string;
  name: string;
  events: number | null;
  surveys: number | null;
  csat: number | null;
  csat_low: number | null;
  csat_high: number | null;
  complaints: number | null;
  wait_median: number | null;
  waits: number | null;
}

export interface IdeaCard {
  team: string;
  team_name: string;
  card: string;
  text: string;
  severity: number | null;
  /** Index of the shared stage it stands in. */
  place: number | null;
}

export interface Cluster {
  id: number;
  kind: Kind;
  name: string;
  impact: number | null;
  effort: number | null;
  severity: number | null;
  places: number[];
  /** Round → dots, for revealed rounds alone. */
  votes: Record<number, number>;
  facts: Fact[];
  cards: IdeaCard[];
}

export interface Ideas {
  stages: string[];
  clusters: Cluster[];
}

/** A cluster with its number among those of its kind, the largest being 1. */
export interface Numbered {
  number: number;
  cluster: Cluster;
}

export interface Filter {
  kind: Kind;
  /** Index of a shared stage; null for all. */
  place: number | null;
  /** The least mean severity; 1 for all. */
  severity: number;
}

/** Below this many answers a figure may be chance; as `SMALL` of journeybook.evidence. */
export const SMALL = 30;

/** A mean as it is shown, so that what is shown as 4.0 also counts as 4. */
export const toOne = (value: number): number => Math.round(value * 10) / 10;

export const numbered = (clusters: readonly Cluster[], kind: Kind): Numbered[] =>
  clusters.filter((cluster) => cluster.kind === kind).map((cluster, i) => ({ number: i + 1, cluster }));

/** The clusters of a kind that a filter leaves; opportunities have no severity to be filtered by. */
export const filtered = (clusters: readonly Cluster[], { kind, place, severity }: Filter): Numbered[] =>
  numbered(clusters, kind).filter(
    ({ cluster }) =>
      (place === null || cluster.places.includes(place)) &&
      (kind === "opportunity" || severity === 1 || toOne(cluster.severity ?? 0) >= severity),
  );

export const groupsOf = ({ cards }: Cluster): number => new Set(cards.map(({ team }) => team)).size;

/** Dots of the newest revealed round that a cluster was in. */
export function dotsOf({ votes }: Cluster): number {
  const newest = Math.max(...Object.keys(votes).map(Number));
  return votes[newest] ?? 0;
}

/** One key per card, whichever cluster it lies in. */
export const keyOf = ({ team, card }: { team: string; card: string }): string => `${team} ${card}`;

const whole = (value: number) => String(Math.round(value));

/** What the data say of a touchpoint, as sentences; each with its n, the share with its interval. */
export function sentences(fact: Fact, say: Say): { text: string; few: boolean }[] {
  const found: { text: string; few: boolean }[] = [];
  const { csat, csat_low, csat_high, surveys, complaints, events, wait_median, waits } = fact;
  if (csat !== null && csat_low !== null && csat_high !== null && surveys)
    found.push({
      text: say("fact_csat", {
        csat: whole(csat),
        low: whole(csat_low),
        high: whole(csat_high),
        n: surveys,
      }),
      few: surveys < SMALL,
    });
  if (complaints !== null && events)
    found.push({ text: say("fact_complaints", { complaints, n: events }), few: events < SMALL });
  if (wait_median !== null && waits)
    found.push({
      text: say("fact_wait", { minutes: toOne(wait_median), n: waits }),
      few: waits < SMALL,
    });
  return found;
}
