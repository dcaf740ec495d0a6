// Undo and redo: one step for each gesture, and only this person's own.
import * as Y from "yjs";
import { cardsOf, sharedTypes } from "./document";

/** The origin of every transaction made here; what comes from elsewhere is never undone. */
export const LOCAL = Symbol("journeybook.local");

export interface History {
  /** Run one gesture: all it does is one step back. */
  gesture<T>(edit: () => T): T;
  undo(): boolean;
  redo(): boolean;
  canUndo(): boolean;
  canRedo(): boolean;
  dispose(): void;
}

/** Whether anybody but this browser has written into a card, in whatever field. */
function hasOthers(card: Y.Map<unknown>, client: number): boolean {
  for (const entry of card._map.values()) {
    if (entry.deleted) continue;
    if (entry.id.client !== client) return true;
    const { content } = entry;
    if (!(content instanceof Y.ContentType)) continue;
    const held = [...content.type._map.values()];
    for (let item = content.type._start; item !== null; item = item.right) held.push(item);
    if (held.some((item) => !item.deleted && item.id.client !== client)) return true;
  }
  return false;
}

/**
 * Return what says of each item that undo would delete whether it may go.
 *
 * To undo making a card is to mark it as gone, as deleting does: what somebody else is writing into it at this moment
 * is not torn out of the document. A card into which somebody has written already stays.
 */
function createFilter(doc: Y.Doc): (item: Y.Item) => boolean {
  const cards = cardsOf(doc) as Y.AbstractType<unknown>;
  return ({ parent, parentSub, content, left }) => {
    if (parent === cards) {
      const card = content instanceof Y.ContentType ? content.type : null;
      if (card instanceof Y.Map && !hasOthers(card, doc.clientID)) card.set("gone", true);
      return false;
    }
    const isField = parent instanceof Y.AbstractType && parent._item?.parent === cards;
    // Without these a card could not come back.
    const isFrame =
      content instanceof Y.ContentType || (left === null && (parentSub === "type" || parentSub === "at"));
    return !(isField && isFrame);
  };
}

/** Start recording what is done to `doc` through `gesture`. */
export function createHistory(doc: Y.Doc): History {
  const manager = new Y.UndoManager(sharedTypes(doc), {
    trackedOrigins: new Set([LOCAL]),
    deleteFilter: createFilter(doc),
  });
  return {
    gesture(edit) {
      // Without this, gestures less than half a second apart would be undone together.
      manager.stopCapturing();
      return doc.transact(edit, LOCAL);
    },
    undo: () => manager.undo() !== null,
    redo: () => manager.redo() !== null,
    canUndo: () => manager.canUndo(),
    canRedo: () => manager.canRedo(),
    dispose: () => manager.destroy(),
  };
}
