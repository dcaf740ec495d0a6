// What the rubric says of the map as it was last saved; the kernel sends it after each save.

export const STATUSES = ["met", "partly_met", "not_met", "not_attempted"] as const;
export type CheckStatus = (typeof STATUSES)[number];

export interface Finding {
  item: string;
  criterion: string;
  name: string;
  status: CheckStatus;
  why: string;
  hints: readonly string[];
  /** Ids of the cards that are meant. */
  where: readonly string[];
  points: number;
  maxPoints: number;
}

export interface Checks {
  findings: readonly Finding[];
  /** How many more are judged after the map is handed in. */
  later: number;
}

const asText = (value: unknown) => (typeof value === "string" ? value : "");
const asNumber = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : 0);
const asTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

/** Read the kernel's trait; anything strange in it is left out. */
export function readChecks(value: unknown): Checks {
  const { findings, later } = (value ?? {}) as Record<string, unknown>;
  return {
    findings: (Array.isArray(findings) ? findings : []).flatMap((finding: Record<string, unknown> | null) => {
      const status = STATUSES.find((one) => one === finding?.status);
      if (finding === null || status === undefined) return [];
      return [
        {
          item: asText(finding.item),
          criterion: asText(finding.criterion),
          name: asText(finding.name),
          status,
          why: asText(finding.why),
          hints: asTexts(finding.hints),
          where: asTexts(finding.where),
          points: asNumber(finding.points),
          maxPoints: asNumber(finding.max_points),
        },
      ];
    }),
    later: asNumber(later),
  };
}

/** Return how many demands are met. */
export const metCount = ({ findings }: Checks): number =>
  findings.filter(({ status }) => status === "met").length;

/** Return the demands that were open before and are met now; both lists hold the same demands in the same order. */
export function newlyMet(before: Checks, after: Checks): Finding[] {
  return after.findings.filter((finding, index) => {
    const earlier = before.findings[index];
    return finding.status === "met" && earlier?.criterion === finding.criterion && earlier.status !== "met";
  });
}

/** Return the findings item by item, in order. */
export function byItem(findings: readonly Finding[]): { item: string; findings: Finding[] }[] {
  const groups: { item: string; findings: Finding[] }[] = [];
  for (const finding of findings) {
    const last = groups.at(-1);
    if (last?.item === finding.item) last.findings.push(finding);
    else groups.push({ item: finding.item, findings: [finding] });
  }
  return groups;
}
