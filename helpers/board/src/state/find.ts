// Searching the map: every text of it, also those that only the details show.
import { CARD_TEXTS, type Evidence, type LaneType, ROOT_TEXTS, type RootText } from "../document/parts";
import type { Snapshot } from "../document/snapshot";
import type { Key } from "../i18n";
import type { FocusLane } from "./screen";

/** A text that holds what is searched for. */
export interface Hit {
  /** The card to show, or the text of the head. */
  target: { id: string; lane: FocusLane } | RootText;
  /** What the text is called. */
  name: Key;
  text: string;
  /** Whether the board shows it only in the details. */
  hidden: boolean;
}

/** Make texts comparable: full-width and half-width, upper and lower case are one. */
export const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

/** The board shows no more than the beginning of these. */
const HIDDEN: readonly string[] = ["goal", "measure", "owner"];

const NAMES: Partial<Record<string, Key>> = { name: "touchpoint_name", text: "text" };

/** Return all hits, in the order of the board: head, then stage by stage. */
export function findAll(snapshot: Snapshot, query: string): Hit[] {
  const wanted = fold(query.trim());
  if (wanted === "") return [];
  const hits: Hit[] = [];
  const look = (text: string, target: Hit["target"], name: Key, hidden: boolean) => {
    if (fold(text).includes(wanted)) hits.push({ target, name, text, hidden });
  };
  const evidence = (list: readonly Evidence[], target: Hit["target"]) => {
    for (const one of list) {
      look(one.text, target, "evidence", true);
      look(one.source, target, "evidence_source", true);
    }
  };
  const card = (type: LaneType, part: { readonly id: string }) => {
    const texts = part as unknown as Record<string, string>;
    for (const field of CARD_TEXTS[type]) {
      const lane = field === "action" ? "action" : type;
      look(texts[field] ?? "", { id: part.id, lane }, NAMES[field] ?? (field as Key), HIDDEN.includes(field));
    }
    evidence(snapshot.evidence.get(part.id) ?? [], { id: part.id, lane: type });
  };

  for (const place of ROOT_TEXTS) {
    const [part, field] = place.split(".") as ["persona" | "scenario", string];
    const texts = snapshot[part] as unknown as Record<string, string>;
    look(texts[field] ?? "", place, place.replace(".", "_") as Key, false);
  }
  for (const { stage, touchpoints, painPoints, opportunities } of snapshot.columns) {
    look(stage.name, { id: stage.id, lane: "stage" }, "stage_name", false);
    for (const one of touchpoints) card("touchpoint", one);
    for (const one of painPoints) card("pain_point", one);
    for (const one of opportunities) card("opportunity", one);
  }
  return hits;
}

/** Return the stretch of a text around what is searched for, on one line. */
export function snippet(text: string, query: string, around = 18): string {
  const plain = text.replace(/\s+/g, " ");
  const at = Math.max(0, fold(plain).indexOf(fold(query.trim())));
  const characters = [...new Intl.Segmenter().segment(plain)];
  const hit = characters.findLastIndex((one) => one.index <= at);
  const [from, to] = [Math.max(0, hit - around), hit + query.length + around];
  const cut = characters.slice(from, to).map((one) => one.segment);
  return `${from > 0 ? "…" : ""}${cut.join("")}${to < characters.length ? "…" : ""}`;
}
