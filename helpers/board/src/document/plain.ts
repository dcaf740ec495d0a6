// A map as its file has it, put into the shape that forms and pictures read; nothing here needs the shared document.
import type { JourneyMap } from "../generated/journey-map";
import type { Evidence, LaneCell, Opportunity, PainPoint, Persona, Scenario, Touchpoint } from "./parts";
import { DEFAULT_SEVERITY } from "./parts";
import type { Column, Snapshot } from "./snapshot";

/** Members of a list by what they belong to, in order. */
function by<T>(list: readonly T[], of: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of list) {
    const known = found.get(of(one));
    if (known === undefined) found.set(of(one), [one]);
    else known.push(one);
  }
  return found;
}

const NOBODY: Persona = { name: "", about: "", goal: "" };
const NOWHERE: Scenario = { name: "", situation: "" };

/** Return what a map shows; what its file leaves out is empty, as the model has it. */
export function snapshotOf(map: JourneyMap): Snapshot {
  const touchpoints = (map.touchpoints ?? []).map(
    (one): Touchpoint => ({
      name: "",
      channel: null,
      case_touchpoint: null,
      action: "",
      thought: "",
      emotion: null,
      is_moment_of_truth: false,
      backstage: "",
      ...one,
    }),
  );
  const pains = (map.pain_points ?? []).map(
    (one): PainPoint => ({ touchpoint: null, text: "", severity: DEFAULT_SEVERITY, ...one }),
  );
  const chances = (map.opportunities ?? []).map(
    (one): Opportunity => ({ text: "", pain_points: [], goal: "", measure: "", owner: "", ...one }),
  );
  const evidence = (map.evidence ?? []).map(
    (one): Evidence => ({ kind: "assumption", text: "", source: "", ...one }),
  );
  const lanes = (map.lanes ?? []).map((one) => ({ name: "", kind: "text" as const, unit: "", ...one }));
  const cells = (map.lane_cells ?? []).map((one): LaneCell => ({ text: "", number: null, ...one }));
  const inStage = {
    touchpoints: by(touchpoints, (one) => one.stage),
    pains: by(pains, (one) => one.stage),
    chances: by(chances, (one) => one.stage),
    cells: by(cells, (one) => one.stage),
  };
  return {
    kind: map.kind ?? "current",
    persona: { ...NOBODY, ...map.persona },
    scenario: { ...NOWHERE, ...map.scenario },
    columns: (map.stages ?? []).map(({ id, name = "" }): Column => {
      const here = inStage.cells.get(id) ?? [];
      return {
        stage: { id, name },
        touchpoints: inStage.touchpoints.get(id) ?? [],
        painPoints: inStage.pains.get(id) ?? [],
        opportunities: inStage.chances.get(id) ?? [],
        cells: lanes.flatMap((lane) => here.find((cell) => cell.lane === lane.id) ?? []),
      };
    }),
    lanes,
    evidence: by(evidence, (one) => one.claim),
  };
}
