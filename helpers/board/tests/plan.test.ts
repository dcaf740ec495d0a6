import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import en from "../../journeybook/locales/en/plan.json";
import zh from "../../journeybook/locales/zh/plan.json";
import { openPlan } from "../src/plan/session";
import {
  dayAfter,
  dayNumber,
  type Edit,
  edited,
  emptyAction,
  newId,
  type Plan,
  readCards,
  readPlan,
  stepped,
  timing,
  within,
} from "../src/plan/values";
import type { WidgetModel } from "../src/state/kernel";

const three = (): Plan => ({
  ...readPlan({}),
  actions: ["a", "b", "c"].map((id) => ({ ...emptyAction(id, id === "b" ? 90 : 30), text: id })),
});
const order = (plan: Plan) => plan.actions.map(({ id }) => id).join("");

test("Do rows come, go and move as asked, and is one that is gone left alone?", () => {
  const make = (edit: Edit) => order(edited(three(), edit));
  expect(make({ do: "move", id: "a", to: 1 })).toBe("bac");
  expect(make({ do: "move", id: "c", to: -4 })).toBe("cab");
  expect(make({ do: "move", id: "z", to: 0 })).toBe("abc");
  expect(make({ do: "remove", id: "b" })).toBe("ac");
  expect(make({ do: "insert", at: 1, action: emptyAction("n", 30) })).toBe("anbc");
  expect(make({ do: "insert", at: 0, action: emptyAction("a", 30) })).toBe("abc");
  const made = edited(three(), { do: "action", id: "b", field: "owner", value: "Wen" });
  expect(made.actions.map(({ owner }) => owner)).toEqual(["", "Wen", ""]);
});

test("Does a step pass the neighbour of the same horizon, and none at an end?", () => {
  const plan = three();
  expect(within(plan, 30).map(({ id }) => id)).toEqual(["a", "c"]);
  const down = stepped(plan, "a", 1);
  expect(down && order(edited(plan, down))).toBe("bca");
  const up = stepped(plan, "c", -1);
  expect(up && order(edited(plan, up))).toBe("cab");
  expect(stepped(plan, "a", -1)).toBeNull();
  expect(stepped(plan, "b", 1)).toBeNull();
  expect(stepped(plan, "z", 1)).toBeNull();
});

test("Is a date counted from the start, whatever the clock, and what is no date none?", () => {
  expect(timing("2026-03-02", { due: "2026-04-01", horizon: 30 })).toBe("right");
  expect(timing("2026-03-02", { due: "2026-04-02", horizon: 30 })).toBe("late");
  expect(timing("2026-03-02", { due: "2026-04-01", horizon: 90 })).toBe("early");
  expect(timing("2026-03-02", { due: "2026-04-02", horizon: 90 })).toBe("right");
  expect(timing("2026-03-02", { due: "2026-05-31", horizon: 90 })).toBe("right");
  expect(timing("2026-03-02", { due: "2026-03-01", horizon: 30 })).toBe("before");
  expect(timing("", { due: "2026-03-01", horizon: 30 })).toBe("unknown");
  for (const none of ["", "soon", "2026-02-30", "2026-3-2"]) expect(dayNumber(none)).toBeNull();
  expect(dayAfter("2026-03-02", 30, "en-GB")).toBe("1 April 2026");
  expect(dayAfter("soon", 30, "en-GB")).toBe("");
});

test("Is whatever the kernel says read as a plan and as cards?", () => {
  expect(readPlan(null).actions).toEqual([]);
  const [action] = readPlan({ actions: [{ id: "action-1", horizon: 60, text: 1 }] }).actions;
  expect(action).toEqual({ ...emptyAction("action-1", 30) });
  expect(readCards([{ id: "painpoint-1", kind: "pain_point", text: "x" }, 7])).toHaveLength(2);
  expect(readCards("no")).toEqual([]);
});

test("Is a new id one that the kernel takes?", () => {
  expect(newId(() => 0.999)).toBe("action-zzzzzzzzzz");
  expect(newId()).toMatch(/^action-[0-9a-z]{10}$/);
});

function model(traits: Record<string, unknown>) {
  const handlers = new Map<string, (...args: never[]) => void>();
  const sent: { client: string; count: number }[] = [];
  return {
    handlers,
    sent,
    set(name: string, value: unknown) {
      traits[name] = value;
      handlers.get(`change:${name}`)?.();
    },
    widget: {
      get: (name) => traits[name],
      on: (event, handler) => handlers.set(event, handler),
      off: (event) => handlers.delete(event),
      send: (content) => sent.push(content as { client: string; count: number }),
    } as WidgetModel,
  };
}

test("Do one's own edits stay on top until the kernel has told of them, and come others' in below?", () => {
  const kernel = model({ lang: "en", heard: { plan: three(), client: "", count: 0 } });
  const session = openPlan(kernel.widget);
  session.edit({ do: "head", field: "company", value: "A" });
  session.edit({ do: "head", field: "company", value: "AB" });
  const { client } = kernel.sent[0] ?? { client: "" };
  kernel.set("heard", { plan: { ...three(), company: "A", stop: "x" }, client, count: 1 });
  expect(session.state.get().plan.company).toBe("AB");
  expect(session.state.get().plan.stop).toBe("x");
  expect(session.state.get().owed).toBe(true);
  kernel.set("heard", { plan: { ...three(), company: "AB" }, client, count: 2 });
  expect(session.state.get().owed).toBe(false);
  kernel.set("heard", { plan: { ...three(), company: "Other" }, client: "other", count: 9 });
  expect(session.state.get().plan.company).toBe("Other");
  session.dispose();
  expect(kernel.handlers.size).toBe(0);
});

test("Is it told what came of a file, and a message without content let pass?", () => {
  const kernel = model({ heard: {} });
  const session = openPlan(kernel.widget);
  session.take("docx");
  expect(session.state.get().exported.state).toBe("busy");
  const hear = kernel.handlers.get("msg:custom") as (content: unknown, buffers?: unknown[]) => void;
  hear({ type: "file", name: "x.docx" });
  expect(session.state.get().exported.state).toBe("busy");
  hear({ type: "failed", message: "full" });
  expect(session.state.get().exported).toEqual({ state: "failed", message: "full" });
});

test("Are the plan's words the same keys in both languages, and every one said somewhere?", () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  const sources = readdirSync(new URL("../src/plan", import.meta.url))
    .map((name) => readFileSync(new URL(`../src/plan/${name}`, import.meta.url), "utf8"))
    .join("\n");
  const made = ["export_", "_hint"];
  for (const key of Object.keys(en)) {
    expect(sources.includes(`"${key}"`) || made.some((part) => key.includes(part)), key).toBe(true);
  }
});
