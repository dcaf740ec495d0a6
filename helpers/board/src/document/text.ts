// Text edits as the smallest change, so that two people can write in one field.

/** Replace `remove` characters at `index` by `insert`; counted in UTF-16 units, as Yjs does. */
export interface Splice {
  index: number;
  remove: number;
  insert: string;
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** Return the one splice that turns `before` into `after`: what is between their common head and tail. */
export function spliceBetween(before: string, after: string): Splice {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  // Half of an emoji is no character: Yjs would send it as a replacement mark.
  if (head > 0 && isHighSurrogate(before.charCodeAt(head - 1))) head--;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (tail > 0 && isLowSurrogate(before.charCodeAt(before.length - tail))) tail--;
  return { index: head, remove: before.length - head - tail, insert: after.slice(head, after.length - tail) };
}

/** Return `text` with `splice` done. */
export function applySplice(text: string, { index, remove, insert }: Splice): string {
  return text.slice(0, index) + insert + text.slice(index + remove);
}

/**
 * Return the splice for `current` that means what `base` → `draft` meant.
 *
 * While one person types in a field, another may change it: their change stays, ours is shifted past it. Where both
 * rewrote the same words, ours takes the place of those words.
 */
export function rebase(base: string, draft: string, current: string): Splice {
  const ours = spliceBetween(base, draft);
  if (base === current) return ours;
  const theirs = spliceBetween(base, current);
  const shift = theirs.insert.length - theirs.remove;
  const ourEnd = ours.index + ours.remove;
  const theirEnd = theirs.index + theirs.remove;
  if (ourEnd <= theirs.index) return ours;
  if (ours.index >= theirEnd) return { ...ours, index: ours.index + shift };
  // Overlap: remove what is left of the words that we removed, and nothing that they added around them.
  const head = Math.max(0, theirs.index - ours.index);
  const tail = Math.max(0, ourEnd - theirEnd);
  const theirNewEnd = theirs.index + theirs.insert.length;
  const index = head > 0 ? ours.index : theirNewEnd;
  const end = tail > 0 ? theirNewEnd + tail : head > 0 ? theirs.index : theirNewEnd;
  return { index, remove: Math.max(0, end - index), insert: ours.insert };
}
