// What is read off the rounds of voting.
import { expect, test } from "vitest";
import { bars, clock, joinLink, parts, roundNumber, type VoteRound } from "../src/debrief/votes-data";

const round = (result: VoteRound["result"]): VoteRound => ({
  id: 4,
  kind: "pain_point",
  question: "?",
  dots: 3,
  state: result === null ? "open" : "revealed",
  seconds: null,
  ballots: 2,
  choices: [1, 2, 3].map((id) => ({ id, name: String(id) })),
  result,
});

test("bars go from the most dots to the fewest, equals as they were shown, the longest being whole", () => {
  expect(bars(round({ 1: 1, 2: 4, 3: 1 })).map(({ id, dots, share }) => [id, dots, share])).toEqual([
    [2, 4, 1],
    [1, 1, 0.25],
    [3, 1, 0.25],
  ]);
});

test("nobody having voted makes bars of no length", () => {
  expect(bars(round({})).map(({ share }) => share)).toEqual([0, 0, 0]);
});

test("rounds are numbered in the order in which they were opened, whatever their ids", () => {
  const rounds = [{ id: 12 }, { id: 9 }, { id: 4 }];
  expect(rounds.map(({ id }) => roundNumber(rounds, id))).toEqual([3, 2, 1]);
});

test("the clock shows minutes and two digits of seconds", () => {
  expect([0, 0.2, 59.1, 60, 605, -1].map(clock)).toEqual(["0:00", "0:01", "1:00", "1:00", "10:05", "0:00"]);
});

test("a slip's address carries its code where the phone's page looks for it, and no server is told", () => {
  const link = new URL(joinLink("http://192.168.1.20:8000/", "K7PQ-3XM4"));
  expect(new URLSearchParams(link.hash.slice(1)).get("code")).toBe("K7PQ-3XM4");
  expect(link.pathname + link.search).toBe("/");
  expect(joinLink("http://a/#old", "X")).toBe("http://a/#code=X");
});

test("a long list is cut into parts that lose nothing", () => {
  expect(parts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(parts([], 2)).toEqual([]);
});
