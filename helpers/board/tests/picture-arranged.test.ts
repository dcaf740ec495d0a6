// Pictures of a board as a person has arranged it: lanes, folded stages, and other maps laid over.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Evidence } from "../src/document/parts";
import type { Snapshot } from "../src/document/snapshot";
import { upright } from "../src/picture/blocks";
import { flowLayout } from "../src/picture/flow-layout";
import type { Arrangement } from "../src/picture/journey";
import { pageScene } from "../src/picture/page";
import { placed, type Scene, type TextMark } from "../src/picture/scene";
import { FORMS, type Form, formScene, sheetScene } from "../src/picture/sheet";
import { type Layout, USUAL } from "../src/state/layout";
import {
  anyArrangement,
  anySnapshot,
  contextFor,
  FIGURES,
  overlayOf,
  STOP,
  snapshotFrom,
  stageOf,
  WORDS,
} from "./picture";

const SHOP = snapshotFrom([
  stageOf([{ ...STOP, name: "看广告", emotion: 1, is_moment_of_truth: false }], {
    name: "认知",
    words: "市场部",
    figure: 2,
  }),
  stageOf([{ ...STOP, thought: "太慢了", backstage: "排班", pains: ["队伍太长"], chances: ["加开收银台"] }], {
    words: "收银组",
    figure: 14.5,
  }),
]);
const SECOND = SHOP.columns[1]?.stage.id ?? "";

const arranged = (layout: Partial<Layout>, chosen: Arrangement["chosen"] = []) =>
  contextFor(SHOP, { layout: { ...USUAL, ...layout }, chosen });
const drawn = (layout: Partial<Layout>, form: Form, chosen: Arrangement["chosen"] = []): Scene =>
  formScene(arranged(layout, chosen), form, 1200);
const textsOf = (scene: Scene): TextMark[] => placed(scene, 0, 0).filter((mark) => mark.shape === "text");
const wordsOf = (scene: Scene): string[] => textsOf(scene).map(({ text }) => text);
const topOf = (scene: Scene, words: string): number => {
  const found = textsOf(scene).find(({ text }) => text === words);
  expect(found, words).toBeDefined();
  return found?.y ?? 0;
};

test.each(FORMS)(
  "Does the %s show backstage work under its line, and what the learner's lanes say?",
  (form) => {
    const scene = drawn({}, form);
    const [line, work] = [topOf(scene, "可见线"), topOf(scene, "排班")];
    expect(work).toBeGreaterThan(line);
    expect(line).toBeGreaterThan(topOf(scene, "队伍太长"));
    for (const words of ["负责部门", "市场部", "收银组", "等待时间", "14.5", "分钟"]) topOf(scene, words);
  },
);

test.each(FORMS)("Do hidden lanes stay hidden in the %s?", (form) => {
  const hidden = ["thought", "backstage", "pain_point", "opportunity", "emotion", WORDS.id, FIGURES.id];
  const all = wordsOf(drawn({ hidden: ["thought"] }, form));
  const few = wordsOf(drawn({ hidden }, form));
  for (const words of ["可见线", "排班", "队伍太长", "加开收银台", "负责部门", "收银组", "14.5"]) {
    expect(all).toContain(words);
    expect(few).not.toContain(words);
  }
  expect(drawn({ hidden }, form).curve).toBeNull();
  // A touchpoint is a stop of the journey, whatever else is left out.
  expect(few).toContain("收银台");
});

test("Do the table's lanes stand in the person's order, and the others' bands too?", () => {
  const order = [FIGURES.id, "backstage", WORDS.id, "pain_point", "touchpoint"];
  const table = drawn({ order }, "table");
  const tops = ["等待时间", "后台工作", "负责部门", "痛点", "接触点"].map((words) => topOf(table, words));
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  const timeline = drawn({ order }, "timeline");
  const bands = ["等待时间", "可见线", "负责部门"].map((words) => topOf(timeline, words));
  expect(bands).toEqual([...bands].sort((a, b) => a - b));
});

test("Does a thought stand in a lane of its own where there is one, and else on its card?", () => {
  for (const hidden of [[], ["thought"]]) {
    expect(wordsOf(drawn({ hidden }, "table")).filter((words) => words === "太慢了")).toHaveLength(1);
  }
  const lane = drawn({ hidden: [], order: ["thought", "touchpoint"] }, "table");
  expect(topOf(lane, "太慢了")).toBeLessThan(topOf(lane, "收银台"));
});

