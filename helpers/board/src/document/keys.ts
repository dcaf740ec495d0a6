// Fractional keys: the place of a card among its neighbours, without renumbering anybody.
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

/** Whether `key` is one that the index can count on from. */
export function isKey(key: unknown): key is string {
  if (typeof key !== "string") return false;
  try {
    generateKeyBetween(key, null);
    return true;
  } catch {
    return false;
  }
}

/**
 * Return `count` keys for cards put at `index` of a sorted list with these keys.
 *
 * Two people who insert at the same place make the same key, and another program may have written one that is no
 * key at all: then the search steps out to the next distinct key, so that there is always room.
 */
export function keysAt(sorted: readonly string[], index: number, count: number): string[] {
  const place = Math.max(0, Math.min(index, sorted.length));
  const before = sorted.slice(0, place).findLast(isKey) ?? null;
  const after = sorted.slice(place).find((key) => isKey(key) && (before === null || key > before)) ?? null;
  return generateNKeysBetween(before, after, count);
}

/** Return one key for a card put at `index` of a sorted list with these keys. */
export function keyAt(sorted: readonly string[], index: number): string {
  return keysAt(sorted, index, 1)[0] as string;
}

/** Compare two places as every reader of the document does: by key, then by id. */
export function comparePlaces(a: { key: string; id: string }, b: { key: string; id: string }): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
