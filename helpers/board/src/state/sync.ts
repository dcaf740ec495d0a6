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
  send(message: { type: string; number?: number }, buffers: Uint8Array[]): void;
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

/**
 * How long a first greeting waits for its answer before there is another, in milliseconds; each next one twice as long.
 *
 * A notebook hands the first messages of a page to the kernel's main loop, where they wait behind a running cell, until
 * it has made a second loop for them: the next greeting is answered there.
 */
export const FIRST_WAIT = 500;

/** Connect `doc` to the kernel; returns the removal. */
export function connect(
  doc: Y.Doc,
  wire: Wire,
  { onReady, onBroken, onOwed, onSilent }: Listener,
): () => void {
  let waiting: ReturnType<typeof setTimeout> | null = null;
  let silent = false;
  let owed = false;
  // Number of the last update sent, and of the last one that the kernel is known to have.
  let sent = 0;
  let taken = 0;
  /** Whether what was sent may be lost, so that only the next "sync" says what the kernel has. */
  let unsure = false;

  const weigh = () => {
    const before = owed;
    owed = unsure || taken < sent;
    if (before !== owed) onOwed(owed);
  };

  // Every update is answered with "taken" and its number, every hello with "sync".
  const send = (type: "hello" | "update", buffer: Uint8Array) => {
    if (type === "update") {
      sent += 1;
      wire.send({ type, number: sent }, [buffer]);
      weigh();
    } else {
      wire.send({ type }, [buffer]);
    }
    waiting ??= setTimeout(() => {
      silent = true;
      onSilent(true);
    }, PATIENCE);
  };
  const hello = () => send("hello", Y.encodeStateVector(doc));

  let greeting: ReturnType<typeof setTimeout> | null = null;
  const greet = (wait: number) => {
    hello();
    greeting = setTimeout(() => greet(2 * wait), wait);
  };

  const heard = () => {
    if (waiting !== null) clearTimeout(waiting);
    waiting = null;
    if (!silent) return;
    silent = false;
    onSilent(false);
    // What passed meanwhile may be lost in either direction.
    unsure = true;
    weigh();
    hello();
  };

  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== REMOTE) send("update", update);
  };

  const onMessage = (message: unknown, buffers: readonly DataView[]) => {
    const { type, number } = (message ?? {}) as { type?: unknown; number?: unknown };
    if (type === "taken") {
      heard();
      // One that was answered late must not speak for those sent after it.
      if (typeof number === "number") taken = Math.min(sent, Math.max(taken, number));
      weigh();
    }
    const update = bytes(buffers[0]);
    if (update === null) return;
    heard();
    try {
      if (type === "update") Y.applyUpdate(doc, update, REMOTE);
      if (type === "sync") {
        if (greeting !== null) clearTimeout(greeting);
        greeting = null;
        Y.applyUpdate(doc, update, REMOTE);
        // Only from here on: writing a whole map down again, as for each update, would delay the first picture. What
        // was edited before is among what the kernel lacks. (To listen twice is to listen once.)
        doc.on("update", onUpdate);
        const theirs = bytes(buffers[1]);
        const lacking = theirs === null ? null : Y.encodeStateAsUpdate(doc, theirs);
        // What the kernel had not got by now goes to it once more.
        unsure = false;
        taken = sent;
        if (lacking !== null && lacking.length > EMPTY_UPDATE_LENGTH) send("update", lacking);
        weigh();
        onReady();
      }
    } catch (error) {
      onBroken(error);
    }
  };

  const stopListening = wire.listen(onMessage);
  greet(FIRST_WAIT);
  return () => {
    if (waiting !== null) clearTimeout(waiting);
    if (greeting !== null) clearTimeout(greeting);
    doc.off("update", onUpdate);
    stopListening();
  };
}
