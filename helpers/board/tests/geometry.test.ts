import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  emotionAt,
  emotionCurve,
  emotionY,
  insertionIndex,
  METRICS,
  pathOf,
  type Stretch,
  slotWidth,
  stageBoxes,
} from "../src/geometry";

const anyJourney = fc
  .array(
    fc.record({
      step: fc.integer({ min: 1, max: 400 }),
      emotion: fc.option(fc.integer({ min: -2, max: 2 })),
    }),
    {
      maxLength: 20,
    },
  )
  .map((steps) => {
    let x = 0;
    return steps.map(({ step, emotion }) => {
      x += step;
      return { x, emotion };
    });
  });

/** The height of a cubic Bézier stretch at `t` from 0 to 1. */
function heightAt({ from, control: [a, b], to }: Stretch, t: number): number {
  const s = 1 - t;
  return s ** 3 * from.y + 3 * s * s * t * a.y + 3 * s * t * t * b.y + t ** 3 * to.y;
}

describe("the emotion curve", () => {
  test("Does it never leave the band between two neighbours?", () => {
    fc.assert(
      fc.property(anyJourney, (journey) => {
        for (const stretch of emotionCurve(journey)) {
          const [low, high] = [
            Math.min(stretch.from.y, stretch.to.y),
            Math.max(stretch.from.y, stretch.to.y),
          ];
          for (let t = 0; t <= 1; t += 0.05) {
            expect(heightAt(stretch, t)).toBeGreaterThanOrEqual(low - 1e-6);
            expect(heightAt(stretch, t)).toBeLessThanOrEqual(high + 1e-6);
          }
        }
      }),
    );
  });

  test("Does it go through every judged touchpoint, without a jump or a kink?", () => {
    fc.assert(
      fc.property(anyJourney, (journey) => {
        const judged = journey.filter((one) => one.emotion !== null);
        const curve = emotionCurve(journey);
        expect(curve).toHaveLength(Math.max(0, judged.length - 1));
        for (const [i, { from, to, control }] of curve.entries()) {
          expect(from).toMatchObject({ x: judged[i]?.x, y: emotionY(judged[i]?.emotion ?? 9) });
          const next = curve[i + 1];
          if (next === undefined) continue;
          expect(next.from).toEqual(to);
          const [end, start] = [control[1], next.control[0]];
          const slopes = [(to.y - end.y) / (to.x - end.x), (start.y - to.y) / (start.x - to.x)];
          expect(slopes[0]).toBeCloseTo(slopes[1] as number, 6);
        }
      }),
    );
  });

  test("Is a stretch over a touchpoint that nobody judged drawn as a bridge?", () => {
    const curve = emotionCurve([
      { x: 0, emotion: 1 },
      { x: 10, emotion: null },
      { x: 20, emotion: -1 },
      { x: 30, emotion: 0 },
    ]);
    expect(curve.map((stretch) => stretch.bridge)).toEqual([true, false]);
  });

  test("Is there no curve with fewer than two judged touchpoints?", () => {
    expect(emotionCurve([{ x: 5, emotion: 2 }])).toEqual([]);
  });

  test("Is a stretch written as one move and one cubic?", () => {
    const [stretch] = emotionCurve([
      { x: 0, emotion: 0 },
      { x: 30, emotion: 0 },
    ]);
    const middle = METRICS.emotionHeight / 2;
    expect(pathOf(stretch as Stretch)).toBe(`M0 ${middle}C10 ${middle} 20 ${middle} 30 ${middle}`);
  });
});

describe("the emotion axis", () => {
  test("Is each emotion found again at its own height, and the nearest one between two?", () => {
    expect([2, 1, 0, -1, -2].map((emotion) => emotionAt(emotionY(emotion)))).toEqual([2, 1, 0, -1, -2]);
    expect(emotionAt((emotionY(1) * 2 + emotionY(0)) / 3)).toBe(1);
  });

  test("Does a pointer far outside mean the end of the axis?", () => {
    expect([emotionAt(-1000), emotionAt(1000)]).toEqual([2, -2]);
  });
});

describe("the columns", () => {
  test("Do stages stand side by side, with a slot for each touchpoint and one for none?", () => {
    const [first, second, third] = stageBoxes([2, 0, 1], 100);
    expect(first?.left).toBe(0);
    expect(second?.left).toBe(first?.width);
    expect(first?.centres).toHaveLength(2);
    expect((first?.centres[1] ?? 0) - (first?.centres[0] ?? 0)).toBe(100 + METRICS.slotGap);
    expect(second?.centres).toEqual([]);
    expect(second?.width).toBe(third?.width);
  });

  test("Do slots grow into the room that there is, within what can be read?", () => {
    fc.assert(
      fc.property(fc.nat(4000), fc.array(fc.nat(6), { minLength: 1, maxLength: 10 }), (available, counts) => {
        const slot = slotWidth(available, counts);
        expect(slot).toBeGreaterThanOrEqual(METRICS.minSlot);
        expect(slot).toBeLessThanOrEqual(METRICS.maxSlot);
        const last = stageBoxes(counts, slot).at(-1);
        const used = METRICS.laneTitle + (last?.left ?? 0) + (last?.width ?? 0);
        expect(slot === METRICS.minSlot || used <= available).toBe(true);
      }),
    );
  });
});

describe("dropping", () => {
  const box = (left: number, top: number) => ({ left, top, width: 100, height: 50 });

  test("Does the half of a card under the pointer decide, across and down?", () => {
    const row = [box(0, 0), box(110, 0)];
    expect([20, 80, 130, 300].map((x) => insertionIndex(row, { x, y: 500 }, "row"))).toEqual([0, 1, 1, 2]);
    const column = [box(0, 0), box(0, 60)];
    expect([10, 40, 70, 200].map((y) => insertionIndex(column, { x: 5, y }, "column"))).toEqual([0, 1, 1, 2]);
  });

  test("Are cards in rows that wrap taken in reading order?", () => {
    const grid = [box(0, 0), box(110, 0), box(0, 60)];
    const at = (x: number, y: number) => insertionIndex(grid, { x, y }, "grid");
    expect([at(20, 20), at(90, 20), at(200, 20), at(20, 80), at(90, 80)]).toEqual([0, 1, 2, 2, 3]);
  });

  test("Is an empty cell's only place its first?", () => {
    expect(insertionIndex([], { x: 0, y: 0 }, "grid")).toBe(0);
  });
});
