// The keys of several cards, search, size and window; and all that goes with them on one view.
import { useEffect } from "preact/hooks";
import { directionOf } from "../state/grid";
import { handCommand } from "../state/hand-keys";
import { useClipboard } from "./clipboard";
import { openFind } from "./find";
import { toggleFullScreen } from "./fullscreen";
import { useStore, type ViewContext } from "./hooks";
import { focusItem, itemBeside, itemOf, useRoving } from "./roving";
import { useSelecting, useSelectionMarks } from "./selecting";
import { useZoom } from "./zoom";

const takesText = (target: Element) => target.closest("textarea, select, input, [contenteditable]") !== null;

/** Move the focus by an arrow key; with Shift every card on the way is chosen. */
function moveFocus(root: HTMLElement, event: KeyboardEvent, { many, screen, t }: ViewContext): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const item = itemOf(event.target as Element);
  if (item === null) return false;
  const direction = directionOf(event.key, item.getAttribute("role") === "slider" && event.target === item);
  if (direction === null) return false;
  const next = itemBeside(root, item, direction);
  if (next === null) {
    screen.say(t("said_edge"));
    return true;
  }
  focusItem(next);
  if (event.shiftKey) many.extend(next.dataset.cardId ?? "", item.dataset.cardId ?? null);
  return true;
}

function useHandKeys(ref: { current: HTMLElement | null }, view: ViewContext): void {
  useEffect(() => {
    const root = ref.current;
    if (root === null) return;
    const { hands, many } = view;

    const giveUp = (): boolean => {
      const { selected, find, filled } = hands.get();
      if (selected.size > 0) many.clear();
      else if (find !== null) hands.patch({ find: null });
      else if (filled && view.screen.get().details === null) hands.patch({ filled: false });
      else return false;
      return true;
    };
    const run = (event: KeyboardEvent, target: Element): boolean => {
      const typing = takesText(target);
      if (target.closest("[popover]") !== null) return false;
      switch (handCommand(event, typing)) {
        case "select_all":
          many.selectAll();
          return true;
        case "find":
          openFind(view, root);
          return true;
        case "zoom_in":
          many.zoomBy(1);
          return true;
        case "zoom_out":
          many.zoomBy(-1);
          return true;
        case "zoom_reset":
          many.zoomTo(1);
          return true;
        case "full_screen":
          toggleFullScreen(root, view);
          return true;
        case "help":
          hands.patch({ helping: true });
          return true;
        case "toggle":
          many.toggle(target.closest<HTMLElement>("[data-card-id]")?.dataset.cardId ?? "");
          return true;
        default:
          if (typing) return false;
          return event.key === "Escape" ? giveUp() : moveFocus(root, event, view);
      }
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      if (run(event, event.target as Element)) event.preventDefault();
    };

    // Before the keys of the single card, whichever of the two began to listen first.
    root.addEventListener("keydown", onKeyDown, true);
    return () => root.removeEventListener("keydown", onKeyDown, true);
  }, [ref, view]);
}

/** Everything a view has in hand; to be called before the keys of single cards are taken. */
export function useHands(ref: { current: HTMLElement | null }, view: ViewContext): void {
  const selected = useStore(view.hands, (held) => held.selected);
  const carrying = useStore(
    view.screen,
    ({ dragging }) => dragging !== null && view.hands.get().selected.has(dragging.id),
  );
  useHandKeys(ref, view);
  useSelecting(ref, view);
  useClipboard(ref, view);
  useRoving(ref);
  useZoom(ref, view);
  useSelectionMarks(ref, selected, carrying, view.t("hands_is_selected"));
}
