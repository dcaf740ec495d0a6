// The wall as the server says it, and what stands beside what when maps are compared; nothing here knows of the page.

import type { Opportunity, PainPoint, Touchpoint } from "../document/parts";
import { snapshotOf } from "../document/plain";
import type { JourneyMap } from "../generated/journey-map";
import type { Language } from "../i18n";
import type { Team } from "./data";

export interface WallTeam extends Team {
  map: JourneyMap | null;
  /** Its stage's id → index of the shared stage beside which it stands. */
  places: Record<string, number>;
  /** Its stage's id → how much the two are alike, 0 to 1. */
  likeness: Record<string, number>;
  /** Ids of the stages which the trainer put where they stand. */
  corrected: string[];
}

export interface Wall {
  lang: Language;
  /** Names of the shared stages. */
  stages: string[];
  /** Names of the case's touchpoints, by code. */
  touchpoints: Record<string, string>;
  teams: WallTeam[];
}

/** So many maps at most stand beside each other. */
export const MOST_OPEN = 4;

/** Below this likeness the place of a stage is a guess. */
const SURE = 0.5;

/** Emotions of a stage that lie so far apart are worth a word. */
const FAR = 2;

/** Return a team's map; null where nothing is drawn on it yet. */
export const mapOf = ({ map }: WallTeam): JourneyMap | null =>
  map === null || (map.stages ?? []).length === 0 ? null : map;

/** Return the teams that an address names, each once, as far as they have a map. */
export function openedIn(rest: string, teams: readonly WallTeam[]): WallTeam[] {
  const found = [...new Set(rest.split(","))].flatMap(
    (id) => teams.find((team) => team.id === id && mapOf(team) !== null) ?? [],
  );
  return found.slice(0, MOST_OPEN);
}

/** Return the address of the wall with these maps open. */
export const addressOf = (ids: readonly string[]): string =>
  ids.length === 0 ? "#wall" : `#wall/${ids.join(",")}`;

/** Return the list with one member put in at its end, as far as there is room, or taken out. */
export function toggled(list: readonly string[], one: string): string[] {
  if (list.includes(one)) return list.filter((other) => other !== one);
  return list.length < MOST_OPEN ? [...list, one] : [...list];
}

/** A stage as its team wrote it. */
export interface OwnStage {
  id: string;
  name: string;
  guessed: boolean;
  /** The shared stage beside which the trainer put it; null as found. */
  put: number | null;
}

/** What one team has at a shared stage. */
export interface Cell {
  stages: OwnStage[];
  /** The mean of its emotions there. */
  mean: number | null;
  touchpoints: Touchpoint[];
  /** The worst first. */
  pains: PainPoint[];
  opportunities: Opportunity[];
}

export interface Row {
  name: string;
  /** One for each team. */
  cells: Cell[];
  /** How far apart the teams' feelings are, where that is worth a word. */
  apart: number | null;
}

function cellOf(team: WallTeam, place: number): Cell {
  const columns = team.map === null ? [] : snapshotOf(team.map).columns;
  const here = columns.filter(({ stage }) => team.places[stage.id] === place);
  const touchpoints = here.flatMap((column) => column.touchpoints);
  const felt = touchpoints.flatMap(({ emotion }) => emotion ?? []);
  return {
    stages: here.map(({ stage: { id, name } }) => {
      const put = team.corrected.includes(id) ? place : null;
      return { id, name, guessed: put === null && (team.likeness[id] ?? 0) < SURE, put };
    }),
    mean: felt.length === 0 ? null : felt.reduce((sum, one) => sum + one, 0) / felt.length,
    touchpoints,
    pains: here.flatMap((column) => column.painPoints).sort((a, b) => b.severity - a.severity),
    opportunities: here.flatMap((column) => column.opportunities),
  };
}

/** Return the shared stages in order, with what each of the teams has there. */
export const rowsOf = (stages: readonly string[], teams: readonly WallTeam[]): Row[] =>
  stages.map((name, place) => {
    const cells = teams.map((team) => cellOf(team, place));
    const means = cells.flatMap(({ mean }) => mean ?? []);
    const apart = means.length < 2 ? 0 : Math.max(...means) - Math.min(...means);
    return { name, cells, apart: apart >= FAR ? apart : null };
  });

/** How much a map holds. */
export const countsOf = ({ touchpoints, pain_points, opportunities }: JourneyMap) => ({
  touchpoints: touchpoints?.length ?? 0,
  pains: pain_points?.length ?? 0,
  opportunities: opportunities?.length ?? 0,
});

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Return what is new on the wall; maps that say the same are the same objects as before, and so not drawn again. */
export function keeping(before: Wall | null, now: Wall): Wall {
  if (before === null) return now;
  const known = new Map(before.teams.map((team) => [team.id, team.map]));
  return {
    ...now,
    touchpoints: same(before.touchpoints, now.touchpoints) ? before.touchpoints : now.touchpoints,
    teams: now.teams.map((team) => {
      const map = known.get(team.id);
      return map !== undefined && same(map, team.map) ? { ...team, map } : team;
    }),
  };
}
