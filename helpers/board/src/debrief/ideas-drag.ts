// Dragging cards and clusters: the browser's own drag and drop, through the board's library, with its removal.
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { autoScrollWindowForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { IdeaCard } from "./ideas-data";

/** What is dragged: a card with the cluster it lies in, or a cluster. */
export type Dragged =
  | { what: "card"; card: IdeaCard; cluster: number }
  | { what: "cluster"; cluster: number };

const MARK = "jb-idea";

const taken = (data: Record<string | symbol, unknown>): Dragged | null =>
  (data[MARK] as Dragged | undefined) ?? null;

/** Let an element be dragged, by its handle where it has one; a null lets nothing be dragged. */
export function useDraggable(
  ref: RefObject<HTMLElement | null>,
  dragged: Dragged | null,
  onDragging: (dragged: Dragged | null) => void,
  handle?: RefObject<HTMLElement | null>,
): void {
  const latest = useRef({ dragged, onDragging });
  latest.current = { dragged, onDragging };
  const enabled = dragged !== null;
  useEffect(() => {
    const element = ref.current;
    if (element === null || !enabled) return;
    const dragHandle = handle?.current;
    return draggable({
      element,
      ...(dragHandle ? { dragHandle } : {}),
      getInitialData: () => ({ [MARK]: latest.current.dragged }),
      onDragStart: () => latest.current.onDragging(latest.current.dragged),
      onDrop: () => latest.current.onDragging(null),
    });
  }, [ref, handle, enabled]);
}

/** Take what is dropped on an element; returns whether something it would take is over it. */
export function useDropTarget(
  ref: RefObject<HTMLElement | null>,
  takes: (dragged: Dragged) => boolean,
  onDrop: (dragged: Dragged) => void,
): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef({ takes, onDrop });
  latest.current = { takes, onDrop };
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => {
        const dragged = taken(source.data);
        return dragged !== null && latest.current.takes(dragged);
      },
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        const dragged = taken(source.data);
        if (dragged !== null) latest.current.onDrop(dragged);
      },
    });
  }, [ref]);
  return over;
}

/** Scroll the page while something is dragged to its edge. */
export function useAutoScroll(): void {
  useEffect(
    () => autoScrollWindowForElements({ canScroll: ({ source }) => taken(source.data) !== null }),
    [],
  );
}
