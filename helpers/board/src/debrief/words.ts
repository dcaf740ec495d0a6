// The trainer's words in both languages.
import en from "../../../journeybook/locales/en/debriefpage.json";
import zh from "../../../journeybook/locales/zh/debriefpage.json";
import { fill, type Language } from "../i18n";

export type DebriefKey = keyof typeof zh & keyof typeof en;

export type Say = (key: DebriefKey, params?: Record<string, string | number>) => string;

const CATALOGUES: Record<Language, Record<DebriefKey, string>> = { zh, en };

/** Return what puts the page's keys into words. */
export const sayIn =
  (language: Language): Say =>
  (key, params = {}) =>
    fill(CATALOGUES[language][key], params);
