// How wide letters are in this browser, for pictures of the map.
import { useMemo } from "preact/hooks";
import type { Snapshot } from "../document/snapshot";
import type { Language } from "../i18n";
import { chosenOf } from "../overlay";
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

/** Return what the forms need to lay out this map as this person has arranged it. */
export function useContextOf(snapshot: Snapshot): Context {
  const { t, state, options, layout } = useView();
  const lang = useStore(state, (shared) => shared.lang);
  const overlays = useStore(state, (shared) => shared.overlays);
  return useMemo(() => {
    const caseNames = new Map(options.map(({ code, name }) => [code, name]));
    const chosen = chosenOf(overlays, layout.over);
    return contextOf({ measure: measureIn(lang), t, lang }, snapshot, caseNames, { layout, chosen });
  }, [lang, t, options, snapshot, layout, overlays]);
}
