// How the presenter's time is told, and what is stepped to and found.
import { expect, test } from "vitest";
import {
  type Choice,
  type Item,
  leftOf,
  matching,
  minutesAndSeconds,
  stepFrom,
  toneOf,
} from "../src/debrief/presenter";
import { isAsked, type Round } from "../src/vote/ballot";
import { minutesAndSeconds as onPhone } from "../src/vote/presented";

const item = (id: number, change: Partial<Item> = {}): Item => ({
  id,
  title: "",
  screen: "",
  minutes: 10,
  spent: 0,
  running: false,
  ...change,
});

test("time runs from what the server has said, and only while it is counted", () => {
  expect(leftOf(item(1, { spent: 30 }), 100)).toBe(570);
  expect(leftOf(item(1, { spent: 30, running: true }), 100)).toBe(470);
  expect(leftOf(item(1, { spent: 590, running: true }), 25)).toBe(-15);
});

test("minutes and seconds are whole, and the last second is told until it is over", () => {
  for (const told of [minutesAndSeconds, onPhone]) {
    expect([600, 599.2, 61, 60, 0.4, 0, -0.4, -1, -75.5, 14_400].map(told)).toEqual([
      "10:00",
      "10:00",
      "01:01",
      "01:00",
      "00:01",
      "00:00",
      "00:00",
      "00:01",
      "01:15",
      "240:00",
    ]);
  }
});

test("the last minute and the time over it look different", () => {
  expect([600, 61, 60, 0, -0.1].map(toneOf)).toEqual(["fine", "fine", "soon", "soon", "over"]);
});

test("steps go from item to item and not beyond the ends; the first step leads to the first item", () => {
  const items = [item(7), item(3), item(9)];
  expect([stepFrom(items, null, 1), stepFrom(items, 7, 1), stepFrom(items, 3, 1)]).toEqual([7, 3, 9]);
  expect([stepFrom(items, 9, 1), stepFrom(items, 7, -1), stepFrom(items, 9, -1)]).toEqual([null, null, 3]);
  expect(stepFrom([], null, 1)).toBeNull();
  expect(stepFrom(items, 42, 1)).toBe(7);
});

test("a card is found by all words of a search, in its text, its group or its stage", () => {
  const choice = (text: string, team_name: string, stage: string): Choice => ({
    team: "t",
    team_name,
    card: text,
    kind: "pain_point",
    text,
    stage,
  });
  const all = [
    choice("Long queue", "Blue", "Pay"),
    choice("排队太久", "蓝鲸组", "付款"),
    choice("No answer", "Red", "Pay"),
  ];
  const found = (search: string) => matching(all, search).map(({ text }) => text);
  expect(found(" ")).toHaveLength(3);
  expect(found("pay QUEUE")).toEqual(["Long queue"]);
  expect(found("付款 蓝鲸")).toEqual(["排队太久"]);
  expect(found("queue red")).toEqual([]);
});

test("the ballot is there while it can be given, and else beside the vote alone", () => {
  const round = (state: Round["state"]) => ({ state }) as Round;
  expect([null, "votes", "wall", ""].map((screen) => isAsked(round("open"), screen))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  for (const other of [round("closed"), round("revealed"), null]) {
    expect([null, "votes", "wall", ""].map((screen) => isAsked(other, screen))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  }
});
