import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { cardOf } from "../src/document/document";
import * as edits from "../src/document/edits";
import { createHistory, LOCAL } from "../src/document/history";
import { CARD_TEXTS, type CardType } from "../src/document/parts";
import { createReader } from "../src/document/snapshot";
import {
  anyEdit,
  anyEdits,
  brokenRules,
  type Content,
  contentOf,
  documentAfter,
  mapOf,
  perform,
  snapshotOf,
} from "./helpers";

/** A map of two stages with three touchpoints, and one pain point that an opportunity answers. */
function small() {
  const doc = new Y.Doc();
  const [first, second] = edits.addStages(doc, ["Consideration", "Purchase"]) as [string, string];
  const shelf = edits.addTouchpoint(doc, first, { name: "Shelf" });
  const till = edits.addTouchpoint(doc, first, { name: "Till" });
  const home = edits.addTouchpoint(doc, second, { name: "Home" });
  const queue = edits.addPainPoint(doc, first, till);
  const faster = edits.addOpportunity(doc, first);
  edits.setAnswers(doc, faster, queue, true);
  const counted = edits.addEvidence(doc, queue, "pain_point", "data");
  return { doc, first, second, shelf, till, home, queue, faster, counted };
}

const names = (doc: Y.Doc) =>
  snapshotOf(doc).columns.map((column) => column.touchpoints.map((one) => one.name));

