// Where the focus goes: to what asked for it, and never away with an element that is gone.
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { FocusLane, FocusPlace } from "../state/screen";
import type { ViewContext } from "./hooks";

/** Find what should get the focus; values are compared, never put into a selector. */
function findWanted(root: HTMLElement, wanted: FocusPlace): HTMLElement | null {
  const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
  if ("start" in wanted) return root.querySelector<HTMLElement>(".jb-start button");
  if ("title" in wanted) {
    const title = all("[data-lane-title]").find(({ dataset }) => dataset.laneTitle === wanted.title);
    // The name of an own lane can be edited; a fixed title can only be read.
    return title?.querySelector<HTMLElement>(".jb-text[tabindex]") ?? title ?? null;
  }
  if ("addIn" in wanted) {
    const cell = all("[data-lane-cell]").find(
      ({ dataset }) => dataset.stageId === wanted.addIn && dataset.laneCell === wanted.lane,
    );
    return cell?.querySelector<HTMLElement>(".jb-add") ?? null;
  }
  const card = all("[data-card-id][data-lane]").find(
    ({ dataset }) => dataset.cardId === wanted.id && dataset.lane === wanted.lane,
  );
  // An action is no card of its own: its text takes the focus.
  return wanted.lane === "action" ? (card?.querySelector<HTMLElement>(".jb-text") ?? null) : (card ?? null);
}

/** After each render: give the focus to what asked for it, and do not lose it with an element that went away. */
export function useFocus(ref: { current: HTMLElement | null }, { screen }: ViewContext): void {
  const last = useRef<{ element: Element; place: FocusPlace | null } | null>(null);

  useEffect(() => {
    const root = ref.current;
    if (root === null) return;
    const onFocusIn = (event: FocusEvent) => {
      const element = event.target as Element;
      const card = element.closest<HTMLElement>("[data-card-id][data-lane]")?.dataset;
      const place = card ? { id: card.cardId ?? "", lane: card.lane as FocusLane } : null;
      last.current = { element, place };
    };
    // As it begins: a field that is left goes away within this event, and the focus is on its way to another place.
    const onBlur = (event: FocusEvent) => {
      const left = event.target as Element;
      if (event.relatedTarget !== null) last.current = null;
      // Whoever leaves the board takes the focus along; an element that is taken away does not.
      queueMicrotask(() => {
        if (left.isConnected && last.current?.element === left) last.current = null;
      });
    };
    root.addEventListener("focusin", onFocusIn);
    root.addEventListener("blur", onBlur, true);
    return () => {
      root.removeEventListener("focusin", onFocusIn);
      root.removeEventListener("blur", onBlur, true);
    };
  }, [ref]);

  useLayoutEffect(() => {
    const root = ref.current;
    if (root === null) return;
    const { focus, editing } = screen.get();
    if (focus !== null) {
      screen.patch({ focus: null });
      const wanted = findWanted(root, focus);
      wanted?.focus({ preventScroll: true });
      wanted?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    const nowhere = document.activeElement === null || document.activeElement === document.body;
    if (last.current === null || last.current.element.isConnected || !nowhere || editing !== null) return;
    const again = last.current.place && findWanted(root, last.current.place);
    (again ?? root).focus({ preventScroll: true });
  });
}