test.each(FORMS)(
  "Is a folded stage of the %s narrow, with its name, its counts and none of its cards?",
  (form) => {
    const scene = drawn({ folded: [SECOND] }, form);
    expect(scene.width).toBeLessThan(drawn({}, form).width);
    const words = wordsOf(scene);
    for (const gone of ["收银台", "队伍太长", "加开收银台", "收银组", "14.5"])
      expect(words).not.toContain(gone);
    // Upright, a name is one letter below the other.
    expect(words.join("")).toContain("购买");
    expect(words.filter((one) => one === "1").length).toBeGreaterThanOrEqual(3);
    if (form === "table") return;
    expect(scene.folds.map(({ stage }) => stage)).toEqual([SECOND]);
    expect(scene.spots).toHaveLength(1);
  },
);

test("Does the flowchart's arrow lead through a folded stage, and past one that is empty?", () => {
  const empty = snapshotFrom([stageOf([STOP]), stageOf([STOP, STOP]), stageOf([]), stageOf([STOP])]);
  const folded = empty.columns.slice(1, 3).map((column) => column.stage.id);
  const { arrows, groups } = flowLayout(
    contextFor(empty, { layout: { ...USUAL, folded }, chosen: [] }),
    2000,
  );
  expect(arrows).toHaveLength(2);
  expect(arrows[0]?.at(-1)?.x).toBe(groups[1]?.fold?.box.x);
});

const CHEN = {
  overlay: overlayOf("陈伯", [
    ["购买", 2],
    ["认知", -1],
    ["别处", 1],
  ]),
  look: 3,
};

test.each(["table", "timeline"] as const)(
  "Does the %s show the curves of other maps, and which is which?",
  (form) => {
    const scene = drawn({}, form, [CHEN]);
    expect(wordsOf(drawn({}, form)).join(" ")).not.toContain("本图");
    topOf(scene, "本图（现状）");
    // One of its feelings has no stage here.
    expect(wordsOf(scene).find((words) => words.includes("陈伯（未来）"))).toContain("1");
    const dots = placed(scene, 0, 0).filter((mark) => mark.shape === "rect" && mark.stroke === "laid-3");
    expect(dots).toHaveLength(2);
    // Its purchase stands over ours, which is the later stage, and happier than its awareness.
    const [awareness, purchase] = dots as [(typeof dots)[0], (typeof dots)[0]];
    expect(purchase.x).toBeGreaterThan(awareness.x);
    expect(purchase.y).toBeLessThan(awareness.y);
  },
);

test("Do other maps' feelings keep their stages on a page of several rows?", () => {
  const feelings = [2, 2, 1, 0, -1, -2] as const;
  const many = snapshotFrom(
    feelings.map((emotion) => stageOf([1, 2, 3, 4].map(() => ({ ...STOP, emotion })))),
  );
  // Other names: its stages stand where their number is.
  const overlay = overlayOf(
    "陈伯",
    feelings.map((emotion, i) => [`第${i}步`, emotion] as const),
  );
  const context = contextFor(many, { layout: USUAL, chosen: [{ overlay, look: 0 }] });
  for (const form of ["table", "timeline"] as const) {
    const { marks } = pageScene(context, form, 277 / 190);
    const circles = marks.filter((mark) => mark.shape === "rect" && mark.radius * 2 === mark.width);
    const middles = (list: typeof circles) =>
      list.map((mark) => Math.round(mark.y + (mark.shape === "rect" ? mark.height / 2 : 0)));
    const dots = middles(circles.filter((mark) => mark.shape === "rect" && mark.stroke === "laid-0"));
    const faces = middles(circles.filter((mark) => mark.shape === "rect" && mark.width === 34));
    expect(dots).toHaveLength(6);
    // Both maps feel the same at every stage.
    for (const [i, y] of dots.entries()) expect(y).toBe(faces[i * 4]);
    const legends = marks.filter((mark) => mark.shape === "text" && mark.text.startsWith("陈伯"));
    expect(legends).toHaveLength(1);
  }
});

