// What is read off the clusters, and where they stand in the matrix.
import { expect, test } from "vitest";
import {
  type Cluster,
  dotsOf,
  type Fact,
  filtered,
  groupsOf,
  type IdeaCard,
  numbered,
  sentences,
} from "../src/debrief/ideas-data";
import { aside, bubbles, CELL, cellAt, centre, HEIGHT, LEFT, SIDE, TOP, WIDTH } from "../src/debrief/matrix";
import { sayIn } from "../src/debrief/words";

const card = (team: string, severity: number | null = null): IdeaCard => ({
  team,
  team_name: team,
  card: "pain-1",
  text: "",
  severity,
  place: 0,
});

const cluster = (id: number, more: Partial<Cluster> = {}): Cluster => ({
  id,
  kind: "pain_point",
  name: `cluster ${id}`,
  impact: null,
  effort: null,
  severity: 3,
  places: [0],
  votes: {},
  facts: [],
  cards: [card("a")],
  ...more,
});

const fact = (more: Partial<Fact>): Fact => ({
  code: "store_checkout",
  name: "Checkout",
  events: null,
  surveys: null,
  csat: null,
  csat_low: null,
  csat_high: null,
  complaints: null,
  wait_median: null,
  waits: null,
  ...more,
});

test("clusters keep their numbers, whatever the filter leaves out", () => {
  const all = [
    cluster(7, { severity: 2 }),
    cluster(8, { kind: "opportunity", severity: null, places: [1] }),
    cluster(9, { severity: 4.5, places: [1, 2] }),
  ];
  expect(numbered(all, "pain_point").map(({ number, cluster: { id } }) => [number, id])).toEqual([
    [1, 7],
    [2, 9],
  ]);
  const left = (place: number | null, severity: number) =>
    filtered(all, { kind: "pain_point", place, severity }).map(({ number }) => number);
  expect([left(null, 1), left(1, 1), left(null, 4), left(0, 4)]).toEqual([[1, 2], [2], [2], []]);
});

test("opportunities are not filtered by a severity that they do not have", () => {
  const all = [cluster(8, { kind: "opportunity", severity: null })];
  expect(filtered(all, { kind: "opportunity", place: null, severity: 5 })).toHaveLength(1);
});

test("what is shown as 4.0 counts as 4", () => {
  const shown = (severity: number) =>
    filtered([cluster(1, { severity })], { kind: "pain_point", place: null, severity: 4 }).length;
  expect([3.94, 3.95, 4, 4.2].map(shown)).toEqual([0, 1, 1, 1]);
});

test("a group with several cards counts once", () => {
  expect(groupsOf(cluster(1, { cards: [card("a"), card("b"), { ...card("a"), card: "pain-2" }] }))).toBe(2);
});

test("the dots are those of the newest round that a cluster was in", () => {
  expect([{}, { 9: 4, 10: 2 }, { 3: 5 }].map((votes) => dotsOf(cluster(1, { votes })))).toEqual([0, 2, 5]);
});

test("each figure is told with its n, the share with its interval, and few observations with a warning", () => {
  const say = sayIn("en");
  const told = sentences(
    fact({
      events: 400,
      surveys: 12,
      csat: 36.4,
      csat_low: 20.2,
      csat_high: 60,
      complaints: 0,
      wait_median: 9.94,
      waits: 30,
    }),
    say,
  );
  expect(told).toEqual([
    { text: "CSAT 36 %, 95 % interval 20–60 %, n = 12", few: true },
    { text: "Complaints: 0 in 400 contacts", few: false },
    { text: "Median wait 9.9 min, n = 30", few: false },
  ]);
});

test("nothing is told of what was not measured", () => {
  expect(sentences(fact({ events: 0, surveys: 0, complaints: 0, waits: 0 }), sayIn("zh"))).toEqual([]);
});

test("the matrix has effort to the right and impact upwards, and a point leads back to its cell", () => {
  expect(centre({ effort: 5, impact: 1 }).x).toBeGreaterThan(centre({ effort: 1, impact: 1 }).x);
  expect(centre({ effort: 1, impact: 5 }).y).toBeLessThan(centre({ effort: 1, impact: 1 }).y);
  for (let effort = 1; effort <= 5; effort++)
    for (let impact = 1; impact <= 5; impact++) {
      const { x, y } = centre({ effort, impact });
      expect(cellAt(x, y)).toEqual({ effort, impact });
      expect(cellAt(x + CELL / 2 - 1, y - CELL / 2 + 1)).toEqual({ effort, impact });
    }
  expect([cellAt(LEFT - 1, TOP + 9), cellAt(LEFT + SIDE, TOP + 9), cellAt(LEFT + 9, TOP + SIDE)]).toEqual([
    null,
    null,
    null,
  ]);
  expect([LEFT + SIDE <= WIDTH, TOP + SIDE <= HEIGHT]).toEqual([true, true]);
});

test("bubbles of one cell lie in it beside each other, and more dots make a larger one", () => {
  for (const count of [1, 2, 6, 7, 40]) {
    const place = { effort: 2, impact: 4 };
    const drawn = bubbles(Array.from({ length: count }, (_, id) => ({ id, place, size: id })));
    const middle = centre(place);
    expect(new Set(drawn.map(({ x, y }) => `${x} ${y}`)).size).toBe(count);
    for (const { x, y, r } of drawn) {
      expect(Math.abs(x - middle.x) + r).toBeLessThanOrEqual(CELL / 2);
      expect(Math.abs(y - middle.y) + r).toBeLessThanOrEqual(CELL / 2);
    }
  }
  const [small, large] = bubbles([
    { id: 1, place: { effort: 1, impact: 1 }, size: 1 },
    { id: 2, place: { effort: 5, impact: 5 }, size: 9 },
  ]);
  expect(small && large && small.r < large.r).toBe(true);
});

test("who is alone stands in the middle", () => {
  expect(aside(0, 1)).toEqual({ dx: 0, dy: 0 });
});
