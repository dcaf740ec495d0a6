// Dragging a lane by its title to another place on this person's board.
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { laneOrder, putLane } from "../state/layout";
import { useView } from "./hooks";
import { laneName } from "./lane-names";

/** Let a lane be dragged by its title, and others be dropped above or below it; returns where one would land. */
export function useLaneDrag(ref: RefObject<HTMLElement | null>, lane: string, enabled = true) {
  const { t, state, arrange, actions, viewId } = useView();
  const [landing, setLanding] = useState<"above" | "below" | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null || !enabled) return;
    const isBelow = (y: number) => {
      const { top, height } = element.getBoundingClientRect();
      return y > top + height / 2;
    };
    return combine(
      draggable({ element, getInitialData: () => ({ viewId, title: lane }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source: { data } }) =>
          data.viewId === viewId && typeof data.title === "string" && data.title !== lane,
        onDrag: ({ location }) => setLanding(isBelow(location.current.input.clientY) ? "below" : "above"),
        onDragLeave: () => setLanding(null),
        onDrop: ({ location, source }) => {
          setLanding(null);
          const dragged = String(source.data.title);
          const { lanes } = state.get().snapshot;
          const own = lanes.map((one) => one.id);
          let n = 0;
          arrange((now) => {
            const next = putLane(now, own, dragged, lane, isBelow(location.current.input.clientY));
            n = laneOrder(next, own).indexOf(dragged) + 1;
            return next;
          });
          actions.say(t("lanes_said_moved", { name: laneName(dragged, lanes, t), n }));
        },
      }),
    );
  }, [ref, lane, enabled, viewId, state, arrange, actions, t]);
  return landing === null ? "" : ` jb-landing-${landing}`;
}
