// The titles of the lanes, which stay while the stages are scrolled past them.
import { EMOTIONS, type Lane } from "../document/parts";
import { emotionY } from "../geometry";
import { emotionKey, type Key, type Translate } from "../i18n";
import type { FixedLane } from "../state/layout";
import { useView } from "./hooks";
import { Face, Icon, type IconName } from "./icons";
import { EditableText } from "./text";
import { ToolButton } from "./tool";

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

export function FixedLaneTitle({ lane }: { lane: FixedLane }) {
  const { t } = useView();
  return (
    <div role="rowheader" class={`jb-lane-title jb-title-lane_${lane}`} data-testid={`lane-${lane}`}>
      <span class="jb-lane-name">
        <Icon name={LANE_ICONS[lane]} />
        {t(`lane_${lane}`)}
      </span>
      {lane === "emotion" &&
        EMOTIONS.map((emotion) => (
          <span
            key={emotion}
            class="jb-axis"
            style={{ top: `${emotionY(emotion)}px` }}
            title={t(emotionKey(emotion))}
          >
            <Face emotion={emotion} />
          </span>
        ))}
    </div>
  );
}

/** The title of a learner-made lane: its name and unit can be edited in place. */
export function OwnLaneTitle({ lane }: { lane: Lane }) {
  const { t, actions, readonly } = useView();
  return (
    <div role="rowheader" class="jb-lane-title jb-title-own" data-testid="own-lane" data-lane-id={lane.id}>
      <span class="jb-lane-name">
        <Icon name={lane.kind === "number" ? "bars" : "lines"} />
        <EditableText
          place={{ card: lane.id, field: "name" }}
          value={lane.name}
          label={t("own_lane_name")}
          placeholder={t("own_lane_empty")}
          tabbable={true}
          testId="own-lane-name"
        />
        {lane.kind === "number" && (
          <span class="jb-own-unit">
            <EditableText
              place={{ card: lane.id, field: "unit" }}
              value={lane.unit}
              label={t("own_lane_unit")}
              placeholder={t("own_lane_unit_empty")}
              tabbable={true}
              testId="own-lane-unit"
            />
          </span>
        )}
      </span>
      {!readonly && (
        <span class="jb-own-tools">
          <ToolButton
            icon="trash"
            name="own_lane_delete"
            testId="own-lane-delete"
            danger={true}
            onClick={() => actions.removeLane(lane.id)}
          />
        </span>
      )}
    </div>
  );
}
