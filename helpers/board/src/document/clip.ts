// Cards on the clipboard: written as JSON with a mark, read back as if a stranger had written them.
import * as Y from "yjs";
import { create } from "./create";
import { type RawCard, readCard, readCards, stageOrder } from "./document";
import { addStages, keysOf, lane } from "./edits";
import { keysAt } from "./keys";
import { CARD_TEXTS, CARD_TYPES, type CardType, type LaneType, MAX_CARDS, MAX_TEXT } from "./parts";
import type { Snapshot } from "./snapshot";

/** The clipboard's type for cards; other programs get plain text. */
export const CLIP_TYPE = "application/x-journeybook+json";

/** Most characters that are read from the clipboard, and most cards that one paste makes. */
export const MAX_CLIP = 2_000_000;
export const MAX_PASTE = 500;

const MARK = "journeybook-cards";
const MAX_CODE = 64;

/** A copied card: its fields, and in how many stages behind the first copied one it stood. */
interface ClipCard {
  type: Exclude<CardType, "stage">;
  column: number;
  part: Record<string, unknown> & { id: string };
}

export type Clip = readonly ClipCard[];

/** Where pasted cards go: a stage, a touchpoint that pain points are tied to, and a card to stand behind. */
export interface PastePlace {
  stage: string;
  touchpoint: string | null;
  after: string | null;
}

/** What a paste made, and how many cards there was no room for. */
export interface Pasted {
  ids: string[];
  left: number;
}

/** Half of a surrogate pair, which the model refuses. */
const HALVES = /\p{Surrogate}/gu;
const clean = (text: string) => text.replace(HALVES, "").slice(0, MAX_TEXT).replace(HALVES, "");

/** Copy cards with their evidence, in board order. */
export function copyCards(snapshot: Snapshot, ids: ReadonlySet<string>): Clip {
  const copied: ClipCard[] = [];
  let first: number | null = null;
  for (const [index, column] of snapshot.columns.entries()) {
    const lists = {
      touchpoint: column.touchpoints,
      pain_point: column.painPoints,
      opportunity: column.opportunities,
    };
    for (const [type, list] of Object.entries(lists)) {
      for (const part of list) {
        if (!ids.has(part.id)) continue;
        first ??= index;
        copied.push({ type: type as LaneType, column: index - first, part: { ...part } });
        for (const one of snapshot.evidence.get(part.id) ?? []) {
          copied.push({ type: "evidence", column: index - first, part: { ...one } });
        }
      }
    }
  }
  return copied;
}

/** Write a clip as the clipboard carries it. */
export const clipToJson = (clip: Clip): string => JSON.stringify({ mark: MARK, cards: clip });

/** Write a clip as plain text, a line for each card. */
export function clipToText(clip: Clip): string {
  const line = ({ part }: ClipCard) =>
    [part.name ?? part.text, part.action, part.thought]
      .filter((one) => typeof one === "string" && one !== "")
      .join(" · ")
      .replace(/\s+/g, " ");
  return clip
    .filter(({ type }) => type !== "evidence")
    .map(line)
    .join("\n");
}

const asRecord = (value: unknown) =>
  (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;

/** Hold a stranger's card to the rules: by writing it into a document of its own and reading it from there. */
function checked(scratch: Y.Map<unknown>, value: unknown): ClipCard | null {
  const { type, column, part: given } = asRecord(value);
  const part = asRecord(given);
  const known = CARD_TYPES.find((one) => one === type);
  if (known === undefined || known === "stage" || typeof part.id !== "string") return null;
  const card = new Y.Map<unknown>();
  scratch.set("card", card);
  const owner = known === "evidence" ? part.claim : "";
  const at = [typeof owner === "string" ? owner : "", known === "evidence" ? part.aspect : known, ""];
  card.set("at", at.map(String));
  card.set("type", known);
  for (const [name, field] of Object.entries(part)) {
    if (name === "type" || name === "at" || name === "gone") continue;
    if ((CARD_TEXTS[known] as readonly string[]).includes(name)) {
      card.set(name, new Y.Text(typeof field === "string" ? clean(field) : ""));
    } else if (Array.isArray(field)) {
      const names = field.filter((one) => typeof one === "string").slice(0, MAX_CARDS);
      card.set(name, new Y.Map(names.map((one) => [one, true])));
    } else if (typeof field === "string") {
      card.set(name, field.length <= MAX_CODE ? clean(field) : null);
    } else if (typeof field === "number" || typeof field === "boolean") {
      card.set(name, field);
    }
  }
  const read = readCard(part.id, card);
  if (read === null || read.type === "stage") return null;
  const whole = typeof column === "number" && Number.isInteger(column) ? column : 0;
  return { type: read.type, column: Math.max(0, whole), part: { ...read.part } };
}

/** Read what the clipboard holds; `null` where it is not a clip, or too long for one. */
export function clipFromJson(json: string): Clip | null {
  if (json.length > MAX_CLIP) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return null;
  }
  const { mark, cards } = asRecord(parsed);
  if (mark !== MARK || !Array.isArray(cards)) return null;
  const scratch = new Y.Doc();
  const map = scratch.getMap("scratch");
  const read = cards.flatMap((card) => checked(map, card) ?? []);
  scratch.destroy();
  return read;
}

