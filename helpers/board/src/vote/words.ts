// The voters' words in both languages.
import en from "../../../journeybook/locales/en/vote.json";
import zh from "../../../journeybook/locales/zh/vote.json";
import { fill, type Language } from "../i18n";

export type VoteKey = keyof typeof zh & keyof typeof en;

export type Say = (key: VoteKey, params?: Record<string, string | number>) => string;

const CATALOGUES: Record<Language, Record<VoteKey, string>> = { zh, en };

/** Return what puts the page's keys into words. */
export const sayIn =
  (language: Language): Say =>
  (key, params = {}) =>
    fill(CATALOGUES[language][key], params);
