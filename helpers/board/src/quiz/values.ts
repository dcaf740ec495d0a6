// Questions and answers as the browser holds them: reading what the kernel says, and edits, all of it pure.

export const QUESTION_KINDS = [
  "single",
  "multiple",
  "order",
  "match",
  "short",
  "open",
  "scale",
  "choice",
  "choices",
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Whether an answer is never judged: it is in one's own words, or an opinion. */
export const isUnjudged = (kind: QuestionKind): boolean =>
  kind === "open" || kind === "scale" || kind === "choice" || kind === "choices";

/** Whether several options may be ticked. */
export const takesSeveral = (kind: QuestionKind): boolean => kind === "multiple" || kind === "choices";

export const MODES = ["record", "practice", "test"] as const;
export type Mode = (typeof MODES)[number];

/** A text, a list of option ids, or the id of a target for each id of an option. */
export type Value = string | readonly string[] | Readonly<Record<string, string>>;

export interface Choice {
  id: string;
  text: string;
}

export interface Question {
  id: string;
  kind: QuestionKind;
  text: string;
  options: readonly Choice[];
  targets: readonly Choice[];
  unit: string;
  characters: number;
  /** What the lowest and the highest number of a scale mean. */
  ends: readonly [string, string];
}

export const STATES = ["right", "partly", "wrong", "missing", "noted"] as const;
export type ResultState = (typeof STATES)[number];

export const MARKS = ["right", "wrong", "missed"] as const;
export type Mark = (typeof MARKS)[number];

/** What the kernel says of an answer. */
export interface Result {
  state: ResultState;
  /** The answer that it is about. */
  answer: Value | null;
  marks: Readonly<Record<string, Mark>>;
  why: Readonly<Record<string, string>>;
  right: string;
  explanation: string;
}

const asText = (value: unknown) => (typeof value === "string" ? value : "");
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const entriesOf = (value: unknown) => Object.entries(asRecord(value));

function readChoices(value: unknown): Choice[] {
  return asList(value)
    .map(asRecord)
    .map(({ id, text }) => ({ id: asText(id), text: asText(text) }));
}

export function readQuestions(value: unknown): Question[] {
  return asList(value)
    .map(asRecord)
    .flatMap((entry) => {
      const kind = QUESTION_KINDS.find((one) => one === entry.kind);
      if (kind === undefined || asText(entry.id) === "") return [];
      return [
        {
          id: asText(entry.id),
          kind,
          text: asText(entry.text),
          options: readChoices(entry.options),
          targets: readChoices(entry.targets),
          unit: asText(entry.unit),
          characters: typeof entry.characters === "number" ? entry.characters : 0,
          ends: [asText(asList(entry.ends)[0]), asText(asList(entry.ends)[1])] as const,
        },
      ];
    });
}

export function readValue(value: unknown): Value | null {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string");
  if (typeof value !== "object" || value === null) return null;
  return Object.fromEntries(
    entriesOf(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

export function readAnswers(value: unknown): Record<string, Value> {
  const read = entriesOf(value).map(([id, answer]) => [id, readValue(answer)] as const);
  return Object.fromEntries(read.filter((entry): entry is readonly [string, Value] => entry[1] !== null));
}

function readResult(value: unknown): Result {
  const { state, answer, marks, why, right, explanation } = asRecord(value);
  const known = entriesOf(marks).map(([id, mark]) => [id, MARKS.find((one) => one === mark)] as const);
  return {
    state: STATES.find((one) => one === state) ?? "missing",
    answer: readValue(answer),
    marks: Object.fromEntries(
      known.filter((entry): entry is readonly [string, Mark] => entry[1] !== undefined),
    ),
    why: Object.fromEntries(entriesOf(why).map(([id, text]) => [id, asText(text)])),
    right: asText(right),
    explanation: asText(explanation),
  };
}

export function readResults(value: unknown): Record<string, Result> {
  return Object.fromEntries(entriesOf(value).map(([id, result]) => [id, readResult(result)]));
}

export const readLines = (value: unknown): string[] => asList(value).map(asText);

/** Whether there is anything in an answer. */
export function isGiven(value: Value | undefined | null): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "string") return value.trim() !== "";
  return Object.keys(value).length > 0;
}

/** Whether an answer is all there: every option of a match has its target. */
export function isWhole(question: Question, value: Value | undefined): boolean {
  if (!isGiven(value)) return question.kind === "order";
  return question.kind !== "match" || question.options.every(({ id }) => id in asRecord(value));
}

/** Whether two answers say the same; in what order several options were ticked does not matter. */
export function isSame(
  kind: QuestionKind,
  one: Value | null | undefined,
  other: Value | null | undefined,
): boolean {
  const plain = (value: Value | null | undefined) => {
    if (!isGiven(value)) return "";
    if (takesSeveral(kind)) return JSON.stringify([...(value as readonly string[])].sort());
    if (kind === "match") return JSON.stringify(Object.entries(asRecord(value)).sort());
    return JSON.stringify(value);
  };
  return plain(one) === plain(other);
}

/** The option ids of an order as they stand: as answered, else as they were shown. */
export function orderOf(question: Question, value: Value | undefined): readonly string[] {
  const shown = question.options.map(({ id }) => id);
  return Array.isArray(value) && value.length === shown.length ? value : shown;
}

/** Move one id by some places, at most to an end. */
export function moved(ids: readonly string[], id: string, by: number): readonly string[] {
  const from = ids.indexOf(id);
  if (from < 0) return ids;
  const rest = ids.filter((one) => one !== id);
  const to = Math.max(0, Math.min(rest.length, from + by));
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}

/** Tick an option, or take the tick away. */
export function toggled(value: Value | undefined, id: string): readonly string[] {
  const ids = Array.isArray(value) ? (value as readonly string[]) : [];
  return ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
}

/** Give an option its target; the empty one takes it away. */
export function matched(value: Value | undefined, option: string, target: string): Record<string, string> {
  const { [option]: _, ...rest } = asRecord(value) as Record<string, string>;
  return target === "" ? rest : { ...rest, [option]: target };
}

/** How many characters a person would count: an emoji is one. */
export const lengthOf = (text: string): number => [...text.trim()].length;
