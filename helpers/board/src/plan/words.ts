// The action plan's words in both languages.
import en from "../../../journeybook/locales/en/plan.json";
import zh from "../../../journeybook/locales/zh/plan.json";
import { fill, type Language } from "../i18n";

export type PlanKey = keyof typeof zh & keyof typeof en;

export type Say = (key: PlanKey, params?: Record<string, string | number>) => string;

const CATALOGUES: Record<Language, Record<PlanKey, string>> = { zh, en };

/** Return what puts the plan's keys into words. */
export const sayIn =
  (language: Language): Say =>
  (key, params = {}) =>
    fill(CATALOGUES[language][key], params);
