// What the tests of pictures need: maps of any kind, and a font whose widths are known.
import fc from "fast-check";
import type { Channel } from "../src/document/parts";
import type { Column, Snapshot } from "../src/document/snapshot";
import { translator } from "../src/i18n";
import type { Overlay } from "../src/overlay";
import { type Arrangement, type Context, contextOf } from "../src/picture/journey";
import type { Measure } from "../src/picture/wrap";
import { FIXED_LANES, USUAL } from "../src/state/layout";

/** Chinese letters are as wide as they are high, others half as wide. */
export const measure: Measure = (text, size) =>
  [...text].reduce((sum, one) => sum + (one.charCodeAt(0) > 0x2e80 ? size : size / 2), 0);

const words = fc.oneof(
  fc.constantFrom("", "收银台", "Checkout", "周六下午在收银台排队付款，等了十四分钟。", "很".repeat(200)),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);

const emotion = fc.constantFrom(-2, -1, 0, 1, 2, null);
const channel = fc.constantFrom<Channel | null>("store", "web", "phone", "other", null);

const anyStop = fc.record({
  name: words,
  channel,
  emotion,
  action: words,
  thought: words,
  is_moment_of_truth: fc.boolean(),
  backstage: words,
  pains: fc.array(words, { maxLength: 3 }),
  chances: fc.array(words, { maxLength: 2 }),
});

const anyStage = fc.record({
  name: words,
  stops: fc.array(anyStop, { maxLength: 6 }),
  loosePains: fc.array(words, { maxLength: 3 }),
  looseChances: fc.array(words, { maxLength: 3 }),
  words: words,
  figure: fc.option(fc.double({ min: -1e12, max: 1e12, noNaN: true })),
});

export type StageSpec = typeof anyStage extends fc.Arbitrary<infer T> ? T : never;

/** The learner's lanes of every map here. */
export const WORDS = { id: "lane-words", name: "负责部门", kind: "text", unit: "" } as const;
export const FIGURES = { id: "lane-figures", name: "等待时间", kind: "number", unit: "分钟" } as const;

/** Return the snapshot of a map made of these stages. */
export function snapshotFrom(stages: readonly StageSpec[]): Snapshot {
  let nr = 0;
  const id = (kind: string) => `${kind}-${++nr}`;
  const columns = stages.map(({ name, stops, loosePains, looseChances, words: text, figure }): Column => {
    const stage = { id: id("stage"), name };
    const touchpoints = stops.map(({ pains: _, chances: __, ...card }) => ({
      ...card,
      id: id("touchpoint"),
      stage: stage.id,
      case_touchpoint: null,
    }));
    const pain = (text: string, touchpoint: string | null) => ({
      id: id("painpoint"),
      stage: stage.id,
      text,
      severity: 3,
      touchpoint,
    });
    const chance = (text: string, answers: string[]) => ({
      id: id("opportunity"),
      stage: stage.id,
      text,
      goal: text,
      measure: "",
      owner: text,
      pain_points: answers,
    });
    const hung = stops.map(({ pains }, i) => pains.map((text) => pain(text, touchpoints[i]?.id ?? null)));
    return {
      stage,
      touchpoints,
      painPoints: [...hung.flat(), ...loosePains.map((text) => pain(text, null))],
      opportunities: [
        ...stops.flatMap(({ chances }, i) =>
          chances.map((text) =>
            chance(
              text,
              (hung[i] ?? []).map((one) => one.id),
            ),
          ),
        ),
        ...looseChances.map((text) => chance(text, [])),
      ],
      cells: [
        { id: id("lanecell"), lane: WORDS.id, stage: stage.id, text, number: null },
        { id: id("lanecell"), lane: FIGURES.id, stage: stage.id, text: "", number: figure },
      ],
    };
  });
  return {
    kind: "current",
    persona: { name: "林悦", about: "", goal: "" },
    scenario: { name: "周六", situation: "" },
    columns,
    lanes: [WORDS, FIGURES],
    evidence: new Map(),
  };
}

export const anySnapshot = fc.array(anyStage, { maxLength: 6 }).map(snapshotFrom);

/** A stop, a stage and another map of which tests change what they are about. */
export const STOP: StageSpec["stops"][number] = {
  name: "收银台",
  channel: "store",
  emotion: -2,
  action: "排队",
  thought: "",
  is_moment_of_truth: true,
  backstage: "",
  pains: [],
  chances: [],
};

export const stageOf = (stops: StageSpec["stops"], more: Partial<StageSpec> = {}): StageSpec => ({
  name: "购买",
  stops,
  loosePains: [],
  looseChances: [],
  words: "",
  figure: null,
  ...more,
});

/** Return another map, of stages with these names and one feeling in each. */
export const overlayOf = (label: string, stages: readonly (readonly [string, number])[]): Overlay => ({
  file: `${label}.journey.json`,
  label,
  kind: "future",
  stages: stages.map(([name, emotion]) => ({
    name,
    touchpoints: [{ name, case_touchpoint: null, emotion }],
  })),
});

/** Any choice of lanes, folded stages and laid-over maps. */
export const anyArrangement = (snapshot: Snapshot): fc.Arbitrary<Arrangement> =>
  fc.record({
    layout: fc.record({
      order: fc.shuffledSubarray([...FIXED_LANES, WORDS.id, FIGURES.id]),
      hidden: fc.subarray([...FIXED_LANES, WORDS.id, FIGURES.id]),
      folded: fc.subarray(snapshot.columns.map((column) => column.stage.id)),
      over: fc.constant([]),
    }),
    chosen: fc.array(
      fc.record({
        overlay: fc
          .tuple(words, fc.array(fc.tuple(words, fc.integer({ min: -2, max: 2 })), { maxLength: 6 }))
          .map(([label, stages]) => overlayOf(label, stages)),
        look: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 3 },
    ),
  });

export function contextFor(
  snapshot: Snapshot,
  arrangement: Arrangement = { layout: USUAL, chosen: [] },
): Context {
  return contextOf({ measure, t: translator("zh"), lang: "zh" }, snapshot, new Map(), arrangement);
}