/** How many more cards of a type the map takes. */
const roomFor = (sorted: readonly RawCard[], type: CardType) =>
  MAX_CARDS - sorted.filter((card) => card.type === type && !card.gone).length;

/** Return the part's own fields, without those that say where it stands. */
function fieldsOf({ part }: ClipCard): Record<string, unknown> {
  const { id: _id, stage: _stage, claim: _claim, aspect: _aspect, ...fields } = part;
  return fields;
}

/** Put a clip on the map, under new ids; what it says of its own cards goes with it. */
export function pasteClip(doc: Y.Doc, clip: Clip, place: PastePlace): Pasted {
  const sorted = readCards(doc);
  const stages = stageOrder(sorted);
  const start = stages.indexOf(place.stage);
  if (start < 0) return { ids: [], left: clip.length };
  const there = new Set(sorted.filter((card) => !card.gone).map((card) => card.id));
  const renamed = new Map<string, string>();
  const ids: string[] = [];
  const cards = clip.filter(({ type }) => type !== "evidence");
  let room = MAX_PASTE;

  for (const type of ["touchpoint", "pain_point", "opportunity"] as const) {
    const some = cards.filter((card) => card.type === type);
    const taken = some.slice(0, Math.max(0, Math.min(room, roomFor(sorted, type))));
    room -= taken.length;
    const goal = (card: ClipCard) => stages[Math.min(start + card.column, stages.length - 1)] as string;
    for (const stage of new Set(taken.map(goal))) {
      const here = taken.filter((card) => goal(card) === stage);
      const list = lane(sorted, type, stage);
      const behind = list.findIndex((card) => card.id === place.after);
      const keys = keysAt(keysOf(list), behind < 0 ? list.length : behind + 1, here.length);
      for (const [i, card] of here.entries()) {
        const fields = fieldsOf(card);
        if (type === "pain_point") {
          fields.touchpoint = renamed.get(String(fields.touchpoint)) ?? place.touchpoint;
        } else if (type === "opportunity") {
          const answered = (fields.pain_points as string[]).flatMap(
            (id) => renamed.get(id) ?? (there.has(id) ? id : []),
          );
          fields.pain_points = new Y.Map(answered.map((id) => [id, true]));
        }
        const id = create(doc, type, [stage, type, keys[i] as string], fields);
        renamed.set(card.part.id, id);
        ids.push(id);
      }
    }
  }
  const evidence = clip.filter(({ type, part }) => type === "evidence" && renamed.has(String(part.claim)));
  const supported = evidence.slice(0, Math.max(0, Math.min(MAX_PASTE, roomFor(sorted, "evidence"))));
  for (const [i, key] of keysAt([], 0, supported.length).entries()) {
    const one = supported[i] as ClipCard;
    create(
      doc,
      "evidence",
      [renamed.get(String(one.part.claim)) ?? "", String(one.part.aspect), key],
      fieldsOf(one),
    );
  }
  return { ids, left: cards.length - ids.length };
}

/** Split a foreign text into lines worth a card each. */
export function linesOf(text: string): string[] {
  return text
    .slice(0, MAX_CLIP)
    .split(/\r\n|\r|\n/)
    .map((line) => clean(line.replace(/\t/g, " ").trim()))
    .filter((line) => line !== "");
}

/** The first text of a new card of each type. */
const FIRST_TEXT = { touchpoint: "name", pain_point: "text", opportunity: "text" } as const;

/** Make a card of each line where the focus is; on a stage's title, stages. */
export function pasteLines(
  doc: Y.Doc,
  lines: readonly string[],
  type: LaneType | "stage" | "action",
  place: PastePlace,
): Pasted {
  const taken = lines.slice(0, MAX_PASTE);
  const over = lines.length - taken.length;
  if (type === "stage") {
    const room = Math.max(0, roomFor(readCards(doc), "stage"));
    const ids = addStages(doc, taken.slice(0, room));
    return { ids, left: lines.length - ids.length };
  }
  const card = type === "action" ? "touchpoint" : type;
  const field = type === "action" ? "action" : FIRST_TEXT[type];
  const scratch = taken.map((line, i) => ({
    type: card,
    column: 0,
    part: { id: `line-${i}`, [field]: line },
  }));
  const clip = clipFromJson(clipToJson(scratch)) ?? [];
  const { ids, left } = pasteClip(doc, clip, place);
  return { ids, left: left + over };
}
