import { afterEach, describe, expect, test, vi } from "vitest";
import { cardInHand, createPresence, initials, RENEWAL, readRoom } from "../src/state/room";
import { createScreen, editName } from "../src/state/screen";

afterEach(() => {
  vi.useRealTimers();
});

describe("reading", () => {
  test("Are people read with their colours, oneself told from the others, and cards given to who edits them?", () => {
    const room = readRoom({
      state: "connected",
      you: 1,
      aside: "",
      people: [
        { number: 0, name: "Anna", colour: 9, editing: ["touchpoint-1", 3] },
        { number: 1, name: "陈静", colour: 1, editing: ["touchpoint-2"] },
      ],
    });
    expect(room?.people.map(({ name, colour, isYou }) => [name, colour, isYou])).toEqual([
      ["Anna", 1, false],
      ["陈静", 1, true],
    ]);
    expect([...(room?.editors ?? [])].map(([id, { name }]) => [id, name])).toEqual([
      ["touchpoint-1", "Anna"],
    ]);
  });

  test("Is a map without a room one's own, and do strange values leave a room without people?", () => {
    for (const value of [{}, null, 7, { state: "elsewhere" }]) expect(readRoom(value)).toBeNull();
    const strange = { state: "offline", people: [null, { number: "x" }, { number: 1, name: "" }], you: "me" };
    expect(readRoom(strange)).toMatchObject({ state: "offline", people: [], aside: "" });
  });
});

test.each([
  ["Anna Li", "AL"],
  ["anna", "A"],
  ["Anna Maria van Dyk", "AD"],
  ["王小明", "小明"],
  ["陈静", "陈静"],
  ["𠮷田", "𠮷田"],
  ["<b>", "B"],
  ["🙂", "?"],
  ["", "?"],
])("Does %s stand as %s?", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test("Is the card in hand the one that is typed in, else the one whose details are open?", () => {
  expect(cardInHand({ editing: editName("touchpoint-1", "name"), details: "touchpoint-2" })).toBe(
    "touchpoint-1",
  );
  expect(cardInHand({ editing: editName("", "persona.name"), details: null })).toBe("");
  expect(cardInHand({ editing: null, details: "touchpoint-2" })).toBe("touchpoint-2");
});

test("Is it told when a view comes, edits another card, stays long and goes, and nothing in between?", () => {
  vi.useFakeTimers();
  const sent: [boolean, string][] = [];
  const presence = createPresence(({ here, editing }) => sent.push([here, editing]));
  const screen = createScreen();
  const gone = presence.show(screen);
  screen.say("something");
  screen.patch({ editing: editName("touchpoint-1", "name") });
  screen.patch({ details: "touchpoint-2" });
  screen.patch({ editing: null, details: null });
  vi.advanceTimersByTime(RENEWAL);
  gone();
  vi.advanceTimersByTime(RENEWAL * 3);
  expect(sent).toEqual([
    [true, ""],
    [true, "touchpoint-1"],
    [true, ""],
    [true, ""],
    [false, ""],
  ]);
});

test("Are two views of one board one presence, until both are gone?", () => {
  const sent: [boolean, string][] = [];
  const presence = createPresence(({ here, editing }) => sent.push([here, editing]));
  const [one, two] = [createScreen(), createScreen()];
  const oneGone = presence.show(one);
  const twoGone = presence.show(two);
  two.patch({ details: "touchpoint-1" });
  twoGone();
  oneGone();
  expect(sent).toEqual([
    [true, ""],
    [true, "touchpoint-1"],
    [true, ""],
    [false, ""],
  ]);
});
