import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { claimsOf, isBare, kindCounts } from "../src/document/claims";
import * as edits from "../src/document/edits";
import { ASPECTS, EVIDENCE_KINDS, type Evidence } from "../src/document/parts";
import { peakAndEnd } from "../src/document/peakend";
import { touchpointsOf } from "../src/document/snapshot";
import { snapshotOf } from "./helpers";

const anyEvidence = fc.array(
  fc.record({
    aspect: fc.constantFrom(...ASPECTS),
    kind: fc.constantFrom(...EVIDENCE_KINDS),
    text: fc.constantFrom("", "  ", "41%", "队伍太长"),
  }),
) as unknown as fc.Arbitrary<Evidence[]>;

describe("claims", () => {
  test("Does a touchpoint claim only what somebody has said of it?", () => {
    const doc = new Y.Doc();
    const [stage] = edits.addStages(doc, ["A"]) as [string];
    const id = edits.addTouchpoint(doc, stage);
    const claims = () => touchpointsOf(snapshotOf(doc)).map(claimsOf);
    expect(claims()).toEqual([[]]);
    edits.setField(doc, "touchpoint", id, "emotion", 0);
    expect(claims()).toEqual([["emotion"]]);
    edits.setField(doc, "touchpoint", id, "is_moment_of_truth", true);
    expect(claims()).toEqual([["emotion", "moment_of_truth"]]);
  });

  test("Is a claim bare without a row, with an empty row, and with evidence for something else?", () => {
    const row = (aspect: string, text: string) => ({ aspect, text, kind: "data" }) as Evidence;
    expect(isBare([], "emotion")).toBe(true);
    expect(isBare([row("emotion", " ")], "emotion")).toBe(true);
    expect(isBare([row("moment_of_truth", "41%")], "emotion")).toBe(true);
    expect(isBare([row("emotion", "41%")], "emotion")).toBe(false);
  });

  test("Are all pieces that say something counted once, figures before quotes before assumptions?", () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const counts = kindCounts(evidence);
        const said = evidence.filter((one) => one.text.trim() !== "").length;
        expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(said);
        const order = counts.map(({ kind }) => ["data", "quote", "assumption"].indexOf(kind));
        expect(order).toEqual([...new Set(order)].sort());
      }),
    );
  });
});

describe("peak and end", () => {
  test("Is the peak furthest from neutral, of equals the later, and the end the last that is judged?", () => {
    expect(peakAndEnd([1, -2, 0, 2, -1, null])).toEqual({ peak: 3, end: 4 });
    expect(peakAndEnd([2, -2, 1])).toEqual({ peak: 1, end: 2 });
    expect(peakAndEnd([0, 0])).toEqual({ peak: 1, end: 1 });
    expect(peakAndEnd([1, null])).toEqual({ peak: 0, end: 0 });
    expect(peakAndEnd([null])).toEqual({ peak: null, end: null });
    expect(peakAndEnd([])).toEqual({ peak: null, end: null });
  });

  test("Is no feeling stronger than the peak, and none after it as strong?", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -2, max: 2 }))), (emotions) => {
        const { peak, end } = peakAndEnd(emotions);
        const judged = emotions.flatMap((emotion, index) => (emotion === null ? [] : [index]));
        expect(end).toBe(judged.at(-1) ?? null);
        expect(peak === null).toBe(judged.length === 0);
        if (peak === null) return;
        const strength = (index: number) => Math.abs(emotions[index] as number);
        for (const index of judged) {
          expect(strength(index)).toBeLessThanOrEqual(strength(peak));
          if (index > peak) expect(strength(index)).toBeLessThan(strength(peak));
        }
      }),
    );
  });
});
