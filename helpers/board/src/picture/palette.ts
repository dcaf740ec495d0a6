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

/** The looks of the curves of other maps: each its own colour and its own dashes, so that neither is needed alone. */
export const LAID = {
  "laid-0": { colour: "#c2488f", dash: "9 6" },
  "laid-1": { colour: "#1c86b8", dash: "2 6" },
  "laid-2": { colour: "#b8651b", dash: "12 5 2 5" },
  "laid-3": { colour: "#8a63d2", dash: "5 5" },
  "laid-4": { colour: "#4f8a3c", dash: "16 7" },
  "laid-5": { colour: "#687b8f", dash: "8 5 2 5 2 5" },
} as const;
export type LaidLook = keyof typeof LAID;

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
  "bad-bare": ["bad", 3, "surface"],
  "bad-bare-edge": ["bad", 62, "surface"],
  "gold-bare": ["gold", 5, "surface"],
  "gold-bare-edge": ["gold", 85, "surface"],
  "accent-edge": ["accent", 26, "surface"],
  backstage: ["text", 7, "surface"],
  "backstage-edge": ["text", 18, "surface"],
  "bad-edge": ["bad", 26, "surface"],
  "good-edge": ["good", 28, "surface"],
  "gold-edge": ["gold", 60, "surface"],
} as const satisfies Record<string, readonly [Base, number, Base]>;

export type Colour = Base | keyof typeof MIXES | LaidLook;
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
  const laid = Object.entries(LAID).map(([name, { colour }]) => [name, colour]);
  return { ...bases, ...Object.fromEntries([...mixed, ...laid]) } as Palette;
}
