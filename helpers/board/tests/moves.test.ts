import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import * as edits from "../src/document/edits";
import { isThere, moveBy, neighbour } from "../src/state/moves";
import { snapshotOf } from "./helpers";

/** Stages A (touchpoints 1, 2), B (none) and C (3); pain points p, q at 1, r at none in A; opportunities o, u in A. */
function journey() {
  const doc = new Y.Doc();
  const [A, B, C] = edits.addStages(doc, ["A", "B", "C"]) as [string, string, string];
  const [one, two, three] = [A, A, C].map((stage) => edits.addTouchpoint(doc, stage)) as [
    string,
    string,
    string,
  ];
  const [p, q] = [edits.addPainPoint(doc, A, one), edits.addPainPoint(doc, A, one)];
  const r = edits.addPainPoint(doc, A, null);
  const [o, u] = [edits.addOpportunity(doc, A), edits.addOpportunity(doc, A)];
  return { snapshot: snapshotOf(doc), A, B, C, one, two, three, p, q, r, o, u };
}

describe("a touchpoint", () => {
  test("Does it go past its neighbour, and over the border into an empty stage?", () => {
    const { snapshot, A, B, one, two } = journey();
    expect(moveBy(snapshot, "touchpoint", one, 1, 0)).toEqual({ stage: A, touchpoint: null, before: null });
    expect(moveBy(snapshot, "touchpoint", two, -1, 0)).toEqual({ stage: A, touchpoint: null, before: one });
    expect(moveBy(snapshot, "touchpoint", two, 1, 0)).toEqual({ stage: B, touchpoint: null, before: null });
  });

  test("Does it land first in the next stage, and last in the one before?", () => {
    const doc = new Y.Doc();
    const [A, B] = edits.addStages(doc, ["A", "B"]) as [string, string];
    const [one, two] = [A, B].map((stage) => edits.addTouchpoint(doc, stage)) as [string, string];
    const snapshot = snapshotOf(doc);
    expect(moveBy(snapshot, "touchpoint", one, 1, 0)).toEqual({ stage: B, touchpoint: null, before: two });
    expect(moveBy(snapshot, "touchpoint", two, -1, 0)).toEqual({ stage: A, touchpoint: null, before: null });
  });

  test("Is the edge of the board the end?", () => {
    const { snapshot, one, three } = journey();
    expect(moveBy(snapshot, "touchpoint", one, -1, 0)).toBeNull();
    expect(moveBy(snapshot, "touchpoint", three, 1, 0)).toBeNull();
  });
});

describe("a pain point", () => {
  test("Does it go from touchpoint to touchpoint, and through a stage that has none?", () => {
    const { snapshot, A, B, one, two, p, r } = journey();
    expect(moveBy(snapshot, "pain_point", p, 1, 0)).toEqual({ stage: A, touchpoint: two, before: null });
    expect(moveBy(snapshot, "pain_point", p, -1, 0)).toBeNull();
    expect(moveBy(snapshot, "pain_point", r, 1, 0)).toEqual({ stage: B, touchpoint: null, before: null });
    expect(moveBy(snapshot, "pain_point", r, -1, 0)).toEqual({ stage: A, touchpoint: two, before: null });
    expect(one).not.toBe(two);
  });

  test("Does it go up and down only among those of its touchpoint?", () => {
    const { snapshot, A, one, p, q, r } = journey();
    expect(moveBy(snapshot, "pain_point", p, 0, 1)).toEqual({ stage: A, touchpoint: one, before: null });
    expect(moveBy(snapshot, "pain_point", q, 0, -1)).toEqual({ stage: A, touchpoint: one, before: p });
    expect(moveBy(snapshot, "pain_point", q, 0, 1)).toBeNull();
    expect(moveBy(snapshot, "pain_point", r, 0, -1)).toBeNull();
  });
});

describe("an opportunity", () => {
  test("Does it go to the stage beside, and up and down in its own?", () => {
    const { snapshot, A, B, o, u } = journey();
    expect(moveBy(snapshot, "opportunity", o, 1, 0)).toEqual({ stage: B, touchpoint: null, before: null });
    expect(moveBy(snapshot, "opportunity", o, -1, 0)).toBeNull();
    expect(moveBy(snapshot, "opportunity", u, 0, -1)).toEqual({ stage: A, touchpoint: null, before: o });
  });
});

test("Is a card that is dropped where it stands known to be there?", () => {
  const { snapshot, A, B, one, two, p, q } = journey();
  expect(isThere(snapshot, "touchpoint", one, { stage: A, touchpoint: null, before: two })).toBe(true);
  expect(isThere(snapshot, "touchpoint", one, { stage: A, touchpoint: null, before: one })).toBe(true);
  expect(isThere(snapshot, "touchpoint", one, { stage: A, touchpoint: null, before: null })).toBe(false);
  expect(isThere(snapshot, "touchpoint", two, { stage: A, touchpoint: null, before: null })).toBe(true);
  expect(isThere(snapshot, "touchpoint", two, { stage: B, touchpoint: null, before: null })).toBe(false);
  expect(isThere(snapshot, "pain_point", p, { stage: A, touchpoint: one, before: q })).toBe(true);
  expect(isThere(snapshot, "pain_point", q, { stage: A, touchpoint: two, before: null })).toBe(false);
});

test("Does the focus go to the next card when one is deleted, else to the one before?", () => {
  const list = [{ id: "a" }, { id: "b" }, { id: "c" }];
  expect([neighbour(list, "a"), neighbour(list, "c"), neighbour([{ id: "a" }], "a")]).toEqual([
    "b",
    "b",
    null,
  ]);
});
