// What a picture consists of, before anybody decides whether it is drawn on the page or into a file.
import type { LaneType } from "../document/parts";
import { emotionY, type StageBox } from "../geometry";
import { EYES, type IconName, MOUTHS, PATHS, STAR } from "../ui/icons";
import type { Colour } from "./palette";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A colour; the emotion curve's, from good at its top to bad at its foot; or none. */
export type Paint = Colour | "feeling" | "none";

export interface Look {
  fill?: Paint;
  stroke?: Paint;
  strokeWidth?: number;
  dash?: string;
  /** Whether dashes have round ends, as dots have; otherwise only what has no dashes does. */
  round?: boolean;
  opacity?: number;
}

export interface RectMark extends Box, Look {
  shape: "rect";
  radius: number;
}

export interface PathMark extends Look {
  shape: "path";
  d: string;
  /** Where the path's own origin lies, and how much larger it is drawn. */
  x: number;
  y: number;
  scale: number;
}

export interface TextMark {
  shape: "text";
  x: number;
  /** The line on which the letters stand. */
  y: number;
  text: string;
  size: number;
  weight: number;
  fill: Colour;
  anchor: "start" | "middle";
  /** Whether it runs down instead of to the right, its letters on their side. */
  turned?: boolean;
}

export type Mark = RectMark | PathMark | TextMark;

/** A card's place in a picture, where it can be chosen. */
export interface Spot {
  id: string;
  lane: LaneType;
  box: Box;
}

/** A folded stage's place, where it can be unfolded. */
export interface Fold {
  stage: string;
  box: Box;
}

/** The emotion curve of a scene, in a lane of its own whose points the page can make movable. */
export interface CurveLane {
  x: number;
  y: number;
  /** Where the stages stand in the lane. */
  boxes: StageBox[];
  marks: Mark[];
}

/** The row of the stages' names. */
export interface Head {
  height: number;
  stages: { id: string; name: string; number: number; x: number; width: number; folded: boolean }[];
}

export interface Scene {
  width: number;
  height: number;
  marks: Mark[];
  spots: Spot[];
  folds: Fold[];
  /** What lies over the marks; `null` where no curve shows or where it is among the marks. */
  curve: CurveLane | null;
  /** The stages' names at its top, which can stay in sight while the rest is scrolled. */
  head: Head | null;
}

/** A scene of nothing but marks. */
export function plainScene(width: number, height: number, marks: Mark[]): Scene {
  return { width, height, marks, spots: [], folds: [], curve: null, head: null };
}

/** From where to where the curve's colours change, in the coordinates of the curve. */
export const FEELING = { from: emotionY(2), to: emotionY(-2) } as const;

export function rect(box: Box, radius: number, look: Look): RectMark {
  return { shape: "rect", ...box, radius, ...look };
}

export function circle(x: number, y: number, radius: number, look: Look): RectMark {
  return rect({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }, radius, look);
}

export function path(d: string, look: Look, x = 0, y = 0, scale = 1): PathMark {
  return { shape: "path", d, x, y, scale, fill: "none", ...look };
}

export function line(x1: number, y1: number, x2: number, y2: number, look: Look): PathMark {
  return path(`M${x1} ${y1}L${x2} ${y2}`, look);
}

const ICON_FIELD = 24;
const ICON_STROKE = 1.8;

/** One of the board's pictures, `size` pixels wide. */
export function icon(name: IconName, x: number, y: number, size: number, stroke: Colour): PathMark {
  return path(PATHS[name], { stroke, strokeWidth: ICON_STROKE }, x, y, size / ICON_FIELD);
}

export function star(x: number, y: number, size: number): PathMark {
  return path(STAR, { fill: "gold", stroke: "gold", strokeWidth: ICON_STROKE }, x, y, size / ICON_FIELD);
}

/** The colour family of an emotion; none where nobody has judged. */
export function toneOf(emotion: number | null): "good" | "fair" | "bad" | null {
  if (emotion === null) return null;
  return emotion > 0 ? "good" : emotion < 0 ? "bad" : "fair";
}

const RING = "M21.5 12A9.5 9.5 0 1 1 2.5 12A9.5 9.5 0 1 1 21.5 12z";

/** A face that feels an emotion, on a disc of the page's colour; a dashed ring for none. */
export function face(emotion: number | null, x: number, y: number, size: number): Mark[] {
  const scale = size / ICON_FIELD;
  const tone = toneOf(emotion);
  const disc = circle(x + size / 2, y + size / 2, size / 2, { fill: "surface" });
  if (tone === null) {
    return [
      disc,
      path(RING, { stroke: "line-strong", strokeWidth: ICON_STROKE, dash: "3.5 3.2" }, x, y, scale),
    ];
  }
  const look = { stroke: tone, strokeWidth: ICON_STROKE } as const;
  return [
    disc,
    path(RING, look, x, y, scale),
    path(`${EYES}${MOUTHS[emotion ?? 0] ?? ""}`, look, x, y, scale),
  ];
}

/** Return marks, each moved. */
export function shift(marks: readonly Mark[], dx: number, dy: number): Mark[] {
  return marks.map((mark) => ({ ...mark, x: mark.x + dx, y: mark.y + dy }));
}

/** Return all that a scene shows, moved to stand in a larger one. */
export function placed({ marks, curve }: Scene, dx: number, dy: number): Mark[] {
  return shift([...marks, ...(curve?.marks ?? [])], dx, dy);
}
