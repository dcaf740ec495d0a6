// What the tests of pictures need: maps of any kind, and a font whose widths are known.
import fc from "fast-check";
import type { Channel } from "../src/document/parts";
import type { Column, Snapshot } from "../src/document/snapshot";
import { translator } from "../src/i18n";
import { type Context, contextOf } from "../src/picture/journey";
import type { Measure } from "../src/picture/wrap";

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
  pains: fc.array(words, { maxLength: 3 }),
  chances: fc.array(words, { maxLength: 2 }),
});

const anyStage = fc.record({
  name: words,
  stops: fc.array(anyStop, { maxLength: 6 }),
  loosePains: fc.array(words, { maxLength: 3 }),
  looseChances: fc.array(words, { maxLength: 3 }),
});

export type StageSpec = typeof anyStage extends fc.Arbitrary<infer T> ? T : never;

/** Return the snapshot of a map made of these stages. */
export function snapshotFrom(stages: readonly StageSpec[]): Snapshot {
  let nr = 0;
  const id = (kind: string) => `${kind}-${++nr}`;
  const columns = stages.map(({ name, stops, loosePains, looseChances }): Column => {
    const stage = { id: id("stage"), name };
    const touchpoints = stops.map(({ pains: _, chances: __, ...card }) => ({
      ...card,
      id: id("touchpoint"),
      stage: stage.id,
      case_touchpoint: null,
      backstage: "",
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
      cells: [],
    };
  });
  return {
    kind: "current",
    persona: { name: "林悦", about: "", goal: "" },
    scenario: { name: "周六", situation: "" },
    columns,
    lanes: [],
    evidence: new Map(),
  };
}

export const anySnapshot = fc.array(anyStage, { maxLength: 6 }).map(snapshotFrom);

export function contextFor(snapshot: Snapshot): Context {
  return contextOf({ measure, t: translator("zh") }, snapshot, new Map());
}
