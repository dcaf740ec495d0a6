// What a quiz shares with the kernel, and what its views share with each other.
import type { Language } from "../i18n";
import type { WidgetModel } from "../state/kernel";
import { createStore, type Store } from "../state/store";
import {
  asRecord,
  isSame,
  isUnjudged,
  MODES,
  type Mode,
  orderOf,
  type Question,
  type Result,
  readAnswers,
  readLines,
  readQuestions,
  readResults,
  takesSeveral,
  type Value,
} from "./values";

export interface QuizState {
  lang: Language;
  label: string;
  mode: Mode;
  /** Whether one question is shown after the other. */
  oneByOne: boolean;
  questions: readonly Question[];
  /** The answers as they stand on the screen. */
  values: Readonly<Record<string, Value>>;
  results: Readonly<Record<string, Result>>;
  outcome: readonly string[];
  finished: boolean;
  status: { state: string; message: string };
}

export interface QuizSession {
  state: Store<QuizState>;
  /** Take an answer; where nothing is judged, it is saved at once. */
  answer(question: Question, value: Value): void;
  /** Ask the kernel what is to be said of an answer; it is saved by that. */
  check(question: Question): void;
  /** Take an answer away from the screen, to try again. */
  retry(question: Question): void;
  finish(): void;
  dispose(): void;
}

const TRAITS = ["lang", "label", "mode", "questions", "answers", "results", "outcome", "finished", "status"];

const emptyOf = ({ kind }: Question): Value => (takesSeveral(kind) ? [] : kind === "match" ? {} : "");

/** Whether an answer waits until the learner asks what is right. */
export const isChecked = (mode: Mode, { kind }: Question): boolean =>
  mode === "practice" && !isUnjudged(kind);

/** What is to be said of the answer on the screen, if anything is. */
export function resultOf(state: QuizState, question: Question): Result | null {
  const result = state.results[question.id];
  if (result === undefined) return null;
  return state.finished || isSame(question.kind, result.answer, state.values[question.id]) ? result : null;
}

export function openQuiz(model: WidgetModel): QuizSession {
  const edited = new Set<string>();

  const read = (values: QuizState["values"]): QuizState => {
    const status = asRecord(model.get("status"));
    const theirs = readAnswers(model.get("answers"));
    // What was edited here wins over what the kernel tells: its word may be about the letter before the last.
    const mine = Object.entries(values).filter(([id]) => edited.has(id));
    return {
      lang: model.get("lang") === "zh" ? "zh" : "en",
      label: String(model.get("label") ?? ""),
      mode: MODES.find((one) => one === model.get("mode")) ?? "record",
      oneByOne: model.get("one_by_one") === true,
      questions: readQuestions(model.get("questions")),
      values: { ...theirs, ...Object.fromEntries(mine) },
      results: readResults(model.get("results")),
      outcome: readLines(model.get("outcome")),
      finished: model.get("finished") === true,
      status: { state: String(status.state ?? ""), message: String(status.message ?? "") },
    };
  };

  const state = createStore<QuizState>(read({}));
  const onTrait = () => state.set(read(state.get().values));
  for (const trait of TRAITS) model.on(`change:${trait}`, onTrait);

  const show = (question: Question, value: Value) => {
    edited.add(question.id);
    state.set({ ...state.get(), values: { ...state.get().values, [question.id]: value } });
  };
  const send = (question: Question, value: Value) =>
    model.send({ type: "answer", id: question.id, value }, undefined, []);

  return {
    state,
    answer(question, value) {
      show(question, value);
      if (!isChecked(state.get().mode, question)) send(question, value);
    },
    check(question) {
      const value = state.get().values[question.id];
      const whole = question.kind === "order" ? orderOf(question, value) : (value ?? emptyOf(question));
      show(question, whole);
      send(question, whole);
    },
    retry: (question) => show(question, emptyOf(question)),
    finish: () => model.send({ type: "finish" }, undefined, []),
    dispose() {
      for (const trait of TRAITS) model.off(`change:${trait}`, onTrait);
    },
  };
}