describe("any sequence of edits", () => {
  test("Does the map stay one that the model accepts?", () => {
    fc.assert(
      fc.property(anyEdits, (done) => {
        expect(brokenRules(mapOf(snapshotOf(documentAfter(done).doc)))).toEqual([]);
      }),
    );
  });

  test("Does undo give the very document that was there before the last edit?", () => {
    fc.assert(
      fc.property(anyEdits, anyEdit, (done, last) => {
        const { doc, history } = documentAfter(done);
        const before = contentOf(doc);
        const steps = history.canUndo();
        perform(doc, history, last);
        const after = contentOf(doc);
        // An edit that changed nothing is no step; undoing would take back the one before.
        if (JSON.stringify(after) === JSON.stringify(before)) return;
        history.undo();
        expect(withoutUnmade(contentOf(doc), before)).toEqual(before);
        history.redo();
        expect(contentOf(doc)).toEqual(after);
        expect(steps || history.canUndo()).toBe(true);
      }),
    );
  });

  test("Do two people who edit at the same time end with the same map, and one that the model accepts?", () => {
    fc.assert(
      fc.property(anyEdits, anyEdits, anyEdits, (common, hers, his) => {
        const one = documentAfter(common);
        const doc = new Y.Doc();
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(one.doc));
        const other = { doc, history: createHistory(doc) };
        for (const edit of hers) perform(one.doc, one.history, edit);
        for (const edit of his) perform(other.doc, other.history, edit);
        Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc)));
        Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(one.doc)));
        expect(contentOf(other.doc)).toEqual(contentOf(one.doc));
        expect(snapshotOf(other.doc)).toEqual(snapshotOf(one.doc));
        expect(brokenRules(mapOf(snapshotOf(one.doc)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("Does a reader that follows along show the same as one that reads afresh?", () => {
    fc.assert(
      fc.property(anyEdits, (done) => {
        const doc = new Y.Doc();
        const history = createHistory(doc);
        const reader = createReader(doc);
        for (const edit of done) {
          perform(doc, history, edit);
          expect(reader.read()).toEqual(snapshotOf(doc));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("moving", () => {
  test("Does a touchpoint land before the one that was named, in its stage and in another?", () => {
    const { doc, first, second, shelf, till, home } = small();
    edits.moveCard(doc, till, "touchpoint", first, shelf);
    expect(names(doc)).toEqual([["Till", "Shelf"], ["Home"]]);
    edits.moveCard(doc, till, "touchpoint", second, home);
    expect(names(doc)).toEqual([["Shelf"], ["Till", "Home"]]);
    edits.moveCard(doc, till, "touchpoint", second, null);
    expect(names(doc)).toEqual([["Shelf"], ["Home", "Till"]]);
  });

  test("Do the pain points of a touchpoint go with it to another stage?", () => {
    const { doc, second, till, queue } = small();
    edits.moveCard(doc, till, "touchpoint", second, null);
    expect(snapshotOf(doc).columns[1]?.painPoints.map((one) => one.id)).toEqual([queue]);
  });

  test("Does a stage move as a whole, with what stands in it?", () => {
    const { doc, first, second } = small();
    edits.moveStage(doc, second, first);
    expect(names(doc)).toEqual([["Home"], ["Shelf", "Till"]]);
  });
});

describe("deleting", () => {
  test("Do a stage's cards go with it, and does one undo bring all of them back?", () => {
    const { doc, first } = small();
    const history = createHistory(doc);
    const before = contentOf(doc);
    history.gesture(() => edits.removeCard(doc, first));
    expect(names(doc)).toEqual([["Home"]]);
    expect(mapOf(snapshotOf(doc)).pain_points).toEqual([]);
    history.undo();
    expect(contentOf(doc)).toEqual(before);
  });

  test("Is what refers to a deleted card left out, so that the model accepts the rest?", () => {
    const { doc, till, queue, faster } = small();
    edits.removeCard(doc, till);
    expect(snapshotOf(doc).columns[0]?.painPoints[0]?.touchpoint).toBeNull();
    edits.removeCard(doc, queue);
    const [column] = snapshotOf(doc).columns;
    expect(column?.opportunities.find((one) => one.id === faster)?.pain_points).toEqual([]);
    expect(snapshotOf(doc).evidence.size).toBe(0);
  });

  test("Does a card whose stage somebody else deleted show in the first stage that is left?", () => {
    const { doc, first, second } = small();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    edits.removeCard(doc, second);
    edits.addTouchpoint(other, second, { name: "Late" });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    const late = snapshotOf(doc).columns[0]?.touchpoints.find((one) => one.name === "Late");
    expect(late?.stage).toBe(first);
    expect(snapshotOf(doc).columns).toHaveLength(1);
  });
});

/** Leave out the cards that undo has unmade: each must be gone, with no text left in it. */
function withoutUnmade(content: Content, before: Content): Content {
  const kept: Content["cards"] = {};
  for (const [id, card] of Object.entries(content.cards)) {
    if (id in before.cards) {
      kept[id] = card;
      continue;
    }
    expect(card.gone).toBe(true);
    for (const name of CARD_TEXTS[card.type as CardType]) expect(card[name]).toBe("");
  }
  return { ...content, cards: kept };
}

describe("undo", () => {
  test("Are two gestures two steps, however fast they follow each other?", () => {
    const { doc, till } = small();
    const history = createHistory(doc);
    history.gesture(() => edits.setField(doc, "touchpoint", till, "emotion", -1));
    history.gesture(() => edits.setField(doc, "touchpoint", till, "emotion", -2));
    history.undo();
    expect(snapshotOf(doc).columns[0]?.touchpoints[1]?.emotion).toBe(-1);
  });

  test("Is what came from somebody else left alone?", () => {
    const { doc, till, shelf } = small();
    const history = createHistory(doc);
    history.gesture(() => edits.setField(doc, "touchpoint", till, "emotion", -2));
    doc.transact(() => edits.setField(doc, "touchpoint", shelf, "emotion", 1), "somebody else");
    history.undo();
    expect(snapshotOf(doc).columns[0]?.touchpoints.map((one) => one.emotion)).toEqual([1, null]);
    expect(history.canUndo()).toBe(false);
    expect(LOCAL).not.toBe("somebody else");
  });

  /** Two browsers with the same map; `meet` exchanges what they have. */
  function two() {
    const { doc, first } = small();
    const other = new Y.Doc();
    const meet = () => {
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc), "hers");
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), "his");
    };
    meet();
    return { doc, other, first, meet, history: createHistory(doc) };
  }

  const actionOf = (doc: Y.Doc, id: string) => String(cardOf(doc, id)?.get("action"));
  const shows = (doc: Y.Doc, id: string) =>
    snapshotOf(doc).columns.some(({ touchpoints }) => touchpoints.some((one) => one.id === id));

  test("Is a card into which somebody else wrote left standing, without one's own words?", () => {
    const { doc, other, first, meet, history } = two();
    const id = history.gesture(() => edits.addTouchpoint(doc, first, { name: "Mine" }));
    meet();
    edits.writeText(other, { card: id, field: "action" }, "", "somebody's words");
    meet();
    history.undo();
    meet();
    expect(shows(doc, id) && shows(other, id)).toBe(true);
    expect(actionOf(doc, id)).toBe("somebody's words");
    expect(String(cardOf(doc, id)?.get("name"))).toBe("");
  });

  test("Is what somebody writes into a card while its making is undone still there when it is made again?", () => {
    const { doc, other, first, meet, history } = two();
    const id = history.gesture(() => edits.addTouchpoint(doc, first, { name: "Mine" }));
    meet();
    history.undo();
    edits.writeText(other, { card: id, field: "action" }, "", "somebody's words");
    meet();
    history.redo();
    meet();
    expect(shows(doc, id) && shows(other, id)).toBe(true);
    expect(actionOf(other, id)).toBe("somebody's words");
  });

  test("Does a card come back when somebody finishes a text in it after it was deleted?", () => {
    const { doc, other, first, meet, history } = two();
    const id = history.gesture(() => edits.addTouchpoint(doc, first, { name: "Mine" }));
    meet();
    history.gesture(() => edits.removeCard(doc, id));
    meet();
    expect(shows(other, id)).toBe(false);
    edits.writeText(other, { card: id, field: "action" }, "", "still being written");
    meet();
    expect(shows(doc, id) && shows(other, id)).toBe(true);
    expect(actionOf(doc, id)).toBe("still being written");
  });
});

test("Does a text keep what somebody else wrote in it meanwhile?", () => {
  const { doc, till } = small();
  const place = { card: till, field: "action" };
  edits.writeText(doc, place, "", "waits in a queue");
  edits.writeText(doc, place, "waits in a queue", "waits in a long queue");
  edits.writeText(doc, place, "waits in a queue", "patiently waits in a queue");
  expect(snapshotOf(doc).columns[0]?.touchpoints[1]?.action).toBe("patiently waits in a long queue");
});

test("Is only the changed part of a text written?", () => {
  const { doc, till } = small();
  const place = { card: till, field: "action" };
  edits.writeText(doc, place, "", "排队结账".repeat(500));
  const sizes: number[] = [];
  doc.on("update", (update: Uint8Array) => sizes.push(update.length));
  edits.writeText(doc, place, "排队结账".repeat(500), `${"排队结账".repeat(500)}！`);
  expect(sizes).toHaveLength(1);
  expect(sizes[0]).toBeLessThan(60);
});
