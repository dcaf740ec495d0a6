import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { addStages } from "../src/document/edits";
import { openSession, type WidgetModel } from "../src/state/kernel";
import { RENEWAL } from "../src/state/overlays";

/** A widget model with these traits; `fire` calls what listens to an event. */
function modelWith(traits: Record<string, unknown>) {
  const handlers = new Map<string, Set<(...args: never[]) => void>>();
  const sent: unknown[] = [];
  const model: WidgetModel = {
    get: (name) => traits[name],
    on: (event, handler) => handlers.set(event, (handlers.get(event) ?? new Set()).add(handler)),
    off: (event, handler) => handlers.get(event)?.delete(handler),
    send: (content) => sent.push(content),
  };
  const fire = (event: string, ...args: unknown[]) => {
    for (const handler of handlers.get(event) ?? []) handler(...(args as never[]));
  };
  const listening = () => [...handlers.values()].reduce((sum, set) => sum + set.size, 0);
  return { model, traits, sent, fire, listening };
}

test("Are the traits read, and followed when they change?", () => {
  const { model, traits, fire } = modelWith({ lang: "zh", label: "零售", readonly: true, status: {} });
  const { state } = openSession(model);
  expect(state.get()).toMatchObject({ lang: "zh", label: "零售", readonly: true, ready: false });
  traits.lang = "en";
  traits.status = { state: "saved", message: "", time: "2026-01-01T10:32:00" };
  fire("change:lang");
  expect(state.get().lang).toBe("en");
  expect(state.get().status).toEqual({ state: "saved", message: "", time: "2026-01-01T10:32:00" });
});

test("Do the lists of the kernel stay the same lists while a save is told of, and change with the kernel's?", () => {
  const options = [{ code: "till", name: "Till", channel: "store" }];
  const { model, traits, fire } = modelWith({ touchpoint_options: options, overlays: [], status: {} });
  const { state } = openSession(model);
  const { touchpointOptions, overlays } = state.get();
  traits.status = { state: "saved", message: "", time: null };
  fire("change:status");
  expect(state.get().status.state).toBe("saved");
  expect(state.get().touchpointOptions).toBe(touchpointOptions);
  expect(state.get().overlays).toBe(overlays);
  traits.touchpoint_options = [];
  fire("change:touchpoint_options");
  expect(state.get().touchpointOptions).toEqual([]);
});

test("Do strange traits leave the board usable?", () => {
  const options = [
    { code: "till", name: "Till", channel: "store" },
    { code: "x", channel: "pigeon" },
    { name: "y" },
    3,
  ];
  const { model } = modelWith({
    lang: 7,
    label: null,
    readonly: "no",
    status: "broken",
    touchpoint_options: options,
  });
  expect(openSession(model).state.get()).toMatchObject({
    lang: "en",
    label: "",
    readonly: false,
    status: { state: "", message: "", time: null },
    touchpointOptions: [
      { code: "till", name: "Till", channel: "store" },
      { code: "x", name: "x", channel: null },
    ],
  });
});

test("Does the snapshot follow the document, and undo become possible with the first gesture?", () => {
  const { model, fire } = modelWith({});
  const { doc, history, state } = openSession(model);
  const empty = new DataView(Y.encodeStateAsUpdate(new Y.Doc()).slice().buffer);
  const vector = new DataView(Y.encodeStateVector(new Y.Doc()).slice().buffer);
  fire("msg:custom", { type: "sync" }, [empty, vector]);
  expect(state.get()).toMatchObject({ ready: true, canUndo: false });
  history.gesture(() => addStages(doc, ["Use"]));
  expect(state.get().snapshot.columns.map((column) => column.stage.name)).toEqual(["Use"]);
  expect(state.get()).toMatchObject({ canUndo: true, canRedo: false });
  history.undo();
  expect(state.get()).toMatchObject({ canUndo: false, canRedo: true });
});

test("Is every listener removed when the session is closed?", () => {
  const { model, listening } = modelWith({});
  const session = openSession(model);
  expect(listening()).toBeGreaterThan(5);
  session.dispose();
  expect(listening()).toBe(0);
});

test("Are other maps read, strange ones made usable, and is what was asked for asked?", () => {
  const overlays = [
    {
      file: "a.journey.json",
      label: "Linda",
      kind: "future",
      stages: [{ name: "Use", touchpoints: [{}, 3] }],
    },
    { file: "b.journey.json", kind: "past", stages: "none" },
    { label: "no file" },
    { file: "c.journey.json", stages: [{ touchpoints: [{ name: 1, emotion: 7, case_touchpoint: "" }] }] },
    null,
  ];
  const { model, sent, fire, traits } = modelWith({ overlays, map_key: "abc" });
  const session = openSession(model);
  const read = session.state.get().overlays;
  expect(read.map(({ file, label, kind }) => [file, label, kind])).toEqual([
    ["a.journey.json", "Linda", "future"],
    ["b.journey.json", "b.journey.json", "current"],
    ["c.journey.json", "c.journey.json", "current"],
  ]);
  const blank = { name: "", case_touchpoint: null, emotion: null };
  expect(read.map((one) => one.stages)).toEqual([
    [{ name: "Use", touchpoints: [blank, blank] }],
    [],
    [{ name: "", touchpoints: [blank] }],
  ]);
  expect(session.state.get().mapKey).toBe("abc");
  session.ask("copy_future");
  expect(sent.at(-1)).toEqual({ type: "copy_future" });
  fire("msg:custom", { type: "copied", state: "exists", file: "map.future.journey.json" }, []);
  expect(session.state.get().copied).toEqual({
    state: "exists",
    file: "map.future.journey.json",
    message: "",
  });
  traits.overlays = 5;
  fire("change:overlays");
  expect(session.state.get().overlays).toEqual([]);
});

test("Is a look at the other maps renewed until the last one ends, or the session does?", () => {
  vi.useFakeTimers();
  const { model, sent, fire } = modelWith({});
  const session = openSession(model);
  // The kernel answers the greeting: from here on nothing is sent but what is looked at here.
  const empty = new DataView(Y.encodeStateAsUpdate(new Y.Doc()).slice().buffer);
  fire("msg:custom", { type: "sync" }, [empty]);
  sent.length = 0;
  const asked = () => sent.splice(0).length;
  const stops = [session.lookAtOthers(), session.lookAtOthers()];
  expect(sent).toEqual([{ type: "overlays" }, { type: "overlays" }]);
  asked();
  vi.advanceTimersByTime(2 * RENEWAL);
  expect(asked()).toBe(2);
  stops[0]?.();
  stops[0]?.();
  vi.advanceTimersByTime(RENEWAL);
  expect(asked()).toBe(1);
  stops[1]?.();
  vi.advanceTimersByTime(9 * RENEWAL);
  expect(asked()).toBe(0);
  session.lookAtOthers();
  session.dispose();
  asked();
  vi.advanceTimersByTime(9 * RENEWAL);
  expect(asked()).toBe(0);
  vi.useRealTimers();
});

test("Is a map of a pair known as that, and the other one asked for?", () => {
  const { model, sent, traits, fire } = modelWith({ pair: { side: "future", other: "map.journey.json" } });
  const session = openSession(model);
  expect(session.state.get().pair).toEqual({ side: "future", other: "map.journey.json" });
  session.ask("show_current");
  expect(sent.at(-1)).toEqual({ type: "show_current" });
  for (const strange of [{}, { side: "past" }, 3, undefined]) {
    traits.pair = strange;
    fire("change:pair");
    expect(session.state.get().pair).toBe(null);
  }
});
