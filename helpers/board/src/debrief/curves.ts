// Where the curves of many teams go; nothing here knows of the page.
import type { StageComparison } from "./data";

export const WIDTH = 1000;
export const HEIGHT = 380;
const [LEFT, RIGHT, TOP, BOTTOM] = [56, 20, 18, 44];

export interface Point {
  x: number;
  y: number;
}

/** The middle of a stage among so many. */
export const xOf = (place: number, stages: number): number =>
  LEFT + ((place + 0.5) * (WIDTH - LEFT - RIGHT)) / stages;

/** An emotion from −2 to 2; what lies beyond stays on the edge. */
export const yOf = (emotion: number): number =>
  TOP + ((2 - Math.min(2, Math.max(-2, emotion))) / 4) * (HEIGHT - TOP - BOTTOM);

const rounded = (value: number) => Math.round(value * 10) / 10;
const step = ({ x, y }: Point) => `${rounded(x)} ${rounded(y)}`;

/** Stages that follow each other and have a value, as points; a stage without one ends a run. All stand `aside`. */
export function runs(values: readonly (number | null)[], aside = 0): Point[][] {
  const found: Point[][] = [];
  let open = false;
  for (const [place, value] of values.entries()) {
    if (value === null) {
      open = false;
      continue;
    }
    if (!open) found.push([]);
    open = true;
    found.at(-1)?.push({ x: xOf(place, values.length) + aside, y: yOf(value) });
  }
  return found;
}

/** A line through the values, broken where there is none. */
export const linePath = (values: readonly (number | null)[], aside = 0): string =>
  runs(values, aside)
    .map((run) => `M${run.map(step).join("L")}`)
    .join("");

/** The band of one standard deviation about the mean. */
export function bandPath(stages: readonly StageComparison[]): string {
  const edge = (sign: 1 | -1) =>
    runs(stages.map(({ mean, spread }) => (mean === null ? null : mean + sign * (spread ?? 0))));
  const low = edge(-1);
  return edge(1)
    .map((run, i) => `M${[...run, ...[...(low[i] ?? [])].reverse()].map(step).join("L")}z`)
    .join("");
}

/** Return the hue of one team among many: neighbours are far apart. */
export const hueOf = (index: number): number => Math.round((index * 137.508 + 230) % 360);

/** An emotion with its sign, to one place. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(1).replace(/\.0$/, "");
  return text === "0" ? text : `${value < 0 ? "−" : "+"}${text}`;
}

/** Which of five steps of colour an emotion has. */
export const stepOf = (value: number): number => Math.max(-2, Math.min(2, Math.round(value)));

/** How far aside a team's curve stands, so that equal ones can be told apart. */
export const asideOf = (index: number, teams: number): number =>
  (index - (teams - 1) / 2) * Math.min(9, 60 / teams);

/** As much of a name as has room, letters of Chinese being twice as wide as others. */
export function shortened(name: string, room: number): string {
  const width = (text: string) => [...text].reduce((sum, one) => sum + (one > "\u2e80" ? 1 : 0.56), 0);
  if (width(name) <= room) return name;
  const letters = [...name];
  while (letters.length > 1 && width(letters.join("")) > room - 1) letters.pop();
  return `${letters.join("")}…`;
}