test("Are the bars of a lane as wide for one figure in every stage, however many touchpoints it has?", () => {
  const uneven = snapshotFrom([
    stageOf([STOP], { figure: 7 }),
    stageOf([STOP, STOP, STOP], { figure: 7 }),
    stageOf([], { figure: 7 }),
  ]);
  for (const form of FORMS) {
    const bars = formScene(contextFor(uneven), form, 1400).marks.filter(
      (mark) => mark.shape === "rect" && mark.height === 7 && mark.fill === "accent",
    );
    expect(bars).toHaveLength(3);
    expect(new Set(bars.map((bar) => (bar.shape === "rect" ? bar.width : 0))).size).toBe(1);
  }
});

test("Are claims without evidence dashed, as on the board, until something supports them?", () => {
  const [pain] = SHOP.columns[1]?.painPoints ?? [];
  const proof: Evidence = {
    id: "evidence-1",
    claim: pain?.id ?? "",
    aspect: "pain_point",
    kind: "data",
    text: "十四分钟",
    source: "",
  };
  const proved: Snapshot = { ...SHOP, evidence: new Map([[proof.claim, [proof]]]) };
  for (const form of FORMS) {
    const dashed = (snapshot: Snapshot) =>
      formScene(contextFor(snapshot), form, 1200).marks.filter(
        (mark) => mark.shape === "rect" && mark.stroke === "bad-bare-edge" && mark.dash !== undefined,
      ).length;
    expect([dashed(SHOP), dashed(proved)]).toEqual([1, 0]);
  }
  const legend = wordsOf(sheetScene(contextFor(proved), "timeline", 1200));
  expect(legend).toContain("数据");
  expect(legend).not.toContain("客户原话");
});

test("Are peak and end marked on the curve, as on the board?", () => {
  for (const form of ["table", "timeline"] as const) {
    expect(wordsOf(drawn({}, form))).toContain("峰值 · 终点");
    expect(wordsOf(drawn({ folded: [SECOND] }, form))).not.toContain("峰值 · 终点");
  }
});

test("Does a text that runs down keep Chinese letters upright, lay others on their side, and end in time?", () => {
  const { pen } = arranged({});
  const style = { size: 10, weight: 400, fill: "text" } as const;
  const name = upright(pen, "使用App 后", 1000, style).draw(50, 0) as TextMark[];
  expect(name.map(({ text, turned }) => [text, turned === true])).toEqual([
    ["使", false],
    ["用", false],
    ["App ", true],
    ["后", false],
  ]);
  const tops = name.map(({ y }) => y);
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 20, max: 200 }), (text, longest) => {
      const block = upright(pen, text, longest, style);
      expect(block.height).toBeLessThanOrEqual(longest);
      const whole = (block.draw(0, 0) as TextMark[]).map((mark) => mark.text).join("");
      const squeezed = text.replace(/\s+/gu, " ");
      expect(whole === squeezed || (whole.endsWith("…") && squeezed.startsWith(whole.slice(0, -1)))).toBe(
        true,
      );
    }),
  );
});

test("Can every arrangement of every map be drawn, each card that shows once and inside?", () => {
  fc.assert(
    fc.property(
      anySnapshot.chain((snapshot) => fc.tuple(fc.constant(snapshot), anyArrangement(snapshot))),
      fc.constantFrom("timeline" as const, "flowchart" as const),
      ([snapshot, arrangement], form) => {
        const { hidden, folded } = arrangement.layout;
        const scene = formScene(contextFor(snapshot, arrangement), form, 1100);
        const open = snapshot.columns.filter(({ stage }) => !folded.includes(stage.id));
        const cards = open.flatMap((one) => [
          ...one.touchpoints,
          ...(hidden.includes("pain_point") ? [] : one.painPoints),
          ...(hidden.includes("opportunity") ? [] : one.opportunities),
        ]);
        expect(scene.spots.map(({ id }) => id).sort()).toEqual(cards.map(({ id }) => id).sort());
        expect(scene.folds.map(({ stage }) => stage)).toEqual(
          snapshot.columns.map(({ stage }) => stage.id).filter((id) => folded.includes(id)),
        );
        for (const { box } of [...scene.spots, ...scene.folds]) {
          expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(scene.width);
          expect(box.y + box.height).toBeLessThanOrEqual(scene.height);
        }
      },
    ),
    { numRuns: 40 },
  );
});
