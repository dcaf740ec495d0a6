import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import * as edits from "../src/document/edits";
import { putCards, removeCards, shiftCards } from "../src/document/group";
import type { LaneType } from "../src/document/parts";
import { allCards, clampZoom, laneOf, living, rangeOf, ZOOMS, zoomStep } from "../src/state/hands";
import { anyEdits, brokenRules, contentOf, documentAfter, mapOf, snapshotOf } from "./helpers";

const place = (stage: string, before: string | null = null, touchpoint: string | null = null) => ({
  stage,
  touchpoint,
  before,
});

/** Three stages; A, B, C in the first, D in the second; a pain point at A. */
function small() {
  const doc = new Y.Doc();
  const stages = edits.addStages(doc, ["1", "2", "3"]) as [string, string, string];
  const add = (stage: string, name: string) => edits.addTouchpoint(doc, stage, { name });
  const [a, b, c] = [add(stages[0], "A"), add(stages[0], "B"), add(stages[0], "C")];
  const d = add(stages[1], "D");
  const pain = edits.addPainPoint(doc, stages[0], a);
  return { doc, stages, a, b, c, d, pain };
}

const names = (doc: Y.Doc) =>
  snapshotOf(doc).columns.map(({ touchpoints }) => touchpoints.map((one) => one.name).join(""));

describe("moving several cards", () => {
  test("Do they land together, in board order, before the card that was named?", () => {
    const { doc, stages, a, c, d } = small();
    putCards(doc, new Set([c, a]), "touchpoint", place(stages[1], d));
    expect(names(doc)).toEqual(["B", "ACD", ""]);
  });

  test("Do they land before the next card that stays where they are put beside themselves?", () => {
    const { doc, stages, a, b } = small();
    putCards(doc, new Set([a, b]), "touchpoint", place(stages[0], b));
    expect(names(doc)).toEqual(["ABC", "D", ""]);
  });

  test("Do a touchpoint's pain points go along, tied as they were?", () => {
    const { doc, stages, a, b, pain } = small();
    putCards(doc, new Set([a, b]), "touchpoint", place(stages[2]));
    expect(snapshotOf(doc).columns[2]?.painPoints[0]).toMatchObject({ id: pain, touchpoint: a });
  });

  test("Do they go a stage aside, each from its own; and none where one cannot?", () => {
    const { doc, a, c, d } = small();
    expect(shiftCards(doc, new Set([a, c, d]), 1)).toBe(true);
    expect(names(doc)).toEqual(["B", "AC", "D"]);
    expect(shiftCards(doc, new Set([a, d]), 1)).toBe(false);
    expect(names(doc)).toEqual(["B", "AC", "D"]);
  });

  test("Is one step of undo enough, and is the map one that the model accepts, whatever is moved?", () => {
    fc.assert(
      fc.property(anyEdits, fc.array(fc.nat(40)), fc.nat(5), fc.nat(5), (done, picks, to, how) => {
        const { doc, history } = documentAfter(done);
        const snapshot = snapshotOf(doc);
        const cards = allCards(snapshot);
        const ids = new Set(picks.flatMap((pick) => cards[pick] ?? []));
        const stage = snapshot.columns[to]?.stage.id;
        const before = contentOf(doc);
        const [first] = ids;
        history.gesture(() => {
          if (how === 0) removeCards(doc, ids);
          else if (how < 3) shiftCards(doc, ids, how === 1 ? 1 : -1);
          else if (stage && first) {
            putCards(doc, ids, laneOf(snapshot, first) as LaneType, place(stage, cards[to] ?? null));
          }
        });
        const after = snapshotOf(doc);
        expect(brokenRules(mapOf(after))).toEqual([]);
        expect(allCards(after)).toHaveLength(cards.length - (how === 0 ? ids.size : 0));
        if (JSON.stringify(contentOf(doc)) === JSON.stringify(before)) return;
        history.undo();
        expect(contentOf(doc)).toEqual(before);
      }),
    );
  });
});

test("Do cards that go right stand before those that stay there, and cards that go left behind them?", () => {
  const { doc, a, d } = small();
  shiftCards(doc, new Set([a]), 1);
  expect(names(doc)).toEqual(["BC", "AD", ""]);
  shiftCards(doc, new Set([d]), -1);
  expect(names(doc)).toEqual(["BCD", "A", ""]);
});

describe("choosing", () => {
  test("Is everything between two cards of a lane chosen, from either side?", () => {
    const { doc, a, b, c, d, pain } = small();
    const snapshot = snapshotOf(doc);
    expect(rangeOf(snapshot, a, c)).toEqual([a, b, c]);
    expect(rangeOf(snapshot, d, b)).toEqual([b, c, d]);
    expect(rangeOf(snapshot, pain, c)).toEqual([c]);
    expect(rangeOf(snapshot, null, c)).toEqual([c]);
  });

  test("Does a card that somebody deleted leave the choice?", () => {
    const { doc, a, b } = small();
    const chosen = new Set([a, b]);
    expect(living(chosen, snapshotOf(doc))).toBe(chosen);
    edits.removeCard(doc, a);
    expect([...living(chosen, snapshotOf(doc))]).toEqual([b]);
  });
});

test("Does the size go through its steps and stay between 50 and 200 percent?", () => {
  expect(zoomStep(1, 1)).toBe(1.1);
  expect(zoomStep(1, -1)).toBe(0.9);
  expect(zoomStep(1.17, -1)).toBe(1.1);
  expect(zoomStep(ZOOMS.at(-1) as number, 1)).toBe(2);
  expect(zoomStep(0.5, -1)).toBe(0.5);
  expect([clampZoom(0.1), clampZoom(9), clampZoom(1.234)]).toEqual([0.5, 2, 1.23]);
});
