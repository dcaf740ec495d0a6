// Files that the kernel makes of the map, and maps that it reads from files; every question has a number, for answers
// may come in another order.
import type { JourneyMap } from "../generated/journey-map";
import type { WidgetModel } from "./kernel";

/** Largest file that is handed to the kernel; its server passes on no more. */
export const MOST_BYTES = 8_000_000;

/** Which formats the kernel writes, by their codes, and how the names of files end that it reads. */
export interface Formats {
  writes: readonly string[];
  reads: readonly string[];
}

/** A file that was made. */
export interface Made {
  suffix: string;
  data: Uint8Array<ArrayBuffer>;
  /** What the file does not hold, in the reader's language. */
  losses: readonly string[];
}

/** A map that was read. */
export interface Opened {
  map: JourneyMap;
  /** What of the file has no place on the map, in the reader's language. */
  losses: readonly string[];
}

export interface FilesSource {
  /** Have the kernel make a file; fails with a sentence in the reader's language. */
  make(format: string, paper: string | null): Promise<Made>;
  /** Have the kernel read a file; fails with a sentence in the reader's language. */
  read(name: string, content: ArrayBuffer): Promise<Opened>;
  dispose(): void;
}

const asRecord = (value: unknown) =>
  (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
const asText = (value: unknown) => (typeof value === "string" ? value : "");
const asTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

/** Read the trait `formats`. */
export function readFormats(value: unknown): Formats {
  const { writes, reads } = asRecord(value);
  return { writes: asTexts(writes), reads: asTexts(reads) };
}

type Waiting = {
  done(message: Record<string, unknown>, buffer: DataView | undefined): void;
  failed(reason: Error): void;
};

/** Start listening for files behind a widget model. */
export function createFiles(model: WidgetModel): FilesSource {
  const waiting = new Map<number, Waiting>();
  let asked = 0;

  const onMessage = (content: unknown, buffers: readonly DataView[] = []) => {
    const message = asRecord(content);
    if (message.type !== "exported" && message.type !== "imported") return;
    const number = typeof message.number === "number" ? message.number : 0;
    const one = waiting.get(number);
    waiting.delete(number);
    if (message.state === "ready") one?.done(message, buffers[0]);
    else one?.failed(new Error(asText(message.message)));
  };
  model.on("msg:custom", onMessage);

  const ask = <T>(
    content: Record<string, unknown>,
    buffers: ArrayBuffer[],
    answer: (message: Record<string, unknown>, buffer: DataView | undefined) => T,
  ) =>
    new Promise<T>((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { done: (...parts) => resolve(answer(...parts)), failed: reject });
      model.send({ ...content, number: asked }, undefined, buffers);
    });

  return {
    make: (format, paper) =>
      ask({ type: "export", format, ...(paper !== null && { paper }) }, [], (message, buffer) => ({
        suffix: asText(message.suffix),
        // A copy: what the connection hands over may be a window on a larger buffer.
        data: new Uint8Array(
          buffer === undefined ? [] : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength),
        ),
        losses: asTexts(message.losses),
      })),
    read: (name, content) =>
      ask({ type: "import", name }, [content], (message) => ({
        map: asRecord(message.map) as unknown as JourneyMap,
        losses: asTexts(message.losses),
      })),
    dispose() {
      model.off("msg:custom", onMessage);
      waiting.clear();
    },
  };
}
