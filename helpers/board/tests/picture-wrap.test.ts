import fc from "fast-check";
import { expect, test } from "vitest";
import { wrap } from "../src/picture/wrap";
import { measure } from "./picture";

const fits = (line: string) => measure(line, 10, 400);

test("Do Chinese texts break between characters, but never before a closing mark or after an opening one?", () => {
  expect(wrap("周六下午排队", 30, fits)).toEqual(["周六下", "午排队"]);
  expect(wrap("周六下午，排队", 40, fits)).toEqual(["周六下", "午，排队"]);
  expect(wrap("他说（不好）吗", 30, fits)).toEqual(["他说", "（不", "好）吗"]);
  expect(wrap("等了“十四”分", 30, fits)).toEqual(["等了", "“十四”", "分"]);
});

test("Do English words stay whole, and spaces at a line's end go?", () => {
  expect(wrap("the queue is long", 50, fits)).toEqual(["the queue", "is long"]);
  expect(wrap("self-service desk", 40, fits)).toEqual(["self-", "service", "desk"]);
  expect(wrap("在 App 里比较三款", 40, fits)).toEqual(["在 App", "里比较三", "款"]);
});

test("Is a word that is wider than a line broken, and an emoji kept whole?", () => {
  expect(wrap("abcdefghij", 20, fits)).toEqual(["abcd", "efgh", "ij"]);
  const family = "👨‍👩‍👧";
  for (const line of wrap(family.repeat(5), 60, fits)) expect(line.replaceAll(family, "")).toBe("");
});

test("Do a text's own line breaks stay, empty lines too?", () => {
  expect(wrap("一\n\n二\r\n三", 100, fits)).toEqual(["一", "", "二", "三"]);
});

test("Does wrapping lose nothing but spaces, and is no line too wide unless it is one character?", () => {
  const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 80 }), fc.string({ maxLength: 80 }));
  fc.assert(
    fc.property(text, fc.integer({ min: 10, max: 200 }), (words, width) => {
      const lines = wrap(words, width, fits);
      const bare = (part: string) => part.replace(/\s/gu, "");
      expect(bare(lines.join(""))).toBe(bare(words));
      const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
      for (const line of lines) {
        expect(fits(line) <= width || [...segmenter.segment(line.trimStart())].length <= 1).toBe(true);
      }
    }),
  );
});
