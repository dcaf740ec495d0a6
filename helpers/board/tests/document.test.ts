import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { cardsOf } from "../src/document/document";
import * as edits from "../src/document/edits";
import { createReader, evidenceFor } from "../src/document/snapshot";
import { snapshotOf } from "./helpers";

/** A document with one stage and one touchpoint, and its raw cards to spoil. */
function spoilable() {
  const doc = new Y.Doc();
  const [stage] = edits.addStages(doc, ["Purchase"]) as [string];
  const touchpoint = edits.addTouchpoint(doc, stage, { name: "Till" });
  const pain = edits.addPainPoint(doc, stage, touchpoint);
  const raw = (id: string) => cardsOf(doc).get(id) as Y.Map<unknown>;
  return { doc, stage, touchpoint, pain, raw };
}

describe("strange values", () => {
  test("Is a card of an unknown type passed over, and the rest still shown?", () => {
    const { doc, stage } = spoilable();
    const strange = new Y.Map<unknown>();
    strange.set("type", "weather");
    strange.set("at", [stage, "weather", "a0"]);
    cardsOf(doc).set("weather-1", strange);
    cardsOf(doc).set("number-1", 42);
    expect(snapshotOf(doc).columns[0]?.touchpoints.map((one) => one.name)).toEqual(["Till"]);
  });

  test.each([
    ["emotion", 1.5, null],
    ["emotion", "good", null],
    ["emotion", 3, null],
    ["channel", "pigeon", null],
    ["case_touchpoint", 7, null],
    ["is_moment_of_truth", "yes", false],
    ["name", { text: "Till" }, ""],
  ])("Is a touchpoint with %s = %j shown without it?", (field, value, shown) => {
    const { doc, touchpoint, raw } = spoilable();
    raw(touchpoint).set(field, value);
    expect(snapshotOf(doc).columns[0]?.touchpoints[0]).toHaveProperty(field, shown);
  });

  test.each([99, 0, "high", 2.5, undefined])(
    "Has a pain point with severity %j the middle one?",
    (severity) => {
      const { doc, pain, raw } = spoilable();
      raw(pain).set("severity", severity);
      expect(snapshotOf(doc).columns[0]?.painPoints[0]?.severity).toBe(3);
    },
  );

  test("Does a whole number that came back as a float still count?", () => {
    const { doc, touchpoint, pain, raw } = spoilable();
    raw(touchpoint).set("emotion", -2.0);
    raw(pain).set("severity", 4.0);
    const [column] = snapshotOf(doc).columns;
    expect([column?.touchpoints[0]?.emotion, column?.painPoints[0]?.severity]).toEqual([-2, 4]);
  });

  test.each([[null], ["here"], [["stage-1", "touchpoint"]], [[1, 2, 3]]])(
    "Is a card with the place %j left out?",
    (at) => {
      const { doc, touchpoint, raw } = spoilable();
      raw(touchpoint).set("at", at);
      expect(snapshotOf(doc).columns[0]?.touchpoints).toEqual([]);
    },
  );

  test("Can a text that another program wrote as plain characters be edited?", () => {
    const { doc, touchpoint, raw } = spoilable();
    raw(touchpoint).set("name", "Till");
    edits.writeText(doc, { card: touchpoint, field: "name" }, "Till", "Tills");
    expect(snapshotOf(doc).columns[0]?.touchpoints[0]?.name).toBe("Tills");
  });

  test("Is there room for a card among keys that are none?", () => {
    const { doc, stage, touchpoint, raw } = spoilable();
    raw(touchpoint).set("at", [stage, "touchpoint", "!!"]);
    edits.addTouchpoint(doc, stage, { name: "Shelf" });
    expect(snapshotOf(doc).columns[0]?.touchpoints.map((one) => one.name)).toEqual(["Till", "Shelf"]);
  });
});

describe("sharing", () => {
  test("Does an edit leave every part alone that it did not touch?", () => {
    const { doc, stage, touchpoint } = spoilable();
    const [other] = edits.addStages(doc, ["Use"]) as [string];
    edits.addTouchpoint(doc, other, { name: "Home" });
    const shelf = edits.addTouchpoint(doc, stage, { name: "Shelf" });
    edits.addEvidence(doc, shelf, "emotion", "quote");
    const reader = createReader(doc);
    const before = reader.read();
    edits.setField(doc, "touchpoint", touchpoint, "emotion", 1);
    const after = reader.read();
    expect(after).not.toBe(before);
    expect(after.columns[1]).toBe(before.columns[1]);
    expect(after.columns[0]?.painPoints).toBe(before.columns[0]?.painPoints);
    expect(after.columns[0]?.touchpoints[1]).toBe(before.columns[0]?.touchpoints[1]);
    expect(after.columns[0]?.touchpoints[0]).not.toBe(before.columns[0]?.touchpoints[0]);
    expect(after.evidence).toBe(before.evidence);
    expect(after.persona).toBe(before.persona);
  });

  test("Does an edit that changes nothing leave the whole snapshot alone?", () => {
    const { doc, touchpoint } = spoilable();
    const reader = createReader(doc);
    const before = reader.read();
    edits.setField(doc, "touchpoint", touchpoint, "emotion", null);
    expect(reader.read()).toBe(before);
  });

  test("Is a reader that was let go deaf to the document?", () => {
    const { doc, touchpoint } = spoilable();
    const reader = createReader(doc);
    const before = reader.read();
    reader.dispose();
    edits.setField(doc, "touchpoint", touchpoint, "emotion", 2);
    expect(reader.read()).toBe(before);
  });
});

test("Is evidence listed with its claim, in the order in which it was added?", () => {
  const { doc, pain } = spoilable();
  const first = edits.addEvidence(doc, pain, "pain_point", "data");
  const second = edits.addEvidence(doc, pain, "pain_point", "quote");
  expect(evidenceFor(snapshotOf(doc), pain).map((one) => one.id)).toEqual([first, second]);
});
