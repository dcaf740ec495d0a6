// Which views of the trainer's page are asked for again when something has changed.
import { expect, test, vi } from "vitest";
import { makeRoom } from "../src/debrief/room";
import { concerns, topicsIn, type ViewName } from "../src/debrief/topics";

/** Return the views of these that hear of a change. */
function hearing(views: readonly ViewName[], data: string | null): ViewName[] {
  const { room, changed } = makeRoom(
    (key) => key,
    String,
    () => {},
  );
  const heard: ViewName[] = [];
  for (const name of views) room.onChange(name, () => void heard.push(name));
  changed(data === null ? null : topicsIn(data));
  return heard;
}

const ALL: ViewName[] = [
  "wall",
  "agreement",
  "clusters",
  "votes",
  "presenter",
  "decisions",
  "names",
  "joining",
];

test("a vote is heard of by those alone who show votes", () => {
  expect(hearing(ALL, '{"topics": ["votes"]}')).toEqual(["clusters", "votes"]);
  expect(hearing(ALL, '{"topics": ["voters"]}')).toEqual(["votes"]);
  expect(hearing(ALL, '{"topics": ["agenda"]}')).toEqual(["presenter"]);
  expect(hearing(ALL, '{"topics": ["agenda", "voters"]}')).toEqual(["votes", "presenter"]);
});

test("hiding names and new maps are heard of by all who call groups by a name or show a card", () => {
  const named: ViewName[] = ["wall", "agreement", "clusters", "presenter", "decisions", "names"];
  expect(hearing(ALL, '{"topics": ["screen"]}')).toEqual(named);
  expect(hearing(ALL, '{"topics": ["maps"]}')).toEqual(["wall", "agreement", "clusters", "presenter"]);
});

test("whoever cannot know what has changed asks again, as does everybody after the connection was lost", () => {
  for (const data of [null, "", "{}", '{"topics": 1}', "null", '{"topics": ["a topic of next year\'s"]}'])
    expect(hearing(ALL, data)).toEqual(ALL);
  expect(hearing(ALL, '{"topics": ["secret"]}')).toEqual([]);
  expect(hearing(ALL, '{"topics": []}')).toEqual([]);
  expect(concerns("joining", ["maps"])).toBe(false);
});

test("who has left hears nothing any more", () => {
  const { room, changed } = makeRoom(
    (key) => key,
    String,
    () => {},
  );
  const listener = vi.fn();
  const end = room.onChange("wall", listener);
  changed(["maps"]);
  end();
  changed(["maps"]);
  changed(null);
  expect(listener).toHaveBeenCalledTimes(1);
});
