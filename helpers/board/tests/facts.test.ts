import { describe, expect, test } from "vitest";
import { createFacts, filterFacts, readFacts } from "../src/state/facts";
import type { WidgetModel } from "../src/state/kernel";

const fact = (id: string, text: string, kind = "data") => ({
  id,
  kind,
  label: "",
  value: "",
  note: "",
  text,
  source: "surveys",
  small: false,
  interval: null,
});
const MESSAGE = {
  type: "facts",
  lang: "en",
  state: "ready",
  touchpoints: [
    {
      code: "till",
      name: "Till",
      facts: [{ ...fact("till/csat", "41% satisfied"), interval: [41, 38, 45] }],
      quotes: [fact("till/quote-1", "排队太久", "quote")],
    },
    { code: "", name: "All tickets", facts: [fact("/response", "48 hours")], quotes: [] },
  ],
};

/** A model that keeps what is sent, and whose kernel can be played. */
function kernel() {
  const handlers = new Set<(...args: never[]) => void>();
  const sent: unknown[] = [];
  const model: WidgetModel = {
    get: () => undefined,
    on: (_, handler) => handlers.add(handler),
    off: (_, handler) => handlers.delete(handler),
    send: (content) => sent.push(content),
  };
  const say = (content: unknown) => {
    for (const handler of handlers) handler(content as never);
  };
  return { model, sent, say, handlers };
}

describe("reading", () => {
  test("Are facts and quotes read with their interval, and other messages left alone?", () => {
    const read = readFacts(MESSAGE);
    expect(read).toMatchObject({ state: "ready", lang: "en" });
    expect(read?.groups[0]?.facts[0]?.interval).toEqual({ share: 41, low: 38, high: 45 });
    expect(read?.groups[0]?.quotes[0]).toMatchObject({ kind: "quote", text: "排队太久" });
    for (const other of [null, 7, {}, { type: "update" }]) expect(readFacts(other)).toBeNull();
  });

  test("Does a strange message leave the panel usable?", () => {
    const strange = {
      type: "facts",
      state: "?",
      touchpoints: [null, 3, { facts: [null, { interval: [1, "x", 2] }] }],
    };
    expect(readFacts(strange)).toMatchObject({ state: "none", groups: [{ code: "", quotes: [] }] });
    expect(readFacts(strange)?.groups[0]?.facts).toMatchObject([{ text: "", interval: null, small: false }]);
    expect(readFacts({ type: "facts" })?.groups).toEqual([]);
  });
});

describe("asking", () => {
  test("Is the kernel asked once for a language, again for another one, and again after an error?", () => {
    const { model, sent, say } = kernel();
    const facts = createFacts(model);
    facts.ask("en");
    expect(sent).toEqual([{ type: "facts" }]);
    expect(facts.store.get().state).toBe("asking");
    say(MESSAGE);
    facts.ask("en");
    expect(sent.length).toBe(1);
    facts.ask("zh");
    expect(sent.length).toBe(2);
    // What was there stays in sight until the answer comes.
    expect(facts.store.get()).toMatchObject({ state: "asking", groups: [{ code: "till" }, { code: "" }] });
    say({ type: "facts", lang: "zh", state: "error", message: "坏了" });
    facts.ask("zh");
    expect(sent.length).toBe(3);
  });

  test("Is the listener removed?", () => {
    const { model, handlers } = kernel();
    const facts = createFacts(model);
    expect(handlers.size).toBe(1);
    facts.dispose();
    expect(handlers.size).toBe(0);
  });
});

describe("searching", () => {
  const groups = readFacts(MESSAGE)?.groups ?? [];
  const found = (code: string | null, query: string) =>
    filterFacts(groups, code, query).flatMap((group) =>
      [...group.facts, ...group.quotes].map(({ id }) => id),
    );

  test("Do touchpoint and words narrow the list together, in any case and order of words?", () => {
    expect(found(null, "")).toEqual(["till/csat", "till/quote-1", "/response"]);
    expect(found("", "")).toEqual(["/response"]);
    expect(found(null, " SATISFIED till ")).toEqual(["till/csat"]);
    expect(found(null, "排队")).toEqual(["till/quote-1"]);
    expect(found("till", "hours")).toEqual([]);
  });
});
