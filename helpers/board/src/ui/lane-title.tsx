// The titles of the lanes, which stay while the stages are scrolled past them.
import { useRef } from "preact/hooks";
import { EMOTIONS, type Lane } from "../document/parts";
import { emotionY } from "../geometry";
import { emotionKey } from "../i18n";
import { type FixedLane, shownLanes } from "../state/layout";
import { neighbour } from "../state/moves";
import { useScreen, useView } from "./hooks";
import { Face, Icon } from "./icons";
import { useLaneDrag } from "./lane-drag";
import { LANE_ICONS } from "./lane-names";
import { EditableText } from "./text";
import { ToolButton } from "./tool";

export function FixedLaneTitle({ lane }: { lane: FixedLane }) {
  const { t } = useView();
  const ref = useRef<HTMLDivElement>(null);
  const landing = useLaneDrag(ref, lane);
  return (
    <div
      ref={ref}
      role="rowheader"
      class={`jb-lane-title jb-title-lane_${lane}${landing}`}
      // No stop of Tab or of the arrow keys: only where the lane beside it goes away.
      tabIndex={-1}
      data-lane-title={lane}
      data-testid={`lane-${lane}`}
    >
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
  const { t, actions, readonly, layout, state } = useView();
  const ref = useRef<HTMLDivElement>(null);
  // A field inside it could not be used with the mouse otherwise.
  const writing = useScreen(({ editing }) => editing?.split("/")[0] === lane.id);
  const landing = useLaneDrag(ref, lane.id, !writing);

  function remove(): void {
    const own = state.get().snapshot.lanes.map((one) => one.id);
    const shown = shownLanes(layout, own).map((id) => ({ id }));
    actions.removeLane(lane.id, neighbour(shown, lane.id));
  }

  return (
    <div
      ref={ref}
      role="rowheader"
      class={`jb-lane-title jb-title-own${landing}`}
      data-testid="own-lane"
      data-lane-title={lane.id}
    >
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
            onClick={remove}
          />
        </span>
      )}
    </div>
  );
}
