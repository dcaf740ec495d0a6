// What a voter's dots may become.
import { expect, test } from "vitest";
import { changed, given, newer, type Round, ranked } from "../src/vote/ballot";

test("dots are given and taken back one by one, never more than there are and never below none", () => {
  let dots = changed({}, 7, 1, 2);
  expect(dots).toEqual({ 7: 1 });
  dots = changed(dots, 8, 1, 2);
  expect([dots, given(dots)]).toEqual([{ 7: 1, 8: 1 }, 2]);
  expect(changed(dots, 7, 1, 2)).toBe(dots);
  expect(changed(dots, 9, -1, 2)).toBe(dots);
  expect(changed(dots, 8, -1, 2)).toEqual({ 7: 1 });
});

test("more than the round allows, after it has changed, can only be taken back", () => {
  expect(changed({ 7: 3 }, 7, 1, 1)).toEqual({ 7: 3 });
  expect(changed({ 7: 3 }, 7, -1, 1)).toEqual({ 7: 2 });
});

test("the result goes from the most dots to the fewest, equals as they were shown", () => {
  const choices = [1, 2, 3, 4].map((id) => ({ id, name: String(id) }));
  const round: Round = {
    round: 1,
    question: "?",
    dots: 3,
    state: "revealed",
    seconds: null,
    choices,
    ballot: {},
    asked: 0,
    result: { dots: { 1: 0, 2: 4, 3: 0, 4: 5 }, ballots: 3 },
  };
  expect(ranked(round).map(({ id }) => id)).toEqual([4, 2, 1, 3]);
  expect(round.choices).toEqual(choices);
});

test("an answer that was overtaken by a later one is dropped, and no round is news, too", () => {
  const asked = (at: number) => ({ round: 1, asked: at }) as Round;
  expect(newer(asked(2), asked(1))).toEqual(asked(2));
  expect(newer(asked(1), asked(2))).toEqual(asked(2));
  expect(newer(null, asked(1))).toEqual(asked(1));
  expect(newer(asked(1), null)).toBeNull();
});
