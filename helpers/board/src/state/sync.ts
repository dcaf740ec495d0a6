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

/** What the board is told of the connection. */
export interface Listener {
  /** The kernel's map has arrived. */
  onReady(): void;
  /** A message did what it should not. */
  onBroken(error: unknown): void;
  /** Edits are on their way to the kernel, or (false) it has taken all of them. */
  onOwed(owed: boolean): void;
  /** The kernel has been silent for `PATIENCE` though it owes an answer; or (false) it speaks again. */
  onSilent(silent: boolean): void;
}

/** How long the kernel may take to answer before the person hears of it, in milliseconds. */
export const PATIENCE = 6000;

/** Connect `doc` to the kernel; returns the removal. */
export function connect(
  doc: Y.Doc,
  wire: Wire,
  { onReady, onBroken, onOwed, onSilent }: Listener,
): () => void {
  let waiting: ReturnType<typeof setTimeout> | null = null;
  let silent = false;
  let owed = 0;

  const owe = (count: number) => {
    const before = owed;
    owed = Math.max(0, count);
    if (before > 0 !== owed > 0) onOwed(owed > 0);
  };

  // Every update is answered with "taken", every hello with "sync".
  const send = (type: "hello" | "update", buffer: Uint8Array) => {
    wire.send({ type }, [buffer]);
    if (type === "update") owe(owed + 1);
    waiting ??= setTimeout(() => {
      silent = true;
      onSilent(true);
    }, PATIENCE);
  };
  const hello = () => send("hello", Y.encodeStateVector(doc));

  const heard = () => {
    if (waiting !== null) clearTimeout(waiting);
    waiting = null;
    if (!silent) return;
    silent = false;
    onSilent(false);
    // What passed meanwhile may be lost in either direction.
    owe(0);
    hello();
  };

  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== REMOTE) send("update", update);
  };

  const onMessage = (message: unknown, buffers: readonly DataView[]) => {
    const type = (message as { type?: unknown } | null)?.type;
    if (type === "taken") {
      heard();
      owe(owed - 1);
    }
    const update = bytes(buffers[0]);
    if (update === null) return;
    heard();
    try {
      if (type === "update") Y.applyUpdate(doc, update, REMOTE);
      if (type === "sync") {
        Y.applyUpdate(doc, update, REMOTE);
        const theirs = bytes(buffers[1]);
        const lacking = theirs === null ? null : Y.encodeStateAsUpdate(doc, theirs);
        if (lacking !== null && lacking.length > EMPTY_UPDATE_LENGTH) send("update", lacking);
        onReady();
      }
    } catch (error) {
      onBroken(error);
    }
  };

  doc.on("update", onUpdate);
  const stopListening = wire.listen(onMessage);
  hello();
  return () => {
    if (waiting !== null) clearTimeout(waiting);
    doc.off("update", onUpdate);
    stopListening();
  };
}
