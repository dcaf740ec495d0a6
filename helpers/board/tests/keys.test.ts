import fc from "fast-check";
import { expect, test } from "vitest";
import { newId } from "../src/document/ids";
import { comparePlaces, isKey, keyAt, keysAt } from "../src/document/keys";
import { CARD_TYPES } from "../src/document/parts";

/** Sorted keys as many inserts make them, some of them doubled as by two people at once. */
const anyKeys = fc.array(fc.tuple(fc.nat(30), fc.boolean()), { maxLength: 30 }).map((inserts) => {
  const keys: string[] = [];
  for (const [at, twice] of inserts) {
    const key = keyAt(keys, at % (keys.length + 1));
    keys.push(key, ...(twice ? [key] : []));
    keys.sort();
  }
  return keys;
});

test("Does a card put between two others sort between them?", () => {
  fc.assert(
    fc.property(anyKeys, fc.nat(30), (keys, n) => {
      const index = n % (keys.length + 1);
      const key = keyAt(keys, index);
      const before = keys[index - 1];
      const after = keys.slice(index).find((one) => one > (before ?? ""));
      expect(before === undefined || before < key).toBe(true);
      expect(after === undefined || key < after).toBe(true);
    }),
  );
});

test("Is there room between two cards that hold the same key?", () => {
  expect(keyAt(["a0", "a1", "a1", "a2"], 2)).toBe("a1V");
});

test("Do several cards put at one place keep their order?", () => {
  const keys = keysAt(["a0", "a1"], 1, 3);
  expect(["a0", ...keys, "a1"]).toEqual(["a0", ...keys, "a1"].sort());
  expect(new Set(keys).size).toBe(3);
});

test("Is a string that is no key told from one that is?", () => {
  expect(["a0", "a0V", "", "!!", "a", null, 3].map(isKey)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("Does the id decide where keys are equal?", () => {
  const places = [
    { key: "a1", id: "x" },
    { key: "a0", id: "z" },
    { key: "a0", id: "y" },
  ];
  expect(places.sort(comparePlaces).map((place) => place.id)).toEqual(["y", "z", "x"]);
});

test("Is every fresh id one that the model takes, and a new one each time?", () => {
  const ids = CARD_TYPES.flatMap((type) => Array.from({ length: 200 }, () => newId(type)));
  for (const id of ids) expect(id).toMatch(/^[a-z]+-[0-9a-z]{10}$/);
  expect(new Set(ids).size).toBe(ids.length);
});
