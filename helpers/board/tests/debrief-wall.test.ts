// What hangs on the wall, what stands beside what, and in which order pictures are drawn.
import { expect, test } from "vitest";
import { parts } from "../src/debrief/address";
import { makeLater } from "../src/debrief/later";
import {
  addressOf,
  countsOf,
  keeping,
  mapOf,
  openedIn,
  rowsOf,
  toggled,
  type Wall,
  type WallTeam,
} from "../src/debrief/walldata";
import { snapshotOf } from "../src/document/plain";
import type { JourneyMap } from "../src/generated/journey-map";
import { bareScene } from "../src/picture/page";
import { contextFor } from "./picture";

const MAP: JourneyMap = {
  stages: [{ id: "s1", name: "看到" }, { id: "s2", name: "挑选" }, { id: "s3" }],
  touchpoints: [
    { id: "t1", stage: "s1", name: "帖子", emotion: 1 },
    { id: "t2", stage: "s1", name: "橱窗" },
    { id: "t3", stage: "s2", name: "收银台", emotion: -2, is_moment_of_truth: true },
  ],
  pain_points: [
    { id: "p1", stage: "s1", text: "小", severity: 1 },
    { id: "p2", stage: "s1", text: "大", severity: 5 },
    { id: "p3", stage: "s2" },
  ],
  opportunities: [{ id: "o1", stage: "s2", text: "自助收银", pain_points: ["p3"] }],
  evidence: [{ id: "e1", claim: "p1", aspect: "pain_point", text: "十四分钟" }],
  lanes: [{ id: "l1", name: "负责部门" }],
  lane_cells: [{ id: "c1", lane: "l1", stage: "s2", text: "门店" }],
};

const team = (id: string, more: Partial<WallTeam> = {}): WallTeam => ({
  id,
  name: id.toUpperCase(),
  map: MAP,
  places: { s1: 0, s2: 1, s3: 1 },
  likeness: { s1: 0.9, s2: 0.3, s3: 0.5 },
  corrected: [],
  ...more,
});

test("an address names a view and, after a slash, the rest", () => {
  expect(parts("#wall/a,b")).toEqual({ name: "wall", rest: "a,b" });
  expect(parts("#wall")).toEqual({ name: "wall", rest: "" });
  expect(parts("")).toEqual({ name: "", rest: "" });
  expect(parts("#wall/a/b").rest).toBe("a/b");
});

test("an address opens at most four maps, each once, and none that is not there", () => {
  const teams = [..."abcdef"].map((id) => team(id)).concat(team("x", { map: null }));
  const opened = (rest: string) => openedIn(rest, teams).map(({ id }) => id);
  expect(opened("b,a,b,x,nobody")).toEqual(["b", "a"]);
  expect(opened("a,b,c,d,e")).toEqual(["a", "b", "c", "d"]);
  expect(opened("")).toEqual([]);
  expect([addressOf([]), addressOf(["b", "a"])]).toEqual(["#wall", "#wall/b,a"]);
});

test("a map without stages is no map yet", () => {
  expect(mapOf(team("a"))).toBe(MAP);
  expect([mapOf(team("a", { map: {} })), mapOf(team("a", { map: null }))]).toEqual([null, null]);
});

