import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { barOf, formatNumber, parseNumber, plainNumber } from "../src/numbers";

describe("reading figures", () => {
  test.each([
    ["14", "", 14],
    [" 6.5 ", "", 6.5],
    ["-3", "", -3],
    ["−3", "", -3],
    ["+4", "", 4],
    [".5", "", 0.5],
    ["5.", "", 5],
    ["１２．５", "", 12.5],
    ["1,234,567.5", "", 1234567.5],
    ["1，234", "", 1234],
    ["12 000", "", 12000],
    ["14 分钟", "分钟", 14],
    ["85%", "%", 85],
    ["85％", "%", 85],
    ["-0", "", 0],
    ["", "", null],
    ["   ", "min", null],
    ["min", "min", null],
  ])("Is %j in a lane of %j the figure %j?", (written, unit, value) => {
    expect(parseNumber(written, unit)).toEqual({ ok: true, value });
  });

  test.each(["abc", "1.2.3", "12 min", "1,23", "--1", "1e5", "0x10", "Infinity", "NaN", "½", "十四", "1 2"])(
    "Is %j no figure?",
    (written) => {
      expect(parseNumber(written, "")).toEqual({ ok: false, problem: "no_number" });
    },
  );

  test("Is a figure of a hundred digits a slip?", () => {
    expect(parseNumber("9".repeat(100), "")).toEqual({ ok: false, problem: "too_large" });
  });

  test("Is whatever is shown for editing read as the same figure?", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (whole, places) => {
        const value = whole / 10 ** places + 0;
        expect(parseNumber(plainNumber(value), "")).toEqual({ ok: true, value });
        for (const lang of ["zh", "en"])
          expect(parseNumber(formatNumber(value, lang), "")).toEqual({ ok: true, value });
      }),
    );
  });

  test("Does no text break the reader, and is every figure that it reads finite?", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (written, unit) => {
        const parsed = parseNumber(written, unit);
        if (parsed.ok && parsed.value !== null) expect(Number.isFinite(parsed.value)).toBe(true);
      }),
    );
  });

  test("Is the largest figure that a map can hold shown short?", () => {
    expect(formatNumber(Number.MAX_VALUE, "en").length).toBeLessThan(14);
  });
});

describe("bars", () => {
  const figure = fc.double({ noNaN: true, noDefaultInfinity: true });

  test("Do all bars lie on their line and begin or end at zero?", () => {
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1 }), (all) => {
        for (const value of all) {
          const { start, size, zero } = barOf(value, all);
          for (const part of [start, size, zero, start + size]) {
            expect(part).toBeGreaterThanOrEqual(0);
            expect(part).toBeLessThanOrEqual(1 + 1e-9);
          }
          expect(value < 0 ? start + size : start).toBeCloseTo(zero);
        }
      }),
    );
  });

  test("Is the largest bar whole, and one of half the figure half as long?", () => {
    expect(barOf(20, [10, 20])).toEqual({ start: 0, size: 1, zero: 0 });
    expect(barOf(10, [10, 20])).toEqual({ start: 0, size: 0.5, zero: 0 });
    expect(barOf(-10, [-10, 30])).toEqual({ start: 0, size: 0.25, zero: 0.25 });
    expect(barOf(0, [0])).toEqual({ start: 0, size: 0, zero: 0 });
  });
});
