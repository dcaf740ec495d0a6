// The board's colours for a picture: the same names and mixtures as in the style sheet, worked out to plain numbers.
//
// On screen a mark says `var(--jb-…)` and the theme decides; a file that leaves the page needs the colour itself.

/** A page's two colours, each `#rrggbb`, from which the others are mixed. */
export interface Ground {
  surface: string;
  text: string;
}

/** The page that a picture stands on unless the person wants their theme's. */
export const PAPER: Ground = { surface: "#ffffff", text: "#1b1f27" };

export const ACCENTS = {
  accent: "#5b6ee1",
  good: "#10936f",
  fair: "#a07d1c",
  bad: "#dc4a3f",
  gold: "#c98a06",
} as const;

type Base = keyof Ground | keyof typeof ACCENTS;

/** Each colour as so many percent of one in another. */
export const MIXES = {
  muted: ["text", 66, "surface"],
  line: ["text", 13, "surface"],
  "line-strong": ["text", 52, "surface"],
  sunken: ["text", 3.5, "surface"],
  hover: ["text", 8, "surface"],
  "accent-text": ["accent", 62, "text"],
  "bad-text": ["bad", 62, "text"],
  "good-text": ["good", 62, "text"],
  "fair-text": ["fair", 62, "text"],
  "accent-soft": ["accent", 11, "surface"],
  "bad-soft": ["bad", 9, "surface"],
  "good-soft": ["good", 10, "surface"],
  "fair-soft": ["fair", 11, "surface"],
  "gold-soft": ["gold", 14, "surface"],
  "accent-tile": ["accent", 15, "surface"],
  "good-tile": ["good", 20, "surface"],
  "bad-edge": ["bad", 26, "surface"],
  "good-edge": ["good", 28, "surface"],
  "gold-edge": ["gold", 60, "surface"],
} as const satisfies Record<string, readonly [Base, number, Base]>;

export type Colour = Base | keyof typeof MIXES;
export type Palette = Record<Colour, string>;

const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
const hex = (value: number) => Math.round(value).toString(16).padStart(2, "0");

function mix(a: string, percent: number, b: string): string {
  const [from, to] = [channels(a), channels(b)];
  return `#${from.map((value, i) => hex((value * percent + (to[i] as number) * (100 - percent)) / 100)).join("")}`;
}

/** Return every colour on a page of this ground. */
export function paletteOf(ground: Ground): Palette {
  const bases: Record<Base, string> = { ...ACCENTS, ...ground };
  const mixed = Object.entries(MIXES).map(([name, [a, percent, b]]) => [
    name,
    mix(bases[a], percent, bases[b]),
  ]);
  return { ...bases, ...Object.fromEntries(mixed) } as Palette;
}
