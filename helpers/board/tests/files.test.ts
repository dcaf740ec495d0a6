import { expect, test } from "vitest";
import { createFiles, MOST_BYTES, readFormats } from "../src/state/files";
import { createIncoming } from "../src/state/incoming";
import { openSession, type WidgetModel } from "../src/state/kernel";
import { createScreen } from "../src/state/screen";

/** A widget model whose messages are kept, and which hears what `say` says. */
function modelWith(traits: Record<string, unknown> = {}) {
  const handlers = new Set<(...args: never[]) => void>();
  const sent: { content: Record<string, unknown>; buffers: ArrayBuffer[] }[] = [];
  const model: WidgetModel = {
    get: (name) => traits[name],
    on: (event, handler) => event === "msg:custom" && handlers.add(handler),
    off: (_, handler) => handlers.delete(handler),
    send: (content, _, buffers) => sent.push({ content: content as Record<string, unknown>, buffers }),
  };
  const say = (content: unknown, buffers: DataView[] = []) => {
    for (const handler of [...handlers]) handler(...([content, buffers] as never[]));
  };
  return { model, sent, say, handlers };
}

const bytes = (...values: number[]) => new DataView(new Uint8Array(values).buffer);

test("Is each answer given to the question it belongs to, in whatever order they come?", async () => {
  const { model, sent, say } = modelWith();
  const files = createFiles(model);
  const [first, second] = [files.make("pdf", "A3"), files.make("csv", null)];
  expect(sent.map(({ content }) => content)).toEqual([
    { type: "export", format: "pdf", paper: "A3", number: 1 },
    { type: "export", format: "csv", number: 2 },
  ]);
  say({ type: "exported", number: 2, state: "ready", suffix: ".csv", losses: ["Left out: x."] }, [bytes(7)]);
  say({ type: "exported", number: 1, state: "error", message: "no font" });
  expect(await second).toEqual({ suffix: ".csv", data: new Uint8Array([7]), losses: ["Left out: x."] });
  await expect(first).rejects.toThrow("no font");
  files.dispose();
});

test("Do messages that make no sense harm nobody, and is nothing heard after the end?", async () => {
  const { model, say, handlers } = modelWith();
  const files = createFiles(model);
  const asked = files.read("a.csv", new ArrayBuffer(1));
  for (const odd of [null, 3, "x", {}, { type: "imported" }, { type: "imported", number: 9, state: "ready" }])
    say(odd);
  say({ type: "imported", number: 1, state: "ready", map: { stages: [] }, losses: [1, "two"] });
  expect(await asked).toEqual({ map: { stages: [] }, losses: ["two"] });
  files.dispose();
  expect(handlers.size).toBe(0);
});

test("Are strange formats none?", () => {
  expect(readFormats(undefined)).toEqual({ writes: [], reads: [] });
  expect(readFormats({ writes: ["pdf", 3], reads: "x" })).toEqual({ writes: ["pdf"], reads: [] });
});

/** A board that is ready, and its incoming files. */
function board(traits: Record<string, unknown> = {}) {
  const wire = modelWith({ lang: "en", ...traits });
  const session = openSession(wire.model);
  session.state.set({ ...session.state.get(), ready: true });
  const incoming = createIncoming(session, createScreen());
  return { ...wire, session, incoming };
}

const file = (name: string, content: string) => new File([content], name);
const MAP = { stages: [{ id: "stage-1", name: "Purchase" }] };
/** Wait until what was begun has come to its next stop. */
const settle = () => new Promise((done) => setTimeout(done));

test("Is a file read, shown, and taken only when the person says so?", async () => {
  const { incoming, session, sent, say } = board();
  const done = incoming.take([file("a.csv", "x")]);
  await settle();
  const { content, buffers } = sent.at(-1) ?? {};
  expect(content).toMatchObject({ type: "import", name: "a.csv" });
  expect(new TextDecoder().decode(buffers?.[0])).toBe("x");
  say({ type: "imported", number: content?.number, state: "ready", map: MAP, losses: ["Ignored: y."] });
  await done;
  expect(incoming.store.get()).toMatchObject({ phase: "asking", name: "a.csv", losses: ["Ignored: y."] });
  expect(session.state.get().snapshot.columns).toEqual([]);
  incoming.accept();
  expect(session.state.get().snapshot.columns.map(({ stage }) => stage.name)).toEqual(["Purchase"]);
  session.history.undo();
  expect(session.state.get().snapshot.columns).toEqual([]);
});

test("Is what cannot be read said, and nothing changed by it?", async () => {
  const { incoming, session, sent, say } = board();
  const before = session.state.get().snapshot;
  const done = incoming.take([file("a.xlsx", "x")]);
  await settle();
  say({
    type: "imported",
    number: sent.at(-1)?.content.number,
    state: "error",
    message: "Row 3 is damaged.",
  });
  await done;
  expect(incoming.store.get()).toMatchObject({ phase: "failed", message: "Row 3 is damaged." });
  incoming.accept();
  expect(session.state.get().snapshot).toBe(before);
});

test("Are too many, too large and unreadable files refused without the kernel?", async () => {
  const { incoming, sent } = board();
  const before = sent.length;
  await incoming.take([file("a.csv", ""), file("b.csv", "")]);
  expect(incoming.store.get()).toMatchObject({ phase: "failed" });
  const large = file("a.csv", "");
  Object.defineProperty(large, "size", { value: MOST_BYTES + 1 });
  await incoming.take([large]);
  expect(incoming.store.get()).toMatchObject({ phase: "failed" });
  const folder = file("folder", "");
  folder.arrayBuffer = () => Promise.reject(new DOMException("not readable"));
  await incoming.take([folder]);
  expect(incoming.store.get()).toMatchObject({ phase: "failed", message: expect.stringContaining("folder") });
  expect(sent.length).toBe(before);
});

test("Is an answer not shown once the window is closed, or another file was chosen?", async () => {
  const { incoming, sent, say } = board();
  const first = incoming.take([file("a.csv", "1")]);
  await settle();
  const { number } = sent.at(-1)?.content ?? {};
  incoming.leave();
  say({ type: "imported", number, state: "ready", map: MAP, losses: [] });
  await first;
  expect(incoming.store.get()).toEqual({ phase: "none" });
});

test("Does a board that is only to be read take no file?", async () => {
  const { incoming, sent } = board({ readonly: true });
  const before = sent.length;
  await incoming.take([file("a.csv", "x")]);
  expect(incoming.store.get()).toEqual({ phase: "none" });
  expect(sent.length).toBe(before);
});
