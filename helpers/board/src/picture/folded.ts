// A folded stage in a picture: a narrow column with its name upright and how much stands in it.
import type { Column } from "../document/snapshot";
import type { IconName } from "../ui/icons";
import { type Block, label, type Pen, upright } from "./blocks";
import { numberDisc } from "./cards";
import type { Colour } from "./palette";
import { icon, line, type Mark, rect } from "./scene";

/** How much stands in a stage, each with its sign. */
export const countsOf = ({ touchpoints, painPoints, opportunities }: Column) =>
  [
    { sign: "touch", colour: "muted", n: touchpoints.length },
    { sign: "bolt", colour: "bad", n: painPoints.length },
    { sign: "bulb", colour: "good", n: opportunities.length },
  ] as const satisfies { sign: IconName; colour: Colour; n: number }[];

/** How far down a name may reach. */
const LONGEST = 330;
const COUNT = 26;

/** The head of a folded stage: its number on a short plate instead of an arrow. */
export function foldedHead(number: number, x: number, y: number, width: number, height: number): Mark[] {
  return [
    rect({ x: x + 3, y, width: width - 6, height }, 8, { fill: "accent-tile" }),
    ...numberDisc(number, x + width / 2, y + height / 2),
  ];
}

/** The name and the counts of a folded stage, in the middle of `width`. */
export function foldedInside(pen: Pen, column: Column, width: number): Block {
  const name = upright(pen, column.stage.name || pen.t("unnamed"), LONGEST, {
    size: 15,
    weight: 650,
    fill: "accent-text",
  });
  const counts = countsOf(column);
  return {
    height: name.height + 16 + counts.length * COUNT,
    draw: (x, y) => [
      ...name.draw(x + width / 2, y),
      ...counts.flatMap(({ sign, colour, n }, i) => {
        const middle = y + name.height + 16 + (i + 0.5) * COUNT;
        return [
          icon(sign, x + width / 2 - 17, middle - 7.5, 15, colour),
          label(String(n), x + width / 2 + 3, middle, { size: 13, weight: 400, fill: "muted" }),
        ];
      }),
    ],
  };
}

/** The column of a folded stage, over all lanes. */
export function foldedColumn(
  box: { x: number; y: number; width: number; height: number },
  odd: boolean,
): Mark[] {
  const [right, low] = [box.x + box.width, box.y + box.height];
  return [
    rect(box, 0, { fill: odd ? "sunken" : "surface" }),
    line(box.x + 0.5, box.y, box.x + 0.5, low, { stroke: "line" }),
    line(right - 0.5, box.y, right - 0.5, low, { stroke: "line" }),
  ];
}
