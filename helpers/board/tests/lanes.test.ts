import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { cardsOf } from "../src/document/document";
import * as edits from "../src/document/edits";
import { createHistory } from "../src/document/history";
import { addLane, cellAt, cellId, removeLane, setNumber } from "../src/document/lane-edits";
import { contentOf, snapshotOf } from "./helpers";

/** Two stages and a lane of numbers. */
function small() {
  const doc = new Y.Doc();
  const [first, second] = edits.addStages(doc, ["Consideration", "Purchase"]) as [string, string];
  const lane = addLane(doc, "Waiting", "number", "min");
  return { doc, first, second, lane };
}

const copyOf = (doc: Y.Doc) => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};

function merge(one: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
}

const cells = (doc: Y.Doc) => snapshotOf(doc).columns.map((column) => column.cells);

describe("cells", () => {
  test("Is a cell's id one that the model takes, and different for every place?", () => {
    const ids = [];
    for (let i = 0; i < 60; i++)
      for (let j = 0; j < 60; j++) ids.push(cellId({ lane: `lane-${i}`, stage: `stage-${j}` }));
    expect(new Set(ids).size).toBe(3600);
    for (const id of ids) expect(id).toMatch(/^lanecell-[0-9a-z]{1,24}$/);
    expect(cellId({ lane: "lane-1", stage: "stage-1" })).toBe(cellId({ lane: "lane-1", stage: "stage-1" }));
  });

  test("Has each stage its cell, whichever of lane and stage came first?", () => {
    const { doc, lane } = small();
    edits.addStages(doc, ["Use"]);
    expect(cells(doc).map((list) => list.map((cell) => cell.lane))).toEqual([[lane], [lane], [lane]]);
  });

  test("Do two people who write in the same cell at once write in one text?", () => {
    const { doc, first } = small();
    const lane = addLane(doc, "Department", "text", "");
    const other = copyOf(doc);
    const cell = { lane, stage: first };
    const place = { card: cellId(cell), field: "text", cell };
    edits.writeText(doc, place, "", "Shops");
    edits.writeText(other, place, "", "IT");
    merge(doc, other);
    expect(cells(doc)[0]).toHaveLength(2);
    const [, text] = cells(doc)[0] ?? [];
    expect(text?.text).toMatch(/ShopsIT|ITShops/);
    expect(cells(other)).toEqual(cells(doc));
  });

  test("Do a lane and a stage that two people add at once meet in one cell when both fill it?", () => {
    const { doc } = small();
    const other = copyOf(doc);
    const lane = addLane(doc, "Cost", "number", "");
    const [stage] = edits.addStages(other, ["Use"]) as [string];
    merge(doc, other);
    expect(cells(doc)[2]).toHaveLength(1);
    setNumber(doc, { lane, stage }, 1);
    setNumber(other, { lane, stage }, 2);
    merge(doc, other);
    expect(cells(doc)[2]).toHaveLength(2);
    expect(cells(other)).toEqual(cells(doc));
  });

  test("Is a cell that another program gave an id of its own used, not doubled?", () => {
    const { doc, first } = small();
    const lane = addLane(doc, "Department", "text", "");
    const cards = cardsOf(doc);
    cards.delete(cellId({ lane, stage: first }));
    const foreign = new Y.Map<unknown>();
    foreign.set("type", "lane_cell");
    foreign.set("at", [first, lane, "a0"]);
    cards.set("lanecell-zz", foreign);
    expect(cellAt(doc, { lane, stage: first })).toBe(foreign);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, "14", true, null])(
    "Is a cell with the number %s shown without it?",
    (number) => {
      const { doc, first, lane } = small();
      cellAt(doc, { lane, stage: first })?.set("number", number);
      expect(cells(doc)[0]?.[0]?.number).toBeNull();
    },
  );
});

describe("deleting", () => {
  test("Does a lane go with its cells, and does one undo bring all of it back?", () => {
    const { doc, first, lane } = small();
    setNumber(doc, { lane, stage: first }, 14);
    const history = createHistory(doc);
    const before = contentOf(doc);
    history.gesture(() => removeLane(doc, lane));
    expect([snapshotOf(doc).lanes, ...cells(doc)]).toEqual([[], [], []]);
    history.undo();
    expect(contentOf(doc)).toEqual(before);
    expect(cells(doc)[0]?.[0]?.number).toBe(14);
  });

  test("Are a stage's cells gone with it, and not moved to another stage?", () => {
    const { doc, first, second, lane } = small();
    setNumber(doc, { lane, stage: second }, 7);
    edits.removeCard(doc, second);
    expect(cells(doc)).toHaveLength(1);
    expect(cells(doc)[0]?.map((cell) => [cell.stage, cell.number])).toEqual([[first, null]]);
  });
});
