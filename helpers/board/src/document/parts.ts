// The parts of a journey map as the board reads them: the generated types with every field present.
import type * as generated from "../generated/journey-map";

export type { Aspect, Channel, EvidenceKind, Kind, LaneKind } from "../generated/journey-map";

export type Persona = Required<generated.Persona>;
export type Scenario = Required<generated.Scenario>;
export type Stage = Required<generated.Stage>;
export type Touchpoint = Required<generated.Touchpoint>;
export type PainPoint = Required<generated.PainPoint>;
export type Opportunity = Required<generated.Opportunity>;
export type Evidence = Required<generated.Evidence>;
export type Lane = Required<generated.Lane>;
export type LaneCell = Required<generated.LaneCell>;

/** What a card of the document can be; every other type is another version's and is left alone. */
export const CARD_TYPES = [
  "stage",
  "touchpoint",
  "pain_point",
  "opportunity",
  "evidence",
  "lane",
  "lane_cell",
] as const;
export type CardType = (typeof CARD_TYPES)[number];

/** The cards that stand in a stage, each in the lane of its own name. */
export type LaneType = Exclude<CardType, "stage" | "evidence" | "lane" | "lane_cell">;

export const CHANNELS = [
  "store",
  "web",
  "app",
  "phone",
  "chat",
  "email",
  "social",
  "delivery",
  "other",
] as const satisfies readonly generated.Channel[];

export const EVIDENCE_KINDS = [
  "assumption",
  "quote",
  "data",
] as const satisfies readonly generated.EvidenceKind[];

export const ASPECTS = [
  "pain_point",
  "emotion",
  "moment_of_truth",
] as const satisfies readonly generated.Aspect[];

export const KINDS = ["current", "future"] as const satisfies readonly generated.Kind[];

export const LANE_KINDS = ["text", "number"] as const satisfies readonly generated.LaneKind[];

export const EMOTIONS = [2, 1, 0, -1, -2] as const;
export const SEVERITIES = [1, 2, 3, 4, 5] as const;

/** Severity of a pain point nobody has judged yet; the model's own default. */
export const DEFAULT_SEVERITY = 3;

/** Longest text of one field; the model refuses more. */
export const MAX_TEXT = 10_000;

/** Most cards of one type; the model refuses more. */
export const MAX_CARDS = 5_000;

/** The root texts of the document. */
export const ROOT_TEXTS = [
  "persona.name",
  "persona.about",
  "persona.goal",
  "scenario.name",
  "scenario.situation",
] as const;
export type RootText = (typeof ROOT_TEXTS)[number];

/** The text fields of each card type. */
export const CARD_TEXTS = {
  stage: ["name"],
  touchpoint: ["name", "action", "thought", "backstage"],
  pain_point: ["text"],
  opportunity: ["text", "goal", "measure", "owner"],
  evidence: ["text", "source"],
  lane: ["name", "unit"],
  lane_cell: ["text"],
} as const satisfies Record<CardType, readonly string[]>;
