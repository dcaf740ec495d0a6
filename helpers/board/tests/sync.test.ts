import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { addStages } from "../src/document/edits";
import { connect, FIRST_WAIT, PATIENCE, type Wire } from "../src/state/sync";
import { contentOf } from "./helpers";

type Message = { type: string; number?: number; buffers: Uint8Array[] };

const view = (bytes: Uint8Array) => new DataView(bytes.slice().buffer);

/** A kernel that holds a document and answers as the real one does. */
function kernelWith(doc: Y.Doc) {
  const sent: Message[] = [];
  const handlers = new Set<Parameters<Wire["listen"]>[0]>();
  const wire: Wire = {
    send(message, buffers) {
      sent.push({ ...message, buffers });
      if (message.type === "update") Y.applyUpdate(doc, buffers[0] as Uint8Array);
    },
    listen(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
  };
  const tell = (type: unknown, ...buffers: Uint8Array[]) => {
    for (const handler of handlers) handler({ type }, buffers.map(view));
  };
  const take = (number: number) => {
    for (const handler of handlers) handler({ type: "taken", number }, []);
  };
  const answer = () => {
    const hello = sent.find((message) => message.type === "hello");
    tell("sync", Y.encodeStateAsUpdate(doc, hello?.buffers[0]), Y.encodeStateVector(doc));
  };
  return { wire, sent, tell, take, answer, handlers };
}

function setUp() {
  const theirs = new Y.Doc();
  addStages(theirs, ["Purchase"]);
  const ours = new Y.Doc();
  const kernel = kernelWith(theirs);
  const events: string[] = [];
  const owed: boolean[] = [];
  const disconnect = connect(ours, kernel.wire, {
    onReady: () => events.push("ready"),
    onBroken: () => events.push("broken"),
    onOwed: (some) => owed.push(some),
    onSilent: (silent) => events.push(silent ? "silent" : "heard"),
  });
  return { theirs, ours, kernel, events, owed, disconnect };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the first exchange", () => {
  test("Does the browser get the kernel's map, and say when it has it?", () => {
    const { theirs, ours, kernel, events } = setUp();
    expect(events).toEqual([]);
    kernel.answer();
    expect(contentOf(ours)).toEqual(contentOf(theirs));
    expect(events).toEqual(["ready"]);
    expect(kernel.sent.map((message) => message.type)).toEqual(["hello"]);
  });

  test("Is a greeting that waits behind a running cell followed by others, until one is answered?", () => {
    const { kernel, events } = setUp();
    const greetings = () => kernel.sent.filter((message) => message.type === "hello").length;
    vi.advanceTimersByTime(FIRST_WAIT);
    expect(greetings()).toBe(2);
    vi.advanceTimersByTime(FIRST_WAIT);
    expect(greetings()).toBe(2);
    vi.advanceTimersByTime(FIRST_WAIT);
    expect(greetings()).toBe(3);
    kernel.answer();
    vi.advanceTimersByTime(PATIENCE * 5);
    expect(greetings()).toBe(3);
    expect(events).toEqual(["ready"]);
    setUp().disconnect();
  });

  test("Does the kernel get what only the browser had?", () => {
    const theirs = new Y.Doc();
    const ours = new Y.Doc();
    addStages(ours, ["Use"]);
    const kernel = kernelWith(theirs);
    const nothing = () => undefined;
    connect(ours, kernel.wire, { onReady: nothing, onOwed: nothing, onBroken: nothing, onSilent: nothing });
    kernel.answer();
    expect(contentOf(theirs)).toEqual(contentOf(ours));
  });
});

