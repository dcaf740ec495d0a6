// How wide letters are in this browser.
import type { Language } from "../i18n";
import { FONTS } from "../picture/svg";
import { type Measure, remembering } from "../picture/wrap";

/** Letters differ a little from one computer to the next; lines keep this share of their width free for it. */
const SLACK = 1.02;

const measures = new Map<Language, Measure>();

/** Return the measure of a language's font; made once, for all maps of the page. */
export function measureIn(lang: Language): Measure {
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
