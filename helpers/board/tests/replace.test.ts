import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { createHistory } from "../src/document/history";
import { replaceMap } from "../src/document/replace";
import { createReader } from "../src/document/snapshot";
import type { JourneyMap } from "../src/generated/journey-map";
import { anyEdits, perform } from "./helpers";

const MAP: JourneyMap = {
  kind: "future",
  persona: { name: "Ms Li", about: "", goal: "Stock up" },
  scenario: { name: "Weekend", situation: "😀 rain" },
  stages: [
    { id: "stage-1", name: "Before" },
    { id: "stage-2", name: "After" },
  ],
  touchpoints: [
    {
      id: "touchpoint-1",
      stage: "stage-2",
      name: "Till",
      emotion: -2,
      channel: "store",
      backstage: "restock",
    },
    { id: "touchpoint-2", stage: "stage-1", name: "Advert", is_moment_of_truth: true, case_touchpoint: "ad" },
  ],
  pain_points: [{ id: "pain-1", stage: "stage-2", touchpoint: "touchpoint-1", text: "Queue", severity: 5 }],
  opportunities: [
    { id: "opportunity-1", stage: "stage-2", text: "Tills", pain_points: ["pain-1"], owner: "Boss" },
  ],
  evidence: [
    { id: "evidence-1", claim: "pain-1", aspect: "pain_point", kind: "data", text: "14 min", source: "log" },
  ],
  lanes: [{ id: "lane-1", name: "Waiting", kind: "number", unit: "min" }],
  lane_cells: [{ id: "lanecell-1", lane: "lane-1", stage: "stage-2", number: 14 }],
};

/** A document, its history, and what is read from it. */
function open() {
  const doc = new Y.Doc();
  return { doc, history: createHistory(doc), reader: createReader(doc) };
}

test("Is the whole map on the board, each card where it stood, with what it points at?", () => {
  const { doc, history, reader } = open();
  history.gesture(() => replaceMap(doc, MAP, false));
  const { kind, persona, scenario, columns, lanes, evidence } = reader.read();
  expect({ kind, persona, scenario }).toEqual({
    kind: "future",
    persona: { name: "Ms Li", about: "", goal: "Stock up" },
    scenario: { name: "Weekend", situation: "😀 rain" },
  });
  expect(columns.map(({ stage }) => stage.name)).toEqual(["Before", "After"]);
  const [before, after] = columns;
  expect(before?.touchpoints).toMatchObject([
    { name: "Advert", is_moment_of_truth: true, case_touchpoint: "ad", emotion: null },
  ]);
  expect(after?.touchpoints).toMatchObject([
    { name: "Till", emotion: -2, channel: "store", backstage: "restock" },
  ]);
  const pain = after?.painPoints[0];
  expect(pain).toMatchObject({ text: "Queue", severity: 5, touchpoint: after?.touchpoints[0]?.id });
  expect(after?.opportunities).toMatchObject([{ text: "Tills", owner: "Boss", pain_points: [pain?.id] }]);
  expect(evidence.get(pain?.id ?? "")).toMatchObject([{ kind: "data", text: "14 min", source: "log" }]);
  expect(lanes).toMatchObject([{ name: "Waiting", kind: "number", unit: "min" }]);
  // The cell of the other stage is there too, empty, so that two people who fill it meet in one card.
  expect(after?.cells.map(({ number }) => number)).toEqual([14]);
  expect(before?.cells.map(({ number }) => number)).toEqual([null]);
});

test("Does one undo bring back any map that was there, and redo the new one?", () => {
  fc.assert(
    fc.property(anyEdits, (edits) => {
      const { doc, history, reader } = open();
      for (const edit of edits) perform(doc, history, edit);
      const before = reader.read();
      history.gesture(() => replaceMap(doc, MAP, false));
      const replaced = reader.read();
      history.undo();
      expect(reader.read()).toEqual(before);
      history.redo();
      expect(reader.read()).toEqual(replaced);
    }),
    { numRuns: 40 },
  );
});

test("Is a map put in the place of itself twice no mixture of both?", () => {
  const { doc, history, reader } = open();
  history.gesture(() => replaceMap(doc, MAP, false));
  history.gesture(() => replaceMap(doc, MAP, false));
  const { columns, lanes } = reader.read();
  expect(columns.length).toBe(2);
  expect(columns.flatMap(({ touchpoints }) => touchpoints).length).toBe(2);
  expect(lanes.length).toBe(1);
});

test("Does a map of a pair stay what it is?", () => {
  const { doc, history, reader } = open();
  history.gesture(() => replaceMap(doc, MAP, true));
  expect(reader.read().kind).toBe("current");
});

test("Is an empty map one that takes everything away, and undo one that brings it back?", () => {
  const { doc, history, reader } = open();
  history.gesture(() => replaceMap(doc, MAP, false));
  history.gesture(() => replaceMap(doc, {}, false));
  expect(reader.read().columns).toEqual([]);
  expect(reader.read().persona.name).toBe("");
  history.undo();
  expect(reader.read().columns.length).toBe(2);
});
