// Choosing several cards with the mouse: Ctrl and Shift with a click, and a band drawn over empty ground.
import { useEffect, useLayoutEffect } from "preact/hooks";
import type { ViewContext } from "./hooks";

const CARD = ".jb-card[data-card-id]";
/** Where a press begins something else than a band. */
const BUSY = "button, input, textarea, select, [popover], .jb-card, .jb-stage, .jb-action, .jb-lane-title";
/** A band smaller than this, in pixels, is a click. */
const SLACK = 4;

const cardsIn = (root: Element) => [...root.querySelectorAll<HTMLElement>(CARD)];
const idOf = (card: HTMLElement) => card.dataset.cardId ?? "";

/** Draw a band from where the pointer went down; the cards that it touches are chosen. */
function drawBand(root: HTMLElement, start: PointerEvent, view: ViewContext, kept: ReadonlySet<string>) {
  const boxes = cardsIn(root).map((card) => ({ id: idOf(card), box: card.getBoundingClientRect() }));
  const frame = root.getBoundingClientRect();
  const band = document.createElement("div");
  band.className = "jb-band";

  const onMove = (event: PointerEvent) => {
    const [left, right] = [Math.min(start.clientX, event.clientX), Math.max(start.clientX, event.clientX)];
    const [top, bottom] = [Math.min(start.clientY, event.clientY), Math.max(start.clientY, event.clientY)];
    if (!band.isConnected) {
      if (right - left < SLACK && bottom - top < SLACK) return;
      root.append(band);
    }
    band.style.left = `${left - frame.left - root.clientLeft}px`;
    band.style.top = `${top - frame.top - root.clientTop}px`;
    band.style.width = `${right - left}px`;
    band.style.height = `${bottom - top}px`;
    const touched = boxes.filter(
      ({ box }) => box.left < right && box.right > left && box.top < bottom && box.bottom > top,
    );
    view.hands.patch({ selected: new Set([...kept, ...touched.map(({ id }) => id)]), anchor: null });
  };
  const end = () => {
    if (band.isConnected) view.many.select(view.hands.get().selected, null);
    band.remove();
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", end);
    window.removeEventListener("pointercancel", end);
  };
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", end);
  window.addEventListener("pointercancel", end);
  return end;
}

/** Choose cards with the mouse. */
export function useSelecting(ref: { current: HTMLElement | null }, view: ViewContext): void {
  const { hands, many } = view;
  useEffect(() => {
    const root = ref.current;
    if (root === null) return;
    let endBand: (() => void) | null = null;

    const onPointerDown = (event: PointerEvent) => {
      const target = event.target as Element;
      const adds = event.ctrlKey || event.metaKey || event.shiftKey;
      if (event.button !== 0 || target.closest(".jb-grid") === null) return;
      const card = target.closest<HTMLElement>(CARD);
      if (card !== null) {
        if (!adds && !hands.get().selected.has(idOf(card))) many.clear();
        return;
      }
      if (target.closest(BUSY) !== null) return;
      if (!adds) many.clear();
      // A finger scrolls here.
      if (event.pointerType === "mouse") endBand = drawBand(root, event, view, hands.get().selected);
    };
    const onMouseDown = (event: MouseEvent) => {
      const card = (event.target as Element).closest<HTMLElement>(CARD);
      if (!event.shiftKey || card === null) return;
      // Shift and a click would mark all text between here and the last click.
      event.preventDefault();
      if (hands.get().anchor === null) {
        const before = document.activeElement?.closest<HTMLElement>(CARD);
        if (before) hands.patch({ anchor: idOf(before) });
      }
      card.focus({ preventScroll: true });
    };
    const onClick = (event: MouseEvent) => {
      const target = event.target as Element;
      const card = target.closest<HTMLElement>(CARD);
      if (card === null || target.closest("textarea, [popover]") !== null) return;
      const toggles = event.ctrlKey || event.metaKey;
      if (toggles || event.shiftKey) {
        event.preventDefault();
        event.stopPropagation();
        if (toggles) many.toggle(idOf(card));
        else many.extend(idOf(card));
        card.focus({ preventScroll: true });
      } else if (target.closest("button") === null) many.clear();
    };

    root.addEventListener("pointerdown", onPointerDown);
    root.addEventListener("mousedown", onMouseDown, true);
    root.addEventListener("click", onClick, true);
    return () => {
      endBand?.();
      root.removeEventListener("pointerdown", onPointerDown);
      root.removeEventListener("mousedown", onMouseDown, true);
      root.removeEventListener("click", onClick, true);
    };
  }, [ref, view, hands, many]);
}

/** Show which cards are chosen, and which are carried along with a dragged one. */
export function useSelectionMarks(
  ref: { current: HTMLElement | null },
  selected: ReadonlySet<string>,
  carrying: boolean,
  words: string,
): void {
  useLayoutEffect(() => {
    const root = ref.current;
    if (root === null) return;
    root.toggleAttribute("data-carrying", carrying);
    if (selected.size === 0 && root.querySelector("[data-selected]") === null) return;
    for (const card of cardsIn(root)) {
      const chosen = selected.has(idOf(card));
      if (chosen === card.hasAttribute("data-selected")) continue;
      card.toggleAttribute("data-selected", chosen);
      if (chosen) card.setAttribute("aria-description", words);
      else card.removeAttribute("aria-description");
    }
  });
}