test("a fifth map cannot be ticked, and a tick can be taken back", () => {
  expect(toggled(["a"], "b")).toEqual(["a", "b"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
  expect(toggled(["a", "b", "c", "d"], "e")).toEqual(["a", "b", "c", "d"]);
});

test("stages stand where the alignment says, with the group's own names and all that is in them", () => {
  const rows = rowsOf(["认知", "考虑", "购买"], [team("a")]);
  expect(rows.map(({ name }) => name)).toEqual(["认知", "考虑", "购买"]);
  const [first, second, third] = rows.map(({ cells }) => cells[0]);
  expect(first?.stages.map(({ name }) => name)).toEqual(["看到"]);
  expect(first?.touchpoints.map(({ name }) => name)).toEqual(["帖子", "橱窗"]);
  expect(first?.pains.map(({ text }) => text)).toEqual(["大", "小"]);
  expect(second?.stages.map(({ id }) => id)).toEqual(["s2", "s3"]);
  expect(second?.opportunities.map(({ text }) => text)).toEqual(["自助收银"]);
  expect([first?.mean, second?.mean, third?.mean]).toEqual([1, -2, null]);
  expect(third).toMatchObject({ stages: [], touchpoints: [], pains: [], opportunities: [] });
});

test("a place is a guess where the names are little alike and nobody has corrected it", () => {
  const stages = (more: Partial<WallTeam>) =>
    rowsOf(["认知", "考虑"], [team("a", more)]).flatMap(({ cells }) => cells[0]?.stages ?? []);
  expect(stages({}).map(({ guessed, put }) => [guessed, put])).toEqual([
    [false, null],
    [true, null],
    [false, null],
  ]);
  expect(stages({ corrected: ["s2"] })[1]).toMatchObject({ guessed: false, put: 1 });
});

test("only feelings that lie far apart are worth a word", () => {
  const feeling = (id: string, emotion: number | null) =>
    team(id, { map: { ...MAP, touchpoints: [{ id: "t1", stage: "s1", emotion }] } });
  const apart = (...emotions: (number | null)[]) =>
    rowsOf(
      ["认知"],
      emotions.map((one, i) => feeling(String(i), one)),
    )[0]?.apart;
  expect([apart(1, -2), apart(1, -1), apart(1, 0), apart(2), apart(2, null)]).toEqual([
    3,
    2,
    null,
    null,
    null,
  ]);
});

test("a map that says the same is the same object as before, a changed one is new", () => {
  const wall = (map: JourneyMap | null): Wall => ({
    lang: "zh",
    stages: [],
    touchpoints: { checkout: "收银台" },
    teams: [team("a", { map: structuredClone(MAP) }), team("b", { map })],
  });
  const before = wall(null);
  const after = keeping(before, wall(MAP));
  expect(keeping(null, before)).toBe(before);
  expect(after.teams[0]?.map).toBe(before.teams[0]?.map);
  expect(after.touchpoints).toBe(before.touchpoints);
  expect(after.teams[1]?.map).toBe(MAP);
  const edited = keeping(after, wall({ ...MAP, stages: [] }));
  expect(edited.teams[1]?.map?.stages).toEqual([]);
});

test("a map from its file shows all that is in it, and what is left out as empty", () => {
  const { columns, lanes, evidence, kind, persona } = snapshotOf(MAP);
  expect(columns.map(({ touchpoints }) => touchpoints.length)).toEqual([2, 1, 0]);
  expect(columns.map(({ painPoints }) => painPoints.map(({ severity }) => severity))).toEqual([
    [1, 5],
    [3],
    [],
  ]);
  expect(columns[1]?.cells.map(({ text }) => text)).toEqual(["门店"]);
  expect(columns[0]?.touchpoints[1]).toMatchObject({ emotion: null, channel: null, action: "" });
  expect(columns[2]?.stage.name).toBe("");
  expect([lanes.length, evidence.get("p1")?.length, kind, persona.name]).toEqual([1, 1, "current", ""]);
  expect(snapshotOf({}).columns).toEqual([]);
  expect(countsOf(MAP)).toEqual({ touchpoints: 3, pains: 3, opportunities: 1 });
});

test("a picture without head and legend has its margin on all sides, and goes on in rows where that is larger", () => {
  const long: JourneyMap = {
    stages: Array.from({ length: 8 }, (_, i) => ({ id: `s${i}`, name: `阶段 ${i}` })),
    touchpoints: Array.from({ length: 24 }, (_, i) => ({
      id: `t${i}`,
      stage: `s${i % 8}`,
      name: "收银台",
      emotion: 1,
    })),
  };
  const context = contextFor(snapshotOf(long));
  const [narrow, wide] = [1, 9].map((ratio) => bareScene(context, "timeline", ratio, 24));
  expect((narrow?.width ?? 0) / (narrow?.height ?? 1)).toBeLessThan((wide?.width ?? 0) / (wide?.height ?? 1));
  const plain = bareScene(context, "timeline", 9, 0);
  expect([wide?.width, wide?.height]).toEqual([plain.width + 48, plain.height + 48]);
});

test("what is in a hurry comes first, what was dropped never, and work that fails holds nobody up", () => {
  const due: (() => void)[] = [];
  const later = makeLater((work) => due.push(work));
  const done: string[] = [];
  const jobs = ["a", "b", "c", "d"].map((name) =>
    later(() => {
      done.push(name);
      if (name === "c") throw new Error("cannot be drawn");
    }),
  );
  jobs[2]?.hurry(true);
  jobs[0]?.drop();
  expect(due).toHaveLength(1);
  expect(() => due.shift()?.()).toThrow("cannot be drawn");
  while (due.length > 0) due.shift()?.();
  expect(done).toEqual(["c", "b", "d"]);
  later(() => done.push("e"));
  due.shift()?.();
  expect(done.at(-1)).toBe("e");
  expect(due).toEqual([]);
});

test("a queue that was emptied by dropping starts again", () => {
  const due: (() => void)[] = [];
  const later = makeLater((work) => due.push(work));
  later(() => undefined).drop();
  due.shift()?.();
  let done = false;
  later(() => {
    done = true;
  });
  due.shift()?.();
  expect(done).toBe(true);
});
