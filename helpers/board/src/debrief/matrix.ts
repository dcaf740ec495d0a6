// Where things stand in the impact–effort matrix; nothing here knows of the page.

/** Sides of the whole picture, and of the square of 5 × 5 cells in it. */
export const WIDTH = 660;
export const HEIGHT = 640;
export const LEFT = 70;
export const TOP = 16;
export const CELL = 110;
const STEPS = 5;
export const SIDE = CELL * STEPS;

const [SMALLEST, LARGEST] = [17, 42];

export interface Place {
  effort: number;
  impact: number;
}

/** The middle of a cell: effort grows to the right, impact upwards. */
export const centre = ({ effort, impact }: Place): { x: number; y: number } => ({
  x: LEFT + (effort - 0.5) * CELL,
  y: TOP + (STEPS - impact + 0.5) * CELL,
});

/** The cell under a point of the picture; null outside of all. */
export function cellAt(x: number, y: number): Place | null {
  const [column, row] = [Math.floor((x - LEFT) / CELL), Math.floor((y - TOP) / CELL)];
  if (column < 0 || row < 0 || column >= STEPS || row >= STEPS) return null;
  return { effort: column + 1, impact: STEPS - row };
}

export interface Sized {
  id: number;
  place: Place;
  size: number;
}

export interface Bubble {
  id: number;
  x: number;
  y: number;
  r: number;
}

/** Bubbles whose area grows with their size; those of one cell stand about its middle, all within it. */
export function bubbles(things: readonly Sized[]): Bubble[] {
  const most = Math.max(1, ...things.map(({ size }) => size));
  return things.map(({ id, place, size }) => {
    const crowd = things.filter(
      (one) => one.place.effort === place.effort && one.place.impact === place.impact,
    );
    const { x, y } = centre(place);
    const full = SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Math.max(0, size) / most);
    const r = crowd.length === 1 ? full : Math.max(SMALLEST - 3, full / Math.sqrt(crowd.length));
    const { dx, dy } = aside(
      crowd.findIndex((one) => one.id === id),
      crowd.length,
    );
    const reach = CELL / 2 - r - 2;
    return { id, x: x + dx * reach, y: y + dy * reach, r };
  });
}

/** Where one of so many stands in a circle of radius 1: alone in the middle, few on the rim, many as in a sunflower. */
export function aside(index: number, count: number): { dx: number; dy: number } {
  if (count === 1) return { dx: 0, dy: 0 };
  const few = count <= 6;
  const radius = few ? 1 : Math.sqrt((index + 0.5) / count);
  const angle = few ? (2 * Math.PI * index) / count - Math.PI / 2 : index * 2.39996;
  return { dx: radius * Math.cos(angle), dy: radius * Math.sin(angle) };
}
