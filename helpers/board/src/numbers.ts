// Figures as people write them, and the bars that stand for them.

/** Further from zero than this a figure is more likely a slip, and too long for its cell. */
const FURTHEST = 1e12;

export type ParsedNumber =
  | { ok: true; value: number | null }
  | { ok: false; problem: "no_number" | "too_large" };

/**
 * Read what somebody wrote as a figure; nothing is no figure.
 *
 * Full-width digits, thousands separators, a plus or minus sign and the lane's own unit behind it are taken.
 */
export function parseNumber(written: string, unit: string): ParsedNumber {
  let text = written.normalize("NFKC").trim();
  const suffix = unit.normalize("NFKC").trim();
  if (suffix !== "" && text.endsWith(suffix)) text = text.slice(0, -suffix.length).trim();
  if (text === "") return { ok: true, value: null };
  text = text.replace(/^[−–]/, "-").replace(/(?<=\d)[\s,'’_](?=\d{3}(?!\d))/g, "");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return { ok: false, problem: "no_number" };
  const value = Number(text);
  if (Math.abs(value) > FURTHEST) return { ok: false, problem: "too_large" };
  return { ok: true, value: value + 0 };
}

/** Return a figure as it is read in this language: grouped, with the decimals that it has. */
export function formatNumber(value: number, lang: string): string {
  const far = Math.abs(value) > FURTHEST;
  return new Intl.NumberFormat(lang, {
    maximumFractionDigits: 6,
    ...(far && { notation: "scientific" as const }),
  }).format(value);
}

/** Return a figure as it is edited: no groups, all its digits. */
export const plainNumber = (value: number | null): string => (value === null ? "" : String(value));

/** A bar on a line from 0 to 1, and where zero is on it. */
export interface Bar {
  start: number;
  size: number;
  zero: number;
}

/** Return the bar for one of a lane's figures: all bars of the lane share one scale, and zero is always on it. */
export function barOf(value: number, all: readonly number[]): Bar {
  const low = Math.min(0, ...all);
  const high = Math.max(0, ...all);
  // Against the largest, so that neither the largest nor the smallest figures there are give an infinity.
  const scale = Math.max(-low, high);
  const at = (x: number) => (scale === 0 ? 0 : (x / scale - low / scale) / (high / scale - low / scale));
  const [from, to] = value < 0 ? [at(value), at(0)] : [at(0), at(value)];
  return { start: from, size: to - from, zero: at(0) };
}
