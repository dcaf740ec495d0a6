// The quiz's words in both languages.
import en from "../../../journeybook/locales/en/quiz.json";
import zh from "../../../journeybook/locales/zh/quiz.json";
import { fill, type Language } from "../i18n";

export type QuizKey = keyof typeof zh & keyof typeof en;

export type Say = (key: QuizKey, params?: Record<string, string | number>) => string;

const CATALOGUES: Record<Language, Record<QuizKey, string>> = { zh, en };

/** Return what puts the quiz's keys into words. */
export const sayIn =
  (language: Language): Say =>
  (key, params = {}) =>
    fill(CATALOGUES[language][key], params);
