// What the kernel tells of the other maps in the folder: their curves, as long as somebody looks at them, and how
// making a future map went.
import type { Overlay, OverlayStage } from "../overlay";

/** How making the future map went; `message` is the kernel's sentence where it could not. */
export interface Copied {
  state: "made" | "exists" | "error";
  file: string;
  message: string;
}

/** How often the kernel hears that somebody still looks, in milliseconds; it forgets after 150 s (overlaywatch.py). */
export const RENEWAL = 50_000;

export interface Looking {
  /** Begin to look; return how to stop. */
  look(): () => void;
  dispose(): void;
}

/** Make a way to look at the other maps: `ask` is called at each beginning, and time and again until all have stopped. */
export function createLook(ask: () => void): Looking {
  const looking = new Set<symbol>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    look() {
      const one = Symbol();
      looking.add(one);
      if (looking.size === 1) timer = setInterval(ask, RENEWAL);
      ask();
      return () => {
        if (looking.delete(one) && looking.size === 0) clearInterval(timer);
      };
    },
    dispose() {
      looking.clear();
      clearInterval(timer);
    },
  };
}

const asRecord = (value: unknown) =>
  (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
const asText = (value: unknown) => (typeof value === "string" ? value : "");
const asList = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.map(asRecord) : [];

function readEmotion(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= 2 ? value : null;
}

function readStage({ name, touchpoints }: Record<string, unknown>): OverlayStage {
  return {
    name: asText(name),
    touchpoints: asList(touchpoints).map((one) => ({
      name: asText(one.name),
      case_touchpoint: asText(one.case_touchpoint) || null,
      emotion: readEmotion(one.emotion),
    })),
  };
}

/** Read the trait `overlays`; an entry without a file is left out. */
export function readOverlays(value: unknown): Overlay[] {
  return asList(value).flatMap(({ file, label, kind, stages }) =>
    asText(file) === ""
      ? []
      : [
          {
            file: asText(file),
            label: asText(label) || asText(file),
            kind: kind === "future" ? ("future" as const) : ("current" as const),
            stages: asList(stages).map(readStage),
          },
        ],
  );
}

/** Read a message; `null` where it is about something else. */
export function readCopied(message: unknown): Copied | null {
  const { type, state, file, message: sentence } = asRecord(message);
  if (type !== "copied") return null;
  const known = state === "made" || state === "exists" ? state : "error";
  return { state: known, file: asText(file), message: asText(sentence) };
}
