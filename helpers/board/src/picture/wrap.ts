// Breaks a text into lines that are no wider than a card, by the rules of Chinese and of English.

/** How wide a text is, in CSS pixels, in the picture's font of this size and weight. */
export type Measure = (text: string, size: number, weight: number) => number;

/** Never first in a line: what closes, ends or follows. */
const NO_START = new Set("、。，．！？：；）】〕〉》」』〗”’…—～·％‰℃)]},.!?:;%»›々ー゛゜".split(""));
/** Never last in a line: what opens. */
const NO_END = new Set("（【〔〈《「『〖“‘([{«‹￥$#".split(""));

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\u3000-\u303f\uff00-\uffef]/u;
const SPACE = /^[\s\u200b]+$/u;

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Return what a reader takes for the letters of a text. */
export const graphemesOf = (text: string): string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Whether a letter is as wide as it is high, as Chinese ones are. */
export const isWide = (one: string): boolean => WIDE.test(one);

/** Whether a line may end after `a` when `b` follows. */
function breaks(a: string, b: string): boolean {
  if (SPACE.test(b)) return false;
  if (SPACE.test(a)) return true;
  if (NO_START.has(b) || NO_END.has(a)) return false;
  return isWide(a) || isWide(b) || (a === "-" && b !== "-");
}

/** Return the runs of a paragraph inside which no line ends; together they are the paragraph. */
export function runsOf(paragraph: string): string[] {
  const runs: string[] = [];
  let last = "";
  for (const one of graphemesOf(paragraph)) {
    if (last === "" || breaks(last, one)) runs.push(one);
    else runs[runs.length - 1] += one;
    last = one;
  }
  return runs;
}

/**
 * Return the lines of a text, none wider than `width` unless one character is.
 *
 * A word that is wider than a line is broken where the line is full. Line breaks of the text stay; spaces at the end
 * of a line do not.
 */
export function wrap(text: string, width: number, fits: (line: string) => number): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .flatMap((paragraph) => wrapParagraph(paragraph.replaceAll("\t", " "), width, fits));
}

function wrapParagraph(paragraph: string, width: number, fits: (line: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  // Sums the parts' widths instead of measuring each longer line again: linear, and kerning across them is nothing.
  const put = (part: string) => {
    const trimmed = fits(part.trimEnd());
    if (line !== "" && used + trimmed > width) {
      lines.push(line.trimEnd());
      line = "";
      used = 0;
    }
    line += part;
    used += fits(part);
  };
  for (const run of runsOf(paragraph)) {
    if (fits(run.trimEnd()) <= width) put(run);
    else for (const one of graphemesOf(run)) put(one);
  }
  lines.push(line.trimEnd());
  return lines;
}

/** Return a memory of at most `most` answers: asked by name, it reads what it does not know. */
function remember<T>(most: number): (name: string, read: () => T) => T {
  const known = new Map<string, T>();
  return (name, read) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= most) known.clear();
    const value = read();
    known.set(name, value);
    return value;
  };
}

const MOST_WIDTHS = 20_000;
const MOST_TEXTS = 5_000;

/** Return `measure` with a memory, for the same words come again at every drawing. */
export function remembering(measure: Measure): Measure {
  const widths = remember<number>(MOST_WIDTHS);
  return (text, size, weight) => widths(`${size} ${weight} ${text}`, () => measure(text, size, weight));
}

const texts = new WeakMap<Measure, ReturnType<typeof remember<readonly string[]>>>();

/** Return the lines of a text in a font; of a map that is drawn again after an edit most are known. */
export function linesOf(
  measure: Measure,
  text: string,
  width: number,
  size: number,
  weight: number,
): readonly string[] {
  const known = texts.get(measure) ?? remember<readonly string[]>(MOST_TEXTS);
  texts.set(measure, known);
  return known(`${width} ${size} ${weight} ${text}`, () =>
    wrap(text, width, (part) => measure(part, size, weight)),
  );
}
