// What the lanes are called, and their pictures.
import type { Lane } from "../document/parts";
import type { Key, Translate } from "../i18n";
import type { FixedLane } from "../state/layout";
import type { IconName } from "./icons";

export const LANE_ICONS: Record<FixedLane, IconName> = {
  action: "action",
  touchpoint: "touch",
  thought: "thought",
  emotion: "wave",
  pain_point: "bolt",
  opportunity: "bulb",
  backstage: "backstage",
};

/** Return what a lane is called: a fixed one in the reader's language, an own one as it was named. */
export function laneName(lane: string, own: readonly Lane[], t: Translate): string {
  const found = own.find((one) => one.id === lane);
  return found ? found.name || t("unnamed") : t(`lane_${lane}` as Key);
}