describe("afterwards", () => {
  test("Is what was edited before the kernel's map came sent with it, and each edit after it once?", () => {
    const { theirs, ours, kernel } = setUp();
    const updates = () => kernel.sent.filter((message) => message.type === "update").length;
    addStages(ours, ["Use"]);
    expect(updates()).toBe(0);
    kernel.answer();
    expect(updates()).toBe(1);
    // A later comparison of the two must not make the board listen twice.
    kernel.answer();
    const before = updates();
    addStages(ours, ["Leave"]);
    expect(updates()).toBe(before + 1);
    expect(contentOf(theirs)).toEqual(contentOf(ours));
  });

  test("Is each edit sent once, and none of the kernel's sent back?", () => {
    const { theirs, ours, kernel } = setUp();
    kernel.answer();
    addStages(ours, ["Use"]);
    const before = Y.encodeStateVector(theirs);
    addStages(theirs, ["Loyalty"]);
    kernel.tell("update", Y.encodeStateAsUpdate(theirs, before));
    expect(contentOf(ours)).toEqual(contentOf(theirs));
    const updates = kernel.sent.filter((message) => message.type === "update");
    expect(updates.length).toBeGreaterThan(0);
    const last = updates.length;
    kernel.tell("update", updates[0]?.buffers[0] as Uint8Array);
    expect(kernel.sent.filter((message) => message.type === "update")).toHaveLength(last);
  });

  test("Does a message that cannot be read change nothing but say so?", () => {
    const { ours, kernel, events } = setUp();
    kernel.answer();
    const before = contentOf(ours);
    kernel.tell("update", new Uint8Array([9, 9, 9, 9]));
    kernel.tell("weather", new Uint8Array([1]));
    kernel.tell("update");
    expect(contentOf(ours)).toEqual(before);
    expect(events).toEqual(["ready", "broken"]);
  });

  test("Is nothing sent or heard after the removal?", () => {
    const { ours, kernel, disconnect } = setUp();
    kernel.answer();
    disconnect();
    const before = kernel.sent.length;
    addStages(ours, ["Use"]);
    expect(kernel.sent).toHaveLength(before);
    expect(kernel.handlers.size).toBe(0);
  });
});

describe("edits on their way", () => {
  test("Does the board know of them until the kernel has taken the last one?", () => {
    const { ours, kernel, owed } = setUp();
    kernel.answer();
    expect(owed).toEqual([]);
    addStages(ours, ["Use"]);
    addStages(ours, ["Loyalty"]);
    const numbers = kernel.sent.flatMap(({ number }) => (number === undefined ? [] : [number]));
    const last = numbers.at(-1) as number;
    expect(owed).toEqual([true]);
    kernel.take(last - 1);
    expect(owed).toEqual([true]);
    kernel.take(last);
    expect(owed).toEqual([true, false]);
    addStages(ours, ["Again"]);
    expect(owed).toEqual([true, false, true]);
    kernel.take(last);
    kernel.tell("taken");
    expect(owed).toEqual([true, false, true]);
  });

  test("Does it count on nothing that may be lost until kernel and browser have compared what they have?", () => {
    const { ours, kernel, events, owed } = setUp();
    kernel.answer();
    addStages(ours, ["Use"]);
    kernel.take(Number.POSITIVE_INFINITY);
    vi.advanceTimersByTime(PATIENCE);
    expect(events).toEqual(["ready"]);
    addStages(ours, ["Lost"]);
    vi.advanceTimersByTime(PATIENCE);
    kernel.tell("update", Y.encodeStateAsUpdate(ours));
    expect(events).toEqual(["ready", "silent", "heard"]);
    kernel.take(Number.POSITIVE_INFINITY);
    expect(owed.at(-1)).toBe(true);
    kernel.answer();
    expect(owed.at(-1)).toBe(false);
  });
});

describe("a kernel that does not answer", () => {
  test("Does the board hear of it after a while, and of the end of it?", () => {
    const { ours, kernel, events } = setUp();
    kernel.answer();
    vi.advanceTimersByTime(PATIENCE * 2);
    expect(events).toEqual(["ready"]);
    addStages(ours, ["Use"]);
    vi.advanceTimersByTime(PATIENCE - 1);
    expect(events).toEqual(["ready"]);
    vi.advanceTimersByTime(1);
    expect(events).toEqual(["ready", "silent"]);
    kernel.tell("update", kernel.sent.at(-1)?.buffers[0] as Uint8Array);
    expect(events).toEqual(["ready", "silent", "heard"]);
  });

  test("Is everything asked for again once it speaks, since something may have been lost?", () => {
    const { theirs, ours, kernel } = setUp();
    kernel.answer();
    addStages(ours, ["Use"]);
    vi.advanceTimersByTime(PATIENCE);
    addStages(theirs, ["Lost on the way"]);
    kernel.tell("update", kernel.sent.at(-1)?.buffers[0] as Uint8Array);
    expect(kernel.sent.at(-1)?.type).toBe("hello");
    kernel.answer();
    expect(contentOf(ours)).toEqual(contentOf(theirs));
  });

  test("Does a board that was closed wait no longer?", () => {
    const { events, disconnect } = setUp();
    disconnect();
    vi.advanceTimersByTime(PATIENCE * 2);
    expect(events).toEqual([]);
  });
});
