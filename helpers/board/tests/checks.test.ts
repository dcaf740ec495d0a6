import { expect, test } from "vitest";
import { byItem, metCount, newlyMet, readChecks } from "../src/state/checks";

const finding = (criterion: string, status: string, item = "Map") => ({
  item,
  criterion,
  name: criterion,
  status,
  why: "because",
  hints: ["one", "two"],
  where: ["stage-1"],
  points: 1.25,
  max_points: 3,
});
const checks = (...findings: unknown[]) => readChecks({ findings, later: 3 });

test("Are findings read, and strange ones left out?", () => {
  const read = checks(finding("stages", "partly_met"), finding("x", "great"), null, 7);
  expect(read.later).toBe(3);
  expect(read.findings).toEqual([
    expect.objectContaining({ criterion: "stages", hints: ["one", "two"], where: ["stage-1"], maxPoints: 3 }),
  ]);
  for (const strange of [undefined, null, {}, { findings: 3, later: "x" }])
    expect(readChecks(strange)).toEqual({ findings: [], later: 0 });
});

test("Is only what became met new, and not what was met, got worse, or is judged for the first time?", () => {
  const before = checks(
    finding("a", "not_attempted"),
    finding("b", "met"),
    finding("c", "met"),
    finding("d", "not_met"),
  );
  const after = checks(
    finding("a", "met"),
    finding("b", "met"),
    finding("c", "not_met"),
    finding("d", "partly_met"),
  );
  expect(newlyMet(before, after).map(({ criterion }) => criterion)).toEqual(["a"]);
  expect(newlyMet(checks(), after)).toEqual([]);
  expect(metCount(after)).toBe(2);
});

test("Are findings grouped item by item, in order?", () => {
  const { findings } = checks(finding("a", "met", "Persona"), finding("b", "met"), finding("c", "met"));
  const groups = byItem(findings).map(({ item, findings: own }) => [item, own.length]);
  expect(groups).toEqual([
    ["Persona", 1],
    ["Map", 2],
  ]);
});
