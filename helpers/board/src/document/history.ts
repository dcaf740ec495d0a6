// Undo and redo: one step for each gesture, and only this person's own.
import * as Y from "yjs";
import { sharedTypes } from "./document";

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

/** Start recording what is done to `doc` through `gesture`. */
export function createHistory(doc: Y.Doc): History {
  const manager = new Y.UndoManager(sharedTypes(doc), { trackedOrigins: new Set([LOCAL]) });
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
