// The board's words in both languages, so that it can switch while it is open.
import en from "../../journeybook/locales/en/board.json";
import zh from "../../journeybook/locales/zh/board.json";

export type Language = "zh" | "en";
export type Key = keyof typeof zh & keyof typeof en;

/** Puts a key into words, its `{placeholders}` filled. */
export type Translate = (key: Key, params?: Record<string, string | number>) => string;

const CATALOGUES: Record<Language, Record<Key, string>> = { zh, en };

/** Put values in the place of a sentence's `{placeholders}`. */
export const fill = (sentence: string, params: Record<string, string | number>) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));

/** Return the translator of one language. */
export function translator(language: Language): Translate {
  const catalogue = CATALOGUES[language];
  return (key, params = {}) => fill(catalogue[key], params);
}

/** Return the key for `count` things: English tells one from many. */
export function plural<T extends string>(stem: T, count: number): `${T}_one` | `${T}_other` {
  return count === 1 ? `${stem}_one` : `${stem}_other`;
}

/** Return the key of an emotion's name. */
export function emotionKey(emotion: number | null): Key {
  if (emotion === null) return "emotion_unset";
  return `emotion_${String(emotion).replace("-", "m")}` as Key;
}
