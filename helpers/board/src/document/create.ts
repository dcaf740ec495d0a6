// What every edit needs that makes a card: the card itself, and those that are there already.
import * as Y from "yjs";
import { cardsOf, type RawCard } from "./document";
import { newId } from "./ids";
import { CARD_TEXTS, type CardType } from "./parts";

/** Make a card with empty texts and put it into the document. */
export function create(
  doc: Y.Doc,
  type: CardType,
  at: readonly [parent: string, lane: string, key: string],
  fields: Record<string, unknown> = {},
  id: string = newId(type),
): string {
  const card = new Y.Map<unknown>();
  card.set("type", type);
  card.set("at", [...at]);
  // Written although it says nothing new: undo takes this entry back where it must leave the card (history.ts).
  card.set("gone", false);
  for (const name of CARD_TEXTS[type]) card.set(name, new Y.Text(fields[name] as string | undefined));
  for (const [name, value] of Object.entries(fields)) {
    if (!(CARD_TEXTS[type] as readonly string[]).includes(name)) card.set(name, value);
  }
  cardsOf(doc).set(id, card);
  return id;
}

/** The cards of one type that are not deleted. */
export const living = (sorted: readonly RawCard[], type: CardType) =>
  sorted.filter((card) => card.type === type && !card.gone);
