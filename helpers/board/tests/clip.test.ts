import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import {
  clipFromJson,
  clipToJson,
  clipToText,
  copyCards,
  linesOf,
  MAX_PASTE,
  pasteClip,
  pasteLines,
} from "../src/document/clip";
import * as edits from "../src/document/edits";
import { allCards } from "../src/state/hands";
import { anyEdits, brokenRules, contentOf, documentAfter, mapOf, snapshotOf } from "./helpers";

const at = (stage: string, touchpoint: string | null = null, after: string | null = null) => ({
  stage,
  touchpoint,
  after,
});

/** Two stages; a till with a queue that an opportunity answers, and a figure for the queue. */
function small() {
  const doc = new Y.Doc();
  const [first, second] = edits.addStages(doc, ["Consideration", "Purchase"]) as [string, string];
  const till = edits.addTouchpoint(doc, first, { name: "Till" });
  const queue = edits.addPainPoint(doc, first, till);
  edits.writeText(doc, { card: queue, field: "text" }, "", "排队太久");
  const faster = edits.addOpportunity(doc, second);
  edits.setAnswers(doc, faster, queue, true);
  edits.addEvidence(doc, queue, "pain_point", "data");
  return { doc, first, second, till, queue, faster };
}

describe("copy and paste", () => {
  test("Is a pasted group the same under new ids, tied among itself as it was?", () => {
    const { doc, second, till, queue, faster } = small();
    const json = clipToJson(copyCards(snapshotOf(doc), new Set([till, queue, faster])));
    const clip = clipFromJson(json);
    const { ids, left } = pasteClip(doc, clip ?? [], at(second));
    const column = snapshotOf(doc).columns[1];
    const [pasted] = column?.touchpoints ?? [];
    const [pain] = column?.painPoints ?? [];
    expect(left).toBe(0);
    expect(ids).toHaveLength(3);
    expect(new Set([...ids, till, queue, faster]).size).toBe(6);
    expect(pasted?.name).toBe("Till");
    expect(pain?.touchpoint).toBe(pasted?.id);
    expect(column?.opportunities.at(-1)?.pain_points).toEqual([pain?.id]);
    expect(snapshotOf(doc).evidence.get(pain?.id ?? "")?.[0]?.kind).toBe("data");
  });

  test("Does a copy of any cards, pasted into another map, give one that the model accepts?", () => {
    fc.assert(
      fc.property(anyEdits, fc.array(fc.nat(60)), (done, picks) => {
        const snapshot = snapshotOf(documentAfter(done).doc);
        const cards = allCards(snapshot);
        const ids = new Set(picks.flatMap((pick) => cards[pick] ?? []));
        const other = small();
        const { ids: made } = pasteClip(
          other.doc,
          clipFromJson(clipToJson(copyCards(snapshot, ids))) ?? [],
          at(other.first, other.till, other.till),
        );
        expect(made).toHaveLength(ids.size);
        expect(brokenRules(mapOf(snapshotOf(other.doc)))).toEqual([]);
      }),
    );
  });

  test("Does whatever a stranger puts on the clipboard leave a map that the model accepts?", () => {
    const odd = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.constant("\ud800"),
      fc.array(fc.string()),
    );
    const part = fc.dictionary(
      fc.constantFrom(
        "name",
        "text",
        "emotion",
        "severity",
        "channel",
        "pain_points",
        "touchpoint",
        "gone",
        "at",
      ),
      odd,
    );
    const card = fc.record({
      type: fc.constantFrom("touchpoint", "pain_point", "opportunity", "evidence", "stage", "x"),
      column: odd,
      part: part.map((fields) => ({ id: "card-1", claim: "card-1", aspect: "emotion", ...fields })),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(card, odd)), (cards) => {
        const { doc, first } = small();
        const clip = clipFromJson(JSON.stringify({ mark: "journeybook-cards", cards }));
        pasteClip(doc, clip ?? [], at(first));
        const map = mapOf(snapshotOf(doc));
        expect(brokenRules(map)).toEqual([]);
        expect(JSON.stringify(map)).toBe(JSON.stringify(map).toWellFormed());
      }),
    );
  });

  test("Is what is no clip refused, and a long one cut?", () => {
    expect(clipFromJson("{")).toBeNull();
    expect(clipFromJson('{"mark":"other","cards":[]}')).toBeNull();
    expect(clipFromJson(" ".repeat(2_000_001))).toBeNull();
    const { doc, first } = small();
    const many = Array.from({ length: MAX_PASTE + 7 }, (_, i) => `Line ${i}`);
    expect(pasteLines(doc, many, "pain_point", at(first))).toMatchObject({ left: 7 });
  });

  test("Is there a line of plain text for each card, for other programs?", () => {
    const { doc, till, queue } = small();
    expect(clipToText(copyCards(snapshotOf(doc), new Set([till, queue])))).toBe("Till\n排队太久");
  });
});

describe("lines of foreign text", () => {
  test("Is each line with words one card, behind the one that has the focus?", () => {
    const { doc, first, till, queue } = small();
    const lines = linesOf("  one\r\n\r\n二\tthree\n");
    expect(lines).toEqual(["one", "二 three"]);
    pasteLines(doc, lines, "pain_point", at(first, till, queue));
    const pains = snapshotOf(doc).columns[0]?.painPoints ?? [];
    expect(pains.map((one) => one.text)).toEqual(["排队太久", "one", "二 three"]);
    expect(pains.every((one) => one.touchpoint === till)).toBe(true);
  });

  test("Are lines on a stage's title stages, and over an action actions?", () => {
    const { doc, first } = small();
    pasteLines(doc, ["Use"], "stage", at(first));
    pasteLines(doc, ["Looks around"], "action", at(first));
    const { columns } = snapshotOf(doc);
    expect(columns.map((column) => column.stage.name)).toEqual(["Consideration", "Purchase", "Use"]);
    expect(columns[0]?.touchpoints.at(-1)?.action).toBe("Looks around");
  });
});

test("Is a text that was cut to its greatest length still whole characters?", () => {
  expect(linesOf(`${"a".repeat(9_999)}😀`)[0]).toBe("a".repeat(9_999));
});

test("Does nothing happen to a map when nothing is pasted?", () => {
  const { doc } = small();
  const before = contentOf(doc);
  pasteClip(doc, [], at("stage-gone"));
  expect(contentOf(doc)).toEqual(before);
});
