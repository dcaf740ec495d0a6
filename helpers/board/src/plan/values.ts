// The plan as the browser holds it: reading what the kernel says, edits and dates, all of it pure.
import { asRecord } from "../quiz/values";

export const HORIZONS = [30, 90] as const;
export type Horizon = (typeof HORIZONS)[number];

export const MOST_ACTIONS = 60;
export const LONGEST = 2000;

export const TEXT_FIELDS = ["text", "card", "measure", "now", "target", "owner", "due"] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export type Action = { id: string; horizon: Horizon } & Record<TextField, string>;

export interface Review {
  on: string;
  people: string;
}

export type HeadField = "company" | "journey" | "start" | "stop";
export type ReviewName = "review_30" | "review_90";

export type Plan = Record<HeadField, string> & Record<ReviewName, Review> & { actions: readonly Action[] };

export interface Card {
  id: string;
  kind: "opportunity" | "pain_point";
  text: string;
}

/** What the kernel is asked to do; doing it twice changes nothing more. */
export type Edit =
  | { do: "head"; field: HeadField; value: string }
  | { do: "review"; review: ReviewName; field: keyof Review; value: string }
  | { do: "action"; id: string; field: TextField; value: string }
  | { do: "action"; id: string; field: "horizon"; value: Horizon }
  | { do: "insert"; at: number; action: Action }
  | { do: "remove"; id: string }
  | { do: "move"; id: string; to: number };

const asText = (value: unknown) => (typeof value === "string" ? value : "");
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const readHorizon = (value: unknown): Horizon => (value === 90 ? 90 : 30);

function readAction(value: unknown): Action {
  const entry = asRecord(value);
  const texts = Object.fromEntries(TEXT_FIELDS.map((field) => [field, asText(entry[field])]));
  return {
    id: asText(entry.id),
    horizon: readHorizon(entry.horizon),
    ...(texts as Record<TextField, string>),
  };
}

function readReview(value: unknown): Review {
  const { on, people } = asRecord(value);
  return { on: asText(on), people: asText(people) };
}

export function readPlan(value: unknown): Plan {
  const entry = asRecord(value);
  return {
    company: asText(entry.company),
    journey: asText(entry.journey),
    start: asText(entry.start),
    stop: asText(entry.stop),
    review_30: readReview(entry.review_30),
    review_90: readReview(entry.review_90),
    actions: asList(entry.actions).map(readAction),
  };
}

export function readCards(value: unknown): Card[] {
  return asList(value)
    .map(asRecord)
    .map(({ id, kind, text }) => ({
      id: asText(id),
      kind: kind === "pain_point" ? "pain_point" : "opportunity",
      text: asText(text),
    }));
}

export function emptyAction(id: string, horizon: Horizon): Action {
  return readAction({ id, horizon });
}

/** Return a fresh id of an action; `random` gives numbers from 0 to 1. */
export function newId(random: () => number = Math.random): string {
  const letters = Array.from({ length: 10 }, () => Math.floor(random() * 36).toString(36));
  return `action-${letters.join("")}`;
}

const limited = (place: number, most: number) => Math.max(0, Math.min(place, most));

function placed(actions: readonly Action[], at: number, action: Action): Action[] {
  const place = limited(at, actions.length);
  return [...actions.slice(0, place), action, ...actions.slice(place)];
}

/** Return the plan with an edit made; one whose row is gone changes nothing. */
export function edited(plan: Plan, edit: Edit): Plan {
  switch (edit.do) {
    case "head":
      return { ...plan, [edit.field]: edit.value };
    case "review":
      return { ...plan, [edit.review]: { ...plan[edit.review], [edit.field]: edit.value } };
    case "action":
      return {
        ...plan,
        actions: plan.actions.map((one) => (one.id === edit.id ? { ...one, [edit.field]: edit.value } : one)),
      };
    case "insert":
      return plan.actions.some(({ id }) => id === edit.action.id)
        ? plan
        : { ...plan, actions: placed(plan.actions, edit.at, edit.action) };
    case "remove":
      return { ...plan, actions: plan.actions.filter(({ id }) => id !== edit.id) };
    case "move": {
      const moved = plan.actions.find(({ id }) => id === edit.id);
      if (moved === undefined) return plan;
      const rest = plan.actions.filter(({ id }) => id !== edit.id);
      return { ...plan, actions: placed(rest, edit.to, moved) };
    }
  }
}

export const within = (plan: Plan, horizon: Horizon): Action[] =>
  plan.actions.filter((action) => action.horizon === horizon);

/** Return the edit that moves an action past its neighbour in its own horizon; none at an end. */
export function stepped(plan: Plan, id: string, by: 1 | -1): Edit | null {
  const action = plan.actions.find((one) => one.id === id);
  if (action === undefined) return null;
  const rows = within(plan, action.horizon);
  const neighbour = rows[rows.indexOf(action) + by];
  return neighbour === undefined ? null : { do: "move", id, to: plan.actions.indexOf(neighbour) };
}

const DAY = 86_400_000;

/** Return the days since 1970 of a date such as "2026-03-02"; none of what is no date. */
export function dayNumber(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : time / DAY;
}

/** Return a date that lies some days after another one, in the words of a language. */
export function dayAfter(start: string, days: number, language: string): string {
  const first = dayNumber(start);
  if (first === null) return "";
  const form = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  return form.format(new Date((first + days) * DAY));
}

export type Timing = "unknown" | "right" | "before" | "early" | "late";

/** Say whether an action is due within its horizon. */
export function timing(start: string, { due, horizon }: Pick<Action, "due" | "horizon">): Timing {
  const [first, last] = [dayNumber(start), dayNumber(due)];
  if (first === null || last === null) return "unknown";
  const days = last - first;
  if (days < 0) return "before";
  if (days > horizon) return "late";
  return horizon === 90 && days <= 30 ? "early" : "right";
}
