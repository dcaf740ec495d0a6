import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawnOf } from "../src/ui/arrival";

describe("a map that arrives in steps", () => {
  test("Are the first touchpoints drawn first, whatever their stages?", () => {
    expect(drawnOf([3, 0, 4, 2], 5)).toEqual([3, 0, 2, 0]);
    expect(drawnOf([3, 0, 4, 2], 0)).toEqual([0, 0, 0, 0]);
  });

  test("Does every stage get all of its own in the end, and no step take anything back?", () => {
    const counts = fc.array(fc.nat({ max: 40 }), { maxLength: 12 });
    fc.assert(
      fc.property(counts, fc.nat({ max: 60 }), fc.nat({ max: 60 }), (stages, drawn, step) => {
        const total = stages.reduce((sum, count) => sum + count, 0);
        const [now, next] = [drawnOf(stages, drawn), drawnOf(stages, drawn + step)];
        expect(now.reduce((sum, count) => sum + count, 0)).toBe(Math.min(total, drawn));
        for (const [i, count] of now.entries()) expect(next[i]).toBeGreaterThanOrEqual(count);
        expect(drawnOf(stages, total)).toEqual(stages);
      }),
    );
  });
});
