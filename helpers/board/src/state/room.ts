// The group that shares the map: who is there, what they edit, and telling them where we are.
import type { Screen } from "./screen";

/** How many colours there are for people; the room server counts on as many. */
export const COLOURS = 8;

/** Somebody who has the map open. */
export interface Person {
  number: number;
  name: string;
  colour: number;
  isYou: boolean;
  /** Ids of the cards that they are editing. */
  editing: readonly string[];
}

/** The room in which a group shares the map. */
export interface Room {
  state: "connected" | "offline" | "not_stored";
  people: readonly Person[];
  /** Who else edits a card, by its id. */
  editors: ReadonlyMap<string, Person>;
  /** Where one's own earlier map was kept, as a sentence; empty where there was none. */
  aside: string;
}

/** How often the kernel hears that somebody still looks, in milliseconds; it forgets after 150 s (peer.py). */
export const RENEWAL = 50_000;

const asRecord = (value: unknown) =>
  (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
const asText = (value: unknown) => (typeof value === "string" ? value : "");
const asNumber = (value: unknown) => (typeof value === "number" && Number.isInteger(value) ? value : -1);

/** Read the trait `room`; `null` for a map that is its owner's alone. */
export function readRoom(value: unknown): Room | null {
  const { state, people, you, aside } = asRecord(value);
  if (state !== "connected" && state !== "offline" && state !== "not_stored") return null;
  const read = (Array.isArray(people) ? people : []).map(asRecord).flatMap((one) => {
    const [number, name] = [asNumber(one.number), asText(one.name)];
    if (number < 0 || name === "") return [];
    const editing = Array.isArray(one.editing) ? one.editing.filter((id) => asText(id) !== "") : [];
    const colour = Math.max(0, asNumber(one.colour)) % COLOURS;
    return [{ number, name, colour, isYou: number === you, editing: editing as string[] }];
  });
  const editors = new Map<string, Person>();
  for (const person of read) if (!person.isYou) for (const id of person.editing) editors.set(id, person);
  return { state, people: read, editors, aside: asText(aside) };
}

/**
 * Return one or two letters that stand for a name.
 *
 * Of a Chinese name the last two characters, for those are the given name's; of others the first letters of the first
 * and the last word.
 */
export function initials(name: string): string {
  const han = [...name.matchAll(/\p{Script=Han}/gu)].map(([letter]) => letter);
  if (han.length > 0) return han.slice(-2).join("");
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const letters = words.map((word) => String.fromCodePoint(word.codePointAt(0) ?? 63));
  const picked = letters.length > 1 ? `${letters[0]}${letters.at(-1)}` : (letters[0] ?? "?");
  return picked.toLocaleUpperCase();
}

/** The card that a view edits, or whose details it has open; empty for none. */
export function cardInHand({ editing, details }: { editing: string | null; details: string | null }): string {
  const typed = editing === null ? "" : (editing.split("/")[0] ?? "");
  return typed || (details ?? "");
}

export interface Presence {
  /** Tell of a view of the board for as long as it is there; return how to stop. */
  show(screen: Screen): () => void;
  dispose(): void;
}

/** Make what tells the kernel where this browser is: at each change, time and again, and when the page goes. */
export function createPresence(
  send: (message: { type: "here"; here: boolean; editing: string }) => void,
): Presence {
  const screens = new Set<Screen>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let last = "";

  const say = (here: boolean) => {
    const cards = [...screens].map((screen) => cardInHand(screen.get())).filter((id) => id !== "");
    last = cards.at(-1) ?? "";
    send({ type: "here", here, editing: here ? last : "" });
  };
  const renew = () => say(true);
  const onChange = () => {
    const before = last;
    const cards = [...screens].map((screen) => cardInHand(screen.get())).filter((id) => id !== "");
    if ((cards.at(-1) ?? "") !== before) renew();
  };
  const onHide = () => say(false);

  function stop(): void {
    clearInterval(timer);
    globalThis.removeEventListener?.("pagehide", onHide);
    globalThis.removeEventListener?.("pageshow", renew);
  }

  return {
    show(screen) {
      screens.add(screen);
      if (screens.size === 1) {
        timer = setInterval(renew, RENEWAL);
        globalThis.addEventListener?.("pagehide", onHide);
        globalThis.addEventListener?.("pageshow", renew);
        renew();
      }
      const unwatch = screen.watch(onChange);
      return () => {
        unwatch();
        if (!screens.delete(screen)) return;
        if (screens.size > 0) {
          onChange();
          return;
        }
        stop();
        say(false);
      };
    },
    dispose() {
      if (screens.size > 0) stop();
      screens.clear();
    },
  };
}
