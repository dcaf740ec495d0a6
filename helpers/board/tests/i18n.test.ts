import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import en from "../../journeybook/locales/en/board.json";
import zh from "../../journeybook/locales/zh/board.json";
import { emotionKey, plural, translator } from "../src/i18n";

const placeholders = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

/** Keys that are put together in the code from a word of the model. */
const BUILT = [
  /^channel_/,
  /^emotion_/,
  /^evidence_/,
  /^form_(table|timeline|flowchart)$/,
  /^kind_/,
  /^lanes?_(action|touchpoint|thought|emotion|pain_point|opportunity|backstage|kind_text|kind_number)$/,
  /^over_(current|future)$/,
  /^pic_(png|svg|print)(_note)?$/,
  /^template_/,
  /^help_/,
  /^room_(offline|not_stored)(_long)?$/,
  /^proof_(bare|claim|help|zone)_/,
  /^file_(pptx|pdf_A[134]|html|markdown|xlsx|csv|mermaid|cjml|json)(_note)?$/,
  /^check_(met|partly_met|not_met|not_attempted)$/,
  /_(one|other)$/,
  /_empty$/,
];

test("Do both languages have the same keys with the same placeholders?", () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  for (const [key, sentence] of Object.entries(zh)) {
    const other = en[key as keyof typeof en];
    // "1 pain point" needs no number to be filled in.
    if (!key.endsWith("_one")) expect([key, placeholders(other)]).toEqual([key, placeholders(sentence)]);
  }
});

test("Do Chinese sentences use Chinese punctuation?", () => {
  for (const sentence of Object.values(zh))
    expect(sentence.replace(/^[^,]+(,[^,]+)+$/, "")).not.toMatch(/[一-鿿][,:;!?]/);
});

test("Is every sentence of the catalogue said somewhere?", () => {
  const files = ["ui", "state", "picture"].flatMap((folder) =>
    readdirSync(new URL(`../src/${folder}`, import.meta.url)).map((name) => `../src/${folder}/${name}`),
  );
  const sources = files.map((path) => readFileSync(new URL(path, import.meta.url), "utf8")).join("\n");
  const silent = Object.keys(zh).filter(
    (key) => !sources.includes(`"${key}"`) && !BUILT.some((pattern) => pattern.test(key)),
  );
  expect(silent).toEqual([]);
});

test("Are placeholders filled, and an unknown one left to be seen?", () => {
  const t = translator("en");
  expect(t("saved_at", { time: "10:32" })).toBe("Saved 10:32");
  expect(t("saved_at")).toBe("Saved {time}");
});

test("Is a placeholder in a person's own words left alone?", () => {
  expect(translator("zh")("add_pain_point_at", { name: "{name}" })).toBe("为“{name}”添加痛点");
});

test("Does every emotion have its name, and English its plural?", () => {
  expect([2, 1, 0, -1, -2, null].map((emotion) => translator("en")(emotionKey(emotion)))).toEqual([
    "Very happy",
    "Happy",
    "Neutral",
    "Unhappy",
    "Very unhappy",
    "Not set",
  ]);
  expect([plural("evidence", 1), plural("evidence", 0), plural("evidence", 2)]).toEqual([
    "evidence_one",
    "evidence_other",
    "evidence_other",
  ]);
});
