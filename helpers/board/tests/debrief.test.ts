// Where the curves of a debrief go.
import { expect, test } from "vitest";
import {
  asideOf,
  bandPath,
  HEIGHT,
  hueOf,
  linePath,
  runs,
  shortened,
  signed,
  stepOf,
  WIDTH,
  xOf,
  yOf,
} from "../src/debrief/curves";

const stage = (mean: number | null, spread: number | null) => ({
  name: "",
  emotions: {},
  mean,
  spread,
  measured: null,
  n: 0,
  moments: [],
  silent: [],
});

test("stages stand from left to right inside the picture, and better feelings higher", () => {
  const xs = [0, 1, 2, 3].map((place) => xOf(place, 4));
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  expect(xs.every((x) => x > 0 && x < WIDTH)).toBe(true);
  const ys = [2, 1, 0, -1, -2].map(yOf);
  expect(ys).toEqual([...ys].sort((a, b) => a - b));
  expect(ys.every((y) => y > 0 && y < HEIGHT)).toBe(true);
  expect([yOf(9), yOf(-9)]).toEqual([yOf(2), yOf(-2)]);
});

test("a line is broken where a team has said nothing", () => {
  expect(runs([1, null, 0, 2]).map((run) => run.length)).toEqual([1, 2]);
  expect(linePath([1, null, 0, 2]).match(/M/g)).toHaveLength(2);
  expect([linePath([]), linePath([null, null])]).toEqual(["", ""]);
});

test("the band goes out over the upper edge and back under the lower one", () => {
  const path = bandPath([stage(0, 1), stage(1, 0.5), stage(null, null), stage(-1, 0)]);
  expect(path.match(/M/g)).toHaveLength(2);
  expect(path.match(/-?\d+(\.\d+)? -?\d+(\.\d+)?/g)).toHaveLength(6);
  const ys = [...path.matchAll(/[ML]\S+ ([\d.]+)/g)].map((found) => Number(found[1]));
  expect(ys.slice(0, 4)).toEqual([1, 1.5, 0.5, -1].map((value) => Math.round(yOf(value) * 10) / 10));
});

test("numbers carry their sign, and fall into five steps", () => {
  expect([-1.26, -0.04, 0, 2, 0.5].map(signed)).toEqual(["−1.3", "0", "0", "+2", "+0.5"]);
  expect([-2, -1.4, 0.4, 1.6, 9].map(stepOf)).toEqual([-2, -1, 0, 2, 2]);
});

test("forty teams have forty hues", () => {
  expect(new Set(Array.from({ length: 40 }, (_, i) => hueOf(i))).size).toBe(40);
});

test("equal curves stand beside each other, in the middle of the stage, however many teams there are", () => {
  for (const teams of [1, 4, 40]) {
    const asides = Array.from({ length: teams }, (_, i) => asideOf(i, teams));
    expect(asides.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0);
    expect(Math.max(...asides)).toBeLessThanOrEqual(30);
    expect(new Set(asides).size).toBe(teams);
  }
  expect(linePath([1], 5)).not.toBe(linePath([1]));
});

test("a name is cut where there is no room for it", () => {
  expect(shortened("Consideration", 9)).toBe("Consideration");
  expect(shortened("考虑", 3)).toBe("考虑");
  expect(shortened("一个很长很长的阶段名称", 5)).toBe("一个很长…");
  expect(shortened("x".repeat(500), 3)).toHaveLength(4);
});
