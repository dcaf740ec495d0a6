// Keeps the document here and the one in the kernel the same, over the widget's own messages.
//
// We say hello with what we have, the kernel answers with what we lack and what it has, and we send the rest; from
// then on each side sends its edits as they happen. Updates are idempotent, so that hearing our own again is harmless.
import * as Y from "yjs";

/** The origin of what came from the kernel. */
export const REMOTE = Symbol("journeybook.remote");

/** A Yjs update that says nothing: no structs, no deletions. */
const EMPTY_UPDATE_LENGTH = 2;

/** A message as the widget protocol carries it: a small JSON part and binary parts. */
export interface Wire {
  send(message: { type: string }, buffers: Uint8Array[]): void;
  /** Call `handler` for each message; return the removal. */
  listen(handler: (message: unknown, buffers: readonly DataView[]) => void): () => void;
}

const bytes = (view: DataView | undefined): Uint8Array | null =>
  view === undefined ? null : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/**
 * Connect `doc` to the kernel.
 *
 * `onReady` is called once the kernel's map has arrived, `onBroken` with whatever a message did that it should not.
 * Returns the removal.
 */
export function connect(
  doc: Y.Doc,
  wire: Wire,
  onReady: () => void,
  onBroken: (error: unknown) => void,
): () => void {
  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== REMOTE) wire.send({ type: "update" }, [update]);
  };

  const onMessage = (message: unknown, buffers: readonly DataView[]) => {
    const type = (message as { type?: unknown } | null)?.type;
    const update = bytes(buffers[0]);
    if (update === null) return;
    try {
      if (type === "update") Y.applyUpdate(doc, update, REMOTE);
      if (type === "sync") {
        Y.applyUpdate(doc, update, REMOTE);
        const theirs = bytes(buffers[1]);
        const lacking = theirs === null ? null : Y.encodeStateAsUpdate(doc, theirs);
        if (lacking !== null && lacking.length > EMPTY_UPDATE_LENGTH)
          wire.send({ type: "update" }, [lacking]);
        onReady();
      }
    } catch (error) {
      onBroken(error);
    }
  };

  doc.on("update", onUpdate);
  const stopListening = wire.listen(onMessage);
  wire.send({ type: "hello" }, [Y.encodeStateVector(doc)]);
  return () => {
    doc.off("update", onUpdate);
    stopListening();
  };
}
