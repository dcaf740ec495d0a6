// Copy, cut and paste of cards; in a text they remain the text's own.
import { useEffect } from "preact/hooks";
import { CLIP_TYPE, clipToJson, clipToText, type PastePlace } from "../document/clip";
import { CARD_TYPES, type LaneType } from "../document/parts";
import type { Snapshot } from "../document/snapshot";
import { laneOf } from "../state/hands";
import { locate } from "../state/moves";
import type { FocusLane } from "../state/screen";
import type { ViewContext } from "./hooks";

const LANES: readonly string[] = [...CARD_TYPES, "action", "emotion"];
const isLane = (name: string | undefined): name is FocusLane => LANES.includes(name ?? "");

/** Where cards go that are pasted while `element` has the focus. */
function placeOf(snapshot: Snapshot, element: Element): (PastePlace & { lane: FocusLane }) | null {
  const card = element.closest<HTMLElement>("[data-card-id][data-lane]");
  const lane = card?.dataset.lane;
  if (card && isLane(lane)) {
    const id = card.dataset.cardId ?? "";
    if (lane === "stage") return { lane, stage: id, touchpoint: null, after: null };
    const type: LaneType = lane === "action" || lane === "emotion" ? "touchpoint" : lane;
    const found = locate(snapshot, type, id);
    const column = found && snapshot.columns[found.column];
    if (!column) return null;
    const tied = column.painPoints.find((one) => one.id === id)?.touchpoint ?? null;
    return { lane, stage: column.stage.id, touchpoint: type === "touchpoint" ? id : tied, after: id };
  }
  const cell = element.closest<HTMLElement>("[data-lane-cell][data-stage-id]");
  const name = cell?.dataset.laneCell;
  if (!cell || !isLane(name)) return null;
  const slot = element.closest<HTMLElement>("[data-slot]")?.dataset.slot;
  return { lane: name, stage: cell.dataset.stageId ?? "", touchpoint: slot || null, after: null };
}

/** Take copy, cut and paste while the focus is on this board. */
export function useClipboard(ref: { current: HTMLElement | null }, view: ViewContext): void {
  const { many, state, readonly } = view;
  useEffect(() => {
    /** The element with the focus, where the clipboard is ours: on the board, and in no text. */
    const focused = () => {
      const element = document.activeElement;
      if (element === null || !ref.current?.contains(element)) return null;
      const takesText = "textarea, input, select, [contenteditable], [popover]";
      return element.closest(takesText) === null ? element : null;
    };
    const put = (event: ClipboardEvent): boolean => {
      const element = focused();
      if (element === null || event.clipboardData === null || !document.getSelection()?.isCollapsed)
        return false;
      const id = element.closest<HTMLElement>("[data-card-id]")?.dataset.cardId ?? null;
      const clip = many.copy(id !== null && laneOf(state.get().snapshot, id) !== null ? id : null);
      if (clip.length === 0) return false;
      event.clipboardData.setData(CLIP_TYPE, clipToJson(clip));
      event.clipboardData.setData("text/plain", clipToText(clip));
      event.preventDefault();
      return true;
    };
    const onCut = (event: ClipboardEvent) => {
      if (readonly) return;
      const id = focused()?.closest<HTMLElement>("[data-card-id]")?.dataset.cardId;
      if (!put(event)) return;
      if (view.hands.get().selected.size === 0 || (id && !view.hands.get().selected.has(id))) {
        many.select([id ?? ""], null);
      }
      many.removeSelected();
    };
    const onPaste = (event: ClipboardEvent) => {
      const element = focused();
      if (element === null || event.clipboardData === null || readonly) return;
      const { snapshot } = state.get();
      const place = placeOf(snapshot, element);
      const clip = many.readClip(event.clipboardData.getData(CLIP_TYPE));
      const first = snapshot.columns[0]?.stage.id;
      if (clip !== null && first !== undefined) {
        many.paste(clip, place ?? { stage: first, touchpoint: null, after: null });
      } else if (clip === null && place !== null) {
        many.pasteText(event.clipboardData.getData("text/plain"), place.lane, place);
      } else return;
      event.preventDefault();
    };
    const onCopy = (event: ClipboardEvent) => void put(event);

    // Without a marked text browsers send these to the document, not to what has the focus.
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [ref, view, many, state, readonly]);
}
