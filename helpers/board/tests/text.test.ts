import fc from "fast-check";
import { expect, test } from "vitest";
import { applySplice, rebase, spliceBetween } from "../src/document/text";

const words = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("结账", "结帐", "😀😃", "😀😄"),
);

test("Does the splice turn the one text into the other?", () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      expect(applySplice(before, spliceBetween(before, after))).toBe(after);
    }),
  );
});

test("Is only what changed replaced?", () => {
  expect(spliceBetween("排队结账", "排长队结账")).toEqual({ index: 1, remove: 0, insert: "长" });
});

test("Is an emoji never cut in half?", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
      const { index, remove, insert } = spliceBetween(before, after);
      expect([before.slice(index, index + remove).isWellFormed(), insert.isWellFormed()]).toEqual([
        true,
        true,
      ]);
    }),
  );
  // The first two begin with the same half, the others end with it.
  expect(spliceBetween("😀", "😃")).toEqual({ index: 0, remove: 2, insert: "😃" });
  expect(spliceBetween("\u{1f600}", "\u{1fa00}")).toEqual({ index: 0, remove: 2, insert: "\u{1fa00}" });
});

test.each([
  // base, mine, theirs, both
  ["ab", "xab", "aby", "xaby"],
  ["ab", "aby", "xab", "xaby"],
  ["one two", "one 2", "1 two", "1 2"],
  ["queue", "long queue", "queue at the till", "long queue at the till"],
  ["one two three", "one three", "one two and three", "one three"],
  ["abcdef", "abXf", "abcYef", "abXf"],
  ["abc", "", "abc!", "!"],
])("%j: does %j beside %j give %j?", (base, mine, theirs, both) => {
  expect(applySplice(theirs, rebase(base, mine, theirs))).toBe(both);
});

test("Does rebasing always stay inside the text?", () => {
  fc.assert(
    fc.property(words, words, words, (base, mine, theirs) => {
      const { index, remove } = rebase(base, mine, theirs);
      expect(index >= 0 && remove >= 0 && index + remove <= theirs.length).toBe(true);
    }),
  );
});

test("Is nothing lost of what somebody else wrote while this person wrote nothing?", () => {
  fc.assert(
    fc.property(words, words, (base, theirs) => {
      expect(applySplice(theirs, rebase(base, base, theirs))).toBe(theirs);
    }),
  );
});
