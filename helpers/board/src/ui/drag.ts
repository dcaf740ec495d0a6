// Dragging cards: the browser's own drag and drop, through one library, with its removal.

import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import type { LaneType } from "../document/parts";
import { type Flow, insertionIndex } from "../geometry";
import type { DropPlace } from "../state/screen";
import { useView } from "./hooks";

/** What travels with a dragged card; the view keeps boards on one page apart. */
interface Dragged {
  viewId: string;
  id: string;
  lane: LaneType;
}

const isDragged = (data: Record<string | symbol, unknown>, viewId: string, lane: LaneType): boolean =>
  data.viewId === viewId && data.lane === lane && typeof data.id === "string";

/** Let a card be dragged while `enabled`; a field inside it could not be used with the mouse otherwise. */
export function useDraggable(
  ref: RefObject<HTMLElement | null>,
  id: string,
  lane: LaneType,
  enabled: boolean,
): void {
  const { screen, viewId } = useView();
  useEffect(() => {
    const element = ref.current;
    if (element === null || !enabled) return;
    return draggable({
      element,
      getInitialData: () => ({ viewId, id, lane }) satisfies Dragged,
      onDragStart: () => screen.patch({ dragging: { id, lane } }),
      onDrop: () => screen.patch({ dragging: null, drop: null }),
    });
  }, [ref, id, lane, enabled, screen, viewId]);
}

/** Take dropped cards of one lane; `touchpoint` is the slot of a stack of pain points. */
export function useDropTarget(
  ref: RefObject<HTMLElement | null>,
  lane: LaneType,
  stage: string,
  flow: Flow,
  touchpoint: string | null = null,
): void {
  const { screen, viewId, actions, readonly } = useView();
  useEffect(() => {
    const element = ref.current;
    if (element === null || readonly) return;

    /** The place under the pointer, beside the cards that this target holds now. */
    const placeAt = (x: number, y: number, dragged: unknown): DropPlace => {
      const cards = [...element.querySelectorAll<HTMLElement>(`[data-card-id][data-lane="${lane}"]`)];
      const boxes = cards.map((card) => card.getBoundingClientRect());
      const index = insertionIndex(boxes, { x, y }, flow);
      const ids = cards.map((card) => card.dataset.cardId ?? "");
      // Beside itself means: where it is.
      const before = ids[index] === dragged ? ids[index + 1] : ids[index];
      return { stage, touchpoint, before: before ?? null };
    };

    const hint = (place: DropPlace) => {
      const now = screen.get().drop;
      const same =
        now?.stage === place.stage && now.touchpoint === place.touchpoint && now.before === place.before;
      if (!same) screen.patch({ drop: place });
    };

    return dropTargetForElements({
      element,
      canDrop: ({ source }) => isDragged(source.data, viewId, lane),
      onDrag: ({ location, source }) => {
        const { clientX, clientY } = location.current.input;
        hint(placeAt(clientX, clientY, source.data.id));
      },
      onDragLeave: () => screen.patch({ drop: null }),
      onDrop: ({ location, source }) => {
        const { clientX, clientY } = location.current.input;
        actions.put(String(source.data.id), lane, placeAt(clientX, clientY, source.data.id));
      },
    });
  }, [ref, lane, stage, flow, touchpoint, screen, viewId, actions, readonly]);
}

/** Scroll the board while a card is dragged to its edge. */
export function useAutoScroll(ref: RefObject<HTMLElement | null>): void {
  const { viewId } = useView();
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    return autoScrollForElements({ element, canScroll: ({ source }) => source.data.viewId === viewId });
  }, [ref, viewId]);
}
