// What a person can do with several cards, and how that changes what a key or a drag does with one of them.
import {
  type Clip,
  clipFromJson,
  copyCards,
  linesOf,
  type Pasted,
  type PastePlace,
  pasteClip,
  pasteLines,
} from "../document/clip";
import { putCards, removeCards, shiftCards } from "../document/group";
import type { LaneType } from "../document/parts";
import { type Translate, translator } from "../i18n";
import type { Actions } from "./actions";
import { allCards, clampZoom, type Hands, laneOf, living, rangeOf, zoomStep } from "./hands";
import type { Session } from "./kernel";
import { locate } from "./moves";
import type { FocusLane, FocusPlace, Screen } from "./screen";

export type HandsActions = ReturnType<typeof createHandsActions>;

const NOTHING: ReadonlySet<string> = new Set();

/** Return the actions on what this view has in hand. */
export function createHandsActions({ doc, history, state }: Session, screen: Screen, hands: Hands) {
  const snapshot = () => state.get().snapshot;
  const locked = () => state.get().readonly || !state.get().ready;
  const t: Translate = (key, params) => translator(state.get().lang)(key, params);
  const selected = () => living(hands.get().selected, snapshot());

  /** Whether what is done with this card is done with several. */
  const isOneOfMany = (id: string) => selected().size > 1 && selected().has(id);

  function select(ids: Iterable<string>, anchor: string | null): void {
    const next = new Set(ids);
    if (next.size === 0 && hands.get().selected.size === 0) return;
    hands.patch({ selected: next.size === 0 ? NOTHING : next, anchor });
    screen.say(t("hands_selected", { n: next.size }));
  }

  function toggle(id: string): void {
    if (laneOf(snapshot(), id) === null) return;
    const next = new Set(selected());
    if (!next.delete(id)) next.add(id);
    select(next, id);
  }

  /** Choose everything from the last chosen card to this one. */
  function extend(id: string, from: string | null = null): void {
    const anchor = hands.get().anchor ?? from;
    if (laneOf(snapshot(), id) !== null) select(rangeOf(snapshot(), anchor, id), anchor ?? id);
  }

  /** The "+" of the cell in which a card stands. */
  function cellOf(id = ""): FocusPlace | null {
    const lane = laneOf(snapshot(), id);
    const found = lane && locate(snapshot(), lane, id);
    const stage = found && snapshot().columns[found.column]?.stage.id;
    return lane && stage ? { addIn: stage, lane } : null;
  }

  function removeSelected(): void {
    const ids = selected();
    if (locked() || ids.size === 0) return;
    const order = allCards(snapshot());
    const last = order.findLastIndex((id) => ids.has(id));
    const next = order.slice(last + 1)[0] ?? order.findLast((id) => !ids.has(id)) ?? null;
    const emptied = next === null ? cellOf(order[last]) : null;
    history.gesture(() => removeCards(doc, ids));
    const open = screen.get().details;
    const lane = next === null ? null : laneOf(snapshot(), next);
    screen.patch({
      focus: next !== null && lane !== null ? { id: next, lane } : emptied,
      ...(open !== null && ids.has(open) && { details: null }),
    });
    hands.patch({ selected: NOTHING, anchor: null });
    screen.say(t("hands_deleted", { n: ids.size }));
  }

  function moved(id: string, lane: LaneType): void {
    screen.patch({ focus: { id, lane } });
    const found = locate(snapshot(), lane, id);
    const stage = found && snapshot().columns[found.column]?.stage.name;
    screen.say(t("hands_moved", { n: selected().size, stage: stage || t("unnamed") }));
  }

  function shiftSelected(id: string, lane: LaneType, by: -1 | 1): void {
    if (locked()) return;
    const ids = selected();
    const did = history.gesture(() => shiftCards(doc, ids, by));
    if (did) moved(id, lane);
    else screen.say(t("said_edge"));
  }

  /** After a paste: choose what it made, and say what there was no room for. */
  function pasted({ ids, left }: Pasted, lane: FocusLane): void {
    const [first] = ids;
    const found = first === undefined ? null : laneOf(snapshot(), first);
    hands.patch({ selected: found === null ? NOTHING : new Set(ids), anchor: first ?? null });
    if (first !== undefined) screen.patch({ focus: { id: first, lane: found ?? lane } });
    screen.say(t(left > 0 ? "hands_pasted_left" : "hands_pasted", { n: ids.length, left }));
  }

  function paste(clip: Clip, place: PastePlace): void {
    if (!locked() && clip.length > 0)
      pasted(
        history.gesture(() => pasteClip(doc, clip, place)),
        "touchpoint",
      );
  }

  function pasteText(text: string, lane: FocusLane, place: PastePlace): void {
    const lines = linesOf(text);
    if (locked() || lines.length === 0) return;
    const type = lane === "emotion" ? "touchpoint" : lane;
    pasted(
      history.gesture(() => pasteLines(doc, lines, type, place)),
      lane,
    );
  }

  /** What is to be copied: the chosen cards, or the one that has the focus. */
  function copy(focused: string | null): Clip {
    const many = selected();
    const ids = many.size > 0 && (focused === null || many.has(focused)) ? many : new Set([focused ?? ""]);
    const clip = copyCards(snapshot(), ids);
    const cards = clip.filter(({ type }) => type !== "evidence").length;
    if (cards > 0) screen.say(t("hands_copied", { n: cards }));
    return clip;
  }

  function zoomTo(zoom: number): void {
    const next = clampZoom(zoom);
    if (next !== hands.get().zoom) hands.patch({ zoom: next });
    screen.say(t("hands_zoom", { n: Math.round(next * 100) }));
  }

  return {
    select,
    toggle,
    extend,
    selectAll: () => select(allCards(snapshot()), null),
    clear: () => select([], null),
    isOneOfMany,
    removeSelected,
    shiftSelected,
    put(id: string, lane: LaneType, place: Parameters<Actions["put"]>[2]): void {
      if (locked()) return;
      history.gesture(() => putCards(doc, selected(), lane, place));
      moved(id, lane);
    },
    copy,
    paste,
    pasteText,
    readClip: clipFromJson,
    zoomTo,
    zoomBy: (by: 1 | -1) => zoomTo(zoomStep(hands.get().zoom, by)),
  };
}

/** Let moving and deleting one of several chosen cards move and delete all of them. */
export function withHands(actions: Actions, many: HandsActions): Actions {
  return {
    ...actions,
    put(id, lane, place) {
      if (many.isOneOfMany(id)) many.put(id, lane, place);
      else actions.put(id, lane, place);
    },
    remove(id, lane) {
      if (many.isOneOfMany(id)) many.removeSelected();
      else actions.remove(id, lane);
    },
    run(command, id, lane) {
      const onMany = lane !== "stage" && lane !== "action" && lane !== "emotion" && many.isOneOfMany(id);
      if (onMany && command.name === "delete") many.removeSelected();
      else if (onMany && command.name === "move" && command.dx !== 0) {
        many.shiftSelected(id, lane, command.dx);
      } else actions.run(command, id, lane);
    },
  };
}
