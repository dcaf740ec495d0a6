// Dragging a fact out of its panel onto a claim, through the same library as the cards.
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import type { Aspect } from "../document/parts";
import { aspectAt } from "../geometry";
import type { Fact } from "../state/facts";
import type { DraggedFact } from "../state/panels";
import { usePanels, useView } from "./hooks";

/** Let a fact be dragged while `enabled`. */
export function useFactDrag(ref: RefObject<HTMLElement | null>, fact: Fact, enabled: boolean): void {
  const { panels, viewId } = useView();
  useEffect(() => {
    const element = ref.current;
    if (element === null || !enabled) return;
    return draggable({
      element,
      getInitialData: () => ({ viewId, fact }) satisfies DraggedFact as unknown as Record<string, unknown>,
      onDragStart: () => panels.patch({ dragged: fact.id }),
      onDrop: () => panels.patch({ dragged: null, over: null }),
    });
  }, [ref, fact, enabled, panels, viewId]);
}

/** Take facts for a card; with several aspects, its width is divided among them. */
export function useFactTarget(
  ref: RefObject<HTMLElement | null>,
  card: string,
  aspects: readonly Aspect[],
): void {
  const { panels, viewId, attach, readonly } = useView();
  const names = aspects.join(" ");
  useEffect(() => {
    const element = ref.current;
    if (element === null || readonly || aspects.length === 0) return;
    const under = (x: number) => aspectAt(element.getBoundingClientRect(), x, aspects);
    const hover = (x: number) => {
      const aspect = under(x);
      const now = panels.get().over;
      if (now?.card !== card || now.aspect !== aspect) panels.patch({ over: { card, aspect } });
    };
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.viewId === viewId && source.data.fact !== undefined,
      onDragEnter: ({ location }) => hover(location.current.input.clientX),
      onDrag: ({ location }) => hover(location.current.input.clientX),
      onDragLeave: () => panels.patch({ over: null }),
      onDrop: ({ location, source }) => {
        const { fact } = source.data as unknown as DraggedFact;
        attach(fact, card, under(location.current.input.clientX));
      },
    });
    // The aspects are told apart by their names: the list may be a new one at each rendering.
  }, [ref, card, names, panels, viewId, attach, readonly]);
}

/** Over the card under a dragged fact: what the fact would support. */
export function FactZones({ id, aspects }: { id: string; aspects: readonly Aspect[] }) {
  const { t } = useView();
  const over = usePanels((panels) => (panels.over?.card === id ? panels.over.aspect : null));
  if (over === null || !aspects.includes(over)) return null;
  return (
    <div class="jb-zones" aria-hidden="true">
      {aspects.map((aspect) => (
        <span key={aspect} class={aspect === over ? "jb-on" : ""} data-testid={`zone-${aspect}`}>
          {t(`proof_zone_${aspect}`)}
        </span>
      ))}
    </div>
  );
}
