import { readdirSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import en from "../../journeybook/locales/en/quiz.json";
import zh from "../../journeybook/locales/zh/quiz.json";
import { isChecked, openQuiz, resultOf } from "../src/quiz/session";
import {
  isGiven,
  isSame,
  isWhole,
  lengthOf,
  matched,
  moved,
  orderOf,
  type Question,
  readAnswers,
  readQuestions,
  readResults,
  toggled,
} from "../src/quiz/values";
import { sayIn } from "../src/quiz/words";
import type { WidgetModel } from "../src/state/kernel";

const options = [
  { id: "a", text: "A" },
  { id: "b", text: "B" },
  { id: "c", text: "C" },
];
const asked = (kind: Question["kind"], more: Partial<Question> = {}): Question => ({
  id: "q",
  kind,
  text: "?",
  options,
  targets: [],
  unit: "",
  characters: 0,
  ends: ["", ""],
  ...more,
});

test("Is one line of an order moved by its places, and no further than an end?", () => {
  expect(moved(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], "c", -2)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
  expect(moved(["a", "b", "c"], "b", 9)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b"], "z", 1)).toEqual(["a", "b"]);
});

test("Does an order stand as answered, and as shown where the answer is not all of it?", () => {
  expect(orderOf(asked("order"), ["c", "a", "b"])).toEqual(["c", "a", "b"]);
  expect(orderOf(asked("order"), ["c"])).toEqual(["a", "b", "c"]);
  expect(orderOf(asked("order"), undefined)).toEqual(["a", "b", "c"]);
});

test("Are ticks and targets set and taken away?", () => {
  expect(toggled(undefined, "a")).toEqual(["a"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
  expect(matched(undefined, "a", "x")).toEqual({ a: "x" });
  expect(matched({ a: "x", b: "y" }, "a", "")).toEqual({ b: "y" });
});

test("Is an answer given once something is in it, and whole once all of it is?", () => {
  for (const nothing of [undefined, null, "", " ", [], {}]) expect(isGiven(nothing)).toBe(false);
  for (const something of ["a", ["a"], { a: "x" }]) expect(isGiven(something)).toBe(true);
  expect(isWhole(asked("match"), { a: "x", b: "y" })).toBe(false);
  expect(isWhole(asked("match"), { a: "x", b: "y", c: "x" })).toBe(true);
  expect(isWhole(asked("order"), undefined)).toBe(true);
  expect(isWhole(asked("single"), undefined)).toBe(false);
});

test("Do two answers say the same whatever order they were ticked in, but not in an order?", () => {
  expect(isSame("multiple", ["b", "a"], ["a", "b"])).toBe(true);
  expect(isSame("order", ["b", "a"], ["a", "b"])).toBe(false);
  expect(isSame("match", { a: "x", b: "y" }, { b: "y", a: "x" })).toBe(true);
  expect(isSame("single", "", undefined)).toBe(true);
});

test("Are characters counted as people count them?", () => {
  expect(lengthOf(" 好的 🙂 ")).toBe(4);
});

test("Is what the kernel sends read with care, whatever it is?", () => {
  for (const strange of [null, 3, "x", [null, 3], [{ id: "q", kind: "essay" }], { id: "q" }]) {
    expect(readQuestions(strange)).toEqual([]);
  }
  expect(readAnswers({ a: 3, b: "x", c: ["y", 4], d: { e: "f", g: 1 } })).toEqual({
    b: "x",
    c: ["y"],
    d: { e: "f" },
  });
  expect(readResults({ q: { state: "great", marks: { a: "gold", b: "right" } } })).toEqual({
    q: { state: "missing", answer: null, marks: { b: "right" }, why: {}, right: "", explanation: "" },
  });
});

/** A widget model without a kernel behind it: what is sent is kept, and traits can be set as the kernel does. */
function fakeModel(traits: Record<string, unknown>) {
  const handlers = new Map<string, () => void>();
  const sent: unknown[] = [];
  const model: WidgetModel = {
    get: (name) => traits[name],
    on: (event, handler) => void handlers.set(event, handler as () => void),
    off: (event) => void handlers.delete(event),
    send: (content) => void sent.push(content),
  };
  const set = (name: string, value: unknown) => {
    traits[name] = value;
    handlers.get(`change:${name}`)?.();
  };
  return { model, sent, set, handlers };
}

const question = { id: "q", kind: "single", text: "?", options };

test("Does practice wait for the wish to know, and an exercise send each answer at once?", () => {
  for (const [mode, messages] of [
    ["practice", 0],
    ["record", 1],
    ["test", 1],
  ] as const) {
    const { model, sent } = fakeModel({ mode, questions: [question] });
    const session = openQuiz(model);
    session.answer(asked("single"), "a");
    expect([mode, sent.length]).toEqual([mode, messages]);
    session.check(asked("single"));
    expect(sent.at(-1)).toEqual({ type: "answer", id: "q", value: "a" });
  }
  expect(isChecked("practice", asked("open"))).toBe(false);
});

test("Is an opinion saved at once whatever the mode, and never asked to be judged?", () => {
  for (const mode of ["practice", "record", "test"] as const) {
    for (const [kind, value] of [
      ["scale", "4"],
      ["choice", "a"],
      ["choices", ["b", "a"]],
    ] as const) {
      const { model, sent } = fakeModel({ mode, questions: [{ ...question, kind }] });
      const session = openQuiz(model);
      expect(isChecked(mode, asked(kind))).toBe(false);
      session.answer(asked(kind), value);
      session.answer(asked(kind), kind === "choices" ? [] : "");
      expect(sent).toEqual([
        { type: "answer", id: "q", value },
        { type: "answer", id: "q", value: kind === "choices" ? [] : "" },
      ]);
    }
  }
  expect(isSame("choices", ["b", "a"], ["a", "b"])).toBe(true);
});

test("Does a scale bring what its ends mean, and none where the kernel sends nonsense?", () => {
  const [read, strange] = readQuestions([
    { ...question, kind: "scale", ends: ["no", "yes"] },
    { ...question, kind: "scale", ends: [3] },
  ]);
  expect(read?.ends).toEqual(["no", "yes"]);
  expect(strange?.ends).toEqual(["", ""]);
});

test("Is a result shown for the answer that it is about, and put away by a new one?", () => {
  const { model, set } = fakeModel({ mode: "practice", questions: [question], answers: {}, results: {} });
  const session = openQuiz(model);
  session.answer(asked("single"), "a");
  session.check(asked("single"));
  set("answers", { q: "a" });
  set("results", { q: { state: "wrong", answer: "a" } });
  expect(resultOf(session.state.get(), asked("single"))?.state).toBe("wrong");
  session.retry(asked("single"));
  expect(resultOf(session.state.get(), asked("single"))).toBeNull();
  session.answer(asked("single"), "b");
  expect(resultOf(session.state.get(), asked("single"))).toBeNull();
});

test("Does what is being written win over what the kernel says of a letter before?", () => {
  const { model, set } = fakeModel({ mode: "record", questions: [question], answers: { q: "", p: "" } });
  const session = openQuiz(model);
  session.answer(asked("open"), "先改售");
  session.answer(asked("open"), "先改售后");
  set("answers", { q: "先改售", p: "elsewhere" });
  expect(session.state.get().values).toEqual({ q: "先改售后", p: "elsewhere" });
});

test("Is every listener taken away at the end?", () => {
  const { model, handlers } = fakeModel({ questions: [] });
  const session = openQuiz(model);
  const watcher = vi.fn();
  session.state.watch(watcher);
  expect(handlers.size).toBeGreaterThan(5);
  session.dispose();
  expect(handlers.size).toBe(0);
});

test("Are the quiz's words the same keys in both languages, and every one said somewhere?", () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  const sources = readdirSync(new URL("../src/quiz", import.meta.url))
    .map((name) => readFileSync(new URL(`../src/quiz/${name}`, import.meta.url), "utf8"))
    .join("\n");
  const built = /^(how|result|mark)_/;
  // The widget's own name is given by the kernel.
  const silent = Object.keys(zh).filter(
    (key) => key !== "label" && !built.test(key) && !sources.includes(`"${key}"`),
  );
  expect(silent).toEqual([]);
  expect(sayIn("zh")("answered", { given: 2, asked: 3 })).toBe("已答 2/3 题");
});
