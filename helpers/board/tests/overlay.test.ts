import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Column } from "../src/document/snapshot";
import { emotionCurve, stageBoxes } from "../src/geometry";
import { align, alignStages, alignTouchpoints, longestRise, type Overlay } from "../src/overlay";

describe("stages", () => {
  test.each([
    [
      ["Use", "Buy"],
      ["buy", " USE "],
      [1, 0],
    ],
    [
      ["意识", "购买"],
      ["认知", "购买"],
      [0, 1],
    ],
    [["Ｂｕｙ"], ["buy"], [0]],
    [
      ["A", "A"],
      ["a", "A"],
      [0, 1],
    ],
    [
      ["A", "B"],
      ["x", "A", "y"],
      [null, 0, null],
    ],
    [
      ["A", "B", "C"],
      ["x", "A", "y"],
      [null, 0, 2],
    ],
    [
      ["", "B"],
      ["", "x"],
      [0, 1],
    ],
    [[], ["A"], [null]],
    [["A"], [], []],
  ])("Do stages %j and %j meet as %j?", (here, there, expected) => {
    expect(alignStages(here, there)).toEqual(expected);
  });

  test("Does no stage here take two, and is a stage of the same name never left out?", () => {
    const names = fc.array(fc.constantFrom("A", "b", "B", "c", "", " a"), { maxLength: 8 });
    fc.assert(
      fc.property(names, names, (here, there) => {
        const met = alignStages(here, there);
        const taken = met.filter((index) => index !== null);
        expect(met).toHaveLength(there.length);
        expect(new Set(taken).size).toBe(taken.length);
        for (const index of taken) expect(index).toBeLessThan(here.length);
        expect(alignStages(here, here).every((index) => index !== null)).toBe(true);
      }),
    );
  });
});

test.each([
  [
    [3, 1, 2],
    [null, 1, 2],
  ],
  [
    [1, null, 2, 0],
    [1, null, 2, null],
  ],
  [[5], [5]],
  [
    [null, null],
    [null, null],
  ],
  [
    [2, 2],
    [2, null],
  ],
  [[], []],
])("Is the longest rise of %j %j?", (values, expected) => {
  expect(longestRise(values)).toEqual(expected);
});

const [box] = stageBoxes([3], 100);
const codes = (...list: (string | null)[]) => list.map((case_touchpoint) => ({ case_touchpoint }));

describe("touchpoints", () => {
  if (box === undefined) throw new Error("no box");
  const { left, width, centres } = box;
  const [first, second, third] = centres as [number, number, number];

  test("Do touchpoints of the same code stand over each other, and the others between them?", () => {
    expect(alignTouchpoints(codes("a", "b", "c"), codes("a", "b", "c"), box)).toEqual(centres);
    expect(alignTouchpoints(codes("a", "b", "c"), codes("a", "x", "c"), box)).toEqual([
      first,
      (first + third) / 2,
      third,
    ]);
    expect(alignTouchpoints(codes("a", "b", "c"), codes("c"), box)).toEqual([third]);
    expect(alignTouchpoints(codes("a", "a", null), codes("a", "a"), box)).toEqual([first, second]);
  });

  test("Are touchpoints without a code spread evenly?", () => {
    const evenly = [1, 2].map((i) => left + (width * i) / 3);
    expect(alignTouchpoints(codes(null, null), codes(null, null), box)).toEqual(evenly);
  });

  test("Does every touchpoint have a place of its own inside the stage, in its map's order?", () => {
    const any = fc.array(fc.constantFrom("a", "b", "c", "d", null), { maxLength: 7 });
    fc.assert(
      fc.property(any, any, fc.integer({ min: 60, max: 240 }), (here, there, slot) => {
        const [one] = stageBoxes([here.length], slot);
        if (one === undefined) return;
        const places = alignTouchpoints(codes(...here), codes(...there), one);
        expect(places).toHaveLength(there.length);
        const ends = [one.left, ...places, one.left + one.width];
        for (let i = 1; i < ends.length; i++) expect(ends[i]).toBeGreaterThan(ends[i - 1] as number);
      }),
    );
  });
});

/** Columns of touchpoints with these codes; the board's other fields do not matter here. */
const columnsOf = (stages: { name: string; codes: (string | null)[] }[]) =>
  stages.map(({ name, codes: list }) => ({
    stage: { id: `stage-${name}`, name },
    touchpoints: codes(...list),
  })) as unknown as Column[];

const overlayOf = (stages: [name: string, emotions: (number | null)[]][]): Overlay => ({
  file: "future.journey.json",
  label: "Linda",
  kind: "future",
  stages: stages.map(([name, emotions]) => ({
    name,
    touchpoints: emotions.map((emotion, i) => ({ name: `${name}${i}`, case_touchpoint: null, emotion })),
  })),
});

describe("a whole map", () => {
  const columns = columnsOf([
    { name: "A", codes: [null] },
    { name: "B", codes: [null, null] },
  ]);

  test("Is the other map read in the order of the stages here, and is what is left out counted?", () => {
    const boxes = stageBoxes([1, 2], 100);
    const { points, left } = align(
      columns,
      boxes,
      overlayOf([
        ["b", [1]],
        ["a", [-1, null]],
        ["C", [2, null, 0]],
      ]),
    );
    expect(points.map((point) => [point.name, point.emotion])).toEqual([
      ["a0", -1],
      ["a1", null],
      ["b0", 1],
    ]);
    expect(left).toBe(2);
  });

  test("Is the curve dotted past a folded stage, and does it rise strictly whatever is folded?", () => {
    const boxes = stageBoxes([1, 2], 100, [false, true]);
    const overlay = overlayOf([
      ["A", [1, 2]],
      ["B", [0, -1]],
    ]);
    const { points } = align(columns, boxes, overlay);
    expect(points.map((point) => point.emotion)).toEqual([1, 2, null, null]);
    const places = points.map((point) => point.x);
    expect([...new Set(places)].toSorted((a, b) => a - b)).toEqual(places);
    expect(emotionCurve(points)).toHaveLength(1);
  });
});
