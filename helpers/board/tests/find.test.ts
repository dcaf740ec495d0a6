import { expect, test } from "vitest";
import * as Y from "yjs";
import * as edits from "../src/document/edits";
import { findAll, fold, snippet } from "../src/state/find";
import { directionOf, edgeOf, stepInLane, stepInto } from "../src/state/grid";
import { handCommand } from "../src/state/hand-keys";
import { snapshotOf } from "./helpers";

function small() {
  const doc = new Y.Doc();
  const [stage] = edits.addStages(doc, ["Checkout"]) as [string];
  const till = edits.addTouchpoint(doc, stage, { name: "收银台 ＰＯＳ" });
  edits.writeText(doc, { card: till, field: "action" }, "", "waits at the checkout");
  const plan = edits.addOpportunity(doc, stage);
  edits.writeText(doc, { card: plan, field: "goal" }, "", "Checkout within five minutes");
  const counted = edits.addEvidence(doc, till, "emotion", "quote");
  edits.writeText(doc, { card: counted, field: "source" }, "", "checkout interviews");
  edits.writeText(doc, "scenario.name", "", "A long checkout");
  return { snapshot: snapshotOf(doc), stage, till, plan };
}

test("Is a word found in every text, hidden ones too, in board order and whatever its case and width?", () => {
  const { snapshot, stage, till, plan } = small();
  const hits = findAll(snapshot, " CHECKOUT ");
  expect(hits.map(({ target, name, hidden }) => [target, name, hidden])).toEqual([
    ["scenario.name", "scenario_name", false],
    [{ id: stage, lane: "stage" }, "stage_name", false],
    [{ id: till, lane: "action" }, "action", false],
    [{ id: till, lane: "touchpoint" }, "evidence_source", true],
    [{ id: plan, lane: "opportunity" }, "goal", true],
  ]);
  expect(findAll(snapshot, "pos")).toHaveLength(1);
  expect(findAll(snapshot, "  ")).toEqual([]);
});

test("Does the stretch of a text show what is searched for, and no half characters?", () => {
  expect(snippet("short", "or")).toBe("short");
  const long = snippet(`${"😀".repeat(60)}目标${"👨‍👩‍👧".repeat(60)}`, "目标", 5);
  expect(long).toBe(`…${"😀".repeat(5)}目标${"👨‍👩‍👧".repeat(5)}…`);
  expect(fold("ＡBc")).toBe("abc");
});

const box = (left: number, top: number, width = 100, height = 50) => ({ left, top, width, height });
// Two slots: the left one holds two cards and a button, the right one a high card.
const LANE = [box(0, 0), box(0, 60), box(0, 120, 100, 30), box(120, 0, 100, 140), box(120, 150, 100, 30)];

test("Do arrow keys go up and down a stack, and across to what stands at the same height?", () => {
  expect(stepInLane(LANE, 0, "down")).toBe(1);
  expect(stepInLane(LANE, 2, "up")).toBe(1);
  expect(stepInLane(LANE, 0, "up")).toBe(-1);
  // What stands lower in another slot is not below.
  expect(stepInLane(LANE, 2, "down")).toBe(-1);
  expect(stepInLane(LANE, 1, "right")).toBe(3);
  expect(stepInLane(LANE, 4, "left")).toBe(2);
  expect(stepInLane(LANE, 0, "left")).toBe(-1);
});

test("Does the next lane's nearest card get the focus, its first from above and its last from below?", () => {
  expect(stepInto(LANE, box(10, -100), true)).toBe(0);
  expect(stepInto(LANE, box(130, 300), false)).toBe(4);
  expect(stepInto([], box(0, 0), true)).toBe(-1);
  expect([edgeOf(LANE, false), edgeOf(LANE, true)]).toEqual([0, 3]);
});

test("Does an emotion keep the keys that change it?", () => {
  expect(directionOf("ArrowUp", true)).toBeNull();
  expect(directionOf("Home", true)).toBeNull();
  expect(directionOf("ArrowLeft", true)).toBe("left");
  expect(directionOf("PageDown", true)).toBe("lane_down");
  expect(directionOf("ArrowUp", false)).toBe("up");
  expect(directionOf("x", false)).toBeNull();
});

test.each([
  ["f", {}, "full_screen"],
  ["F", { shiftKey: true }, null],
  ["?", { shiftKey: true }, "help"],
  ["f", { ctrlKey: true }, "find"],
  ["a", { metaKey: true }, "select_all"],
  [" ", { ctrlKey: true }, "toggle"],
  ["=", { ctrlKey: true }, "zoom_in"],
  ["+", { ctrlKey: true, shiftKey: true }, "zoom_in"],
  ["-", { ctrlKey: true }, "zoom_out"],
  ["0", { ctrlKey: true }, "zoom_reset"],
  ["0", {}, null],
  ["f", { altKey: true }, null],
])("Does %s with %j mean %s on the board?", (key, flags, command) => {
  const stroke = { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...flags };
  expect(handCommand(stroke, false)).toBe(command);
});

test("Do a text's own keys stay with the text, and the search not?", () => {
  const stroke = { altKey: false, ctrlKey: true, metaKey: false, shiftKey: false };
  expect(handCommand({ ...stroke, key: "a" }, true)).toBeNull();
  expect(handCommand({ ...stroke, key: "f" }, true)).toBe("find");
  expect(handCommand({ ...stroke, key: "?", ctrlKey: false }, true)).toBeNull();
});
