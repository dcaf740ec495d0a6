// How wide letters are in this browser, for pictures of the map.
import { useMemo } from "preact/hooks";
import type { Snapshot } from "../document/snapshot";
import type { Language } from "../i18n";
import { type Context, contextOf } from "../picture/journey";
import { FONTS } from "../picture/svg";
import { type Measure, remembering } from "../picture/wrap";
import { useStore, useView } from "./hooks";

/** Letters differ a little from one computer to the next; lines keep this share of their width free for it. */
const SLACK = 1.02;

const measures = new Map<Language, Measure>();

/** Return the measure of a language's font; made once, for all boards of the page. */
function measureIn(lang: Language): Measure {
  let measure = measures.get(lang);
  if (measure === undefined) {
    const pencil = document.createElement("canvas").getContext("2d");
    measure = remembering((text, size, weight) => {
      if (pencil === null) return text.length * size;
      pencil.font = `${weight} ${size}px ${FONTS[lang]}`;
      return pencil.measureText(text).width * SLACK;
    });
    measures.set(lang, measure);
  }
  return measure;
}

/** Return what the forms need to lay out this map. */
export function useContextOf(snapshot: Snapshot): Context {
  const { t, state, options } = useView();
  const lang = useStore(state, (shared) => shared.lang);
  return useMemo(() => {
    const caseNames = new Map(options.map(({ code, name }) => [code, name]));
    return contextOf({ measure: measureIn(lang), t }, snapshot, caseNames);
  }, [lang, t, options, snapshot]);
}
