import fc from "fast-check";
import { expect, test } from "vitest";
import { type Snapshot, touchpointsOf } from "../src/document/snapshot";
import type { Point } from "../src/geometry";
import { flowLayout } from "../src/picture/flow-layout";
import { flowScene, outline, shapeOf } from "../src/picture/flowchart";
import { legsOf } from "../src/picture/journey";
import { pageScene, rowsOf } from "../src/picture/page";
import type { Box, Scene } from "../src/picture/scene";
import { FORMS, formScene, sheetScene } from "../src/picture/sheet";
import { timelineScene } from "../src/picture/timeline";
import { anyArrangement, anySnapshot, contextFor, STOP, snapshotFrom, stageOf } from "./picture";

const anyWidth = fc.integer({ min: 300, max: 2600 });
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The cards that a scene offers, and those that the map has. */
const cardsIn = (scene: Scene) => scene.spots.map(({ id }) => id).sort();
const cardsOf = ({ columns }: Snapshot) =>
  columns
    .flatMap((one) => [...one.touchpoints, ...one.painPoints, ...one.opportunities].map(({ id }) => id))
    .sort();

test.each(["timeline", "flowchart"] as const)(
  "Does the %s show every card once, none over another, all inside?",
  (form) => {
    fc.assert(
      fc.property(anySnapshot, anyWidth, (snapshot, width) => {
        const scene = formScene(contextFor(snapshot), form, width);
        expect(cardsIn(scene)).toEqual(cardsOf(snapshot));
        for (const [i, { box }] of scene.spots.entries()) {
          expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(scene.width);
          expect(box.y + box.height).toBeLessThanOrEqual(scene.height);
          expect(scene.spots.slice(i + 1).some((other) => overlap(box, other.box))).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  },
);

/** Whether a stretch of a route, across or down, meets a box. */
function meets(a: Point, b: Point, box: Box): boolean {
  const stretch = {
    x: Math.min(a.x, b.x) - 1,
    y: Math.min(a.y, b.y) - 1,
    width: Math.abs(a.x - b.x) + 2,
    height: Math.abs(a.y - b.y) + 2,
  };
  const inner = { x: box.x + 2, y: box.y + 2, width: box.width - 4, height: box.height - 4 };
  return overlap(stretch, inner);
}

test("Does the flowchart's arrow lead from each touchpoint to the next, through no card?", () => {
  fc.assert(
    fc.property(anySnapshot, anyWidth, (snapshot, width) => {
      const context = contextFor(snapshot);
      const { groups, arrows } = flowLayout(context, width);
      const nodes = groups.flatMap((group) => group.nodes);
      expect(nodes.map(({ card }) => card.id)).toEqual(touchpointsOf(snapshot).map(({ id }) => id));
      expect(arrows).toHaveLength(Math.max(0, nodes.length - 1));
      const boxes = flowScene(context, width).spots.map(({ box }) => box);
      for (const [i, route] of arrows.entries()) {
        const [from, to] = [nodes[i]?.box as Box, nodes[i + 1]?.box as Box];
        expect(route[0]?.x).toBe(from.x + from.width);
        expect(route.at(-1)?.x).toBe(to.x);
        for (const [j, end] of route.slice(1).entries()) {
          const start = route[j] as Point;
          expect(start.x === end.x || start.y === end.y).toBe(true);
          expect(boxes.some((box) => meets(start, end, box))).toBe(false);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("Do the flowchart's stages stand apart, each round its own cards, in rows no wider than the page?", () => {
  fc.assert(
    fc.property(anySnapshot, anyWidth, (snapshot, width) => {
      const { groups } = flowLayout(contextFor(snapshot), width);
      for (const [i, { box, nodes }] of groups.entries()) {
        for (const node of nodes) {
          expect(node.box.x >= box.x && node.box.x + node.box.width <= box.x + box.width).toBe(true);
          expect(node.box.y >= box.y && node.box.y + node.box.height <= box.y + box.height).toBe(true);
        }
        // One node to a row is the narrowest there is.
        expect(box.x + box.width <= width || nodes.every((node) => node.box.x === nodes[0]?.box.x)).toBe(
          true,
        );
        expect(groups.slice(i + 1).some((other) => overlap(box, other.box))).toBe(false);
      }
    }),
    { numRuns: 40 },
  );
});

const [stop, stage] = [STOP, stageOf];

test("Does a card grow with 200 Chinese characters, in every form?", () => {
  const long = snapshotFrom([stage([{ ...stop, thought: "很".repeat(200) }])]);
  const short = snapshotFrom([stage([stop])]);
  for (const form of FORMS) {
    const heightOf = (snapshot: Snapshot) => formScene(contextFor(snapshot), form, 900).height;
    expect(heightOf(long) - heightOf(short)).toBeGreaterThan(200);
  }
});

test("Does the emotion decide how high a stop's face stands on the timeline?", () => {
  const heights = ([-2, -1, 0, 1, 2] as const).map((emotion) => {
    const { curve, spots } = timelineScene(contextFor(snapshotFrom([stage([{ ...stop, emotion }])])), 900);
    const middle = (spots[0]?.box.x ?? 0) + (spots[0]?.box.width ?? 0) / 2;
    const faces = (curve?.marks ?? []).filter(
      (mark) => mark.shape === "rect" && mark.width === 30 && mark.x === middle - 15,
    );
    expect(faces).toHaveLength(1);
    return faces[0]?.y ?? 0;
  });
  expect(heights).toEqual([...heights].sort((a, b) => b - a));
  expect(new Set(heights).size).toBe(5);
});

test("Does an opportunity hang at the touchpoint of the pain point it answers, and others at the stage?", () => {
  const [leg] = legsOf(
    contextFor(
      snapshotFrom([
        {
          ...stage([{ ...stop, pains: ["队伍长"], chances: ["加收银台"] }, stop]),
          loosePains: ["贵"],
          looseChances: ["打折"],
        },
      ]),
    ),
  );
  expect(leg?.stops.map((one) => one.opportunities.map(({ text }) => text))).toEqual([["加收银台"], []]);
  expect(leg?.stops.map((one) => one.pains.map(({ text }) => text))).toEqual([["队伍长"], []]);
  expect([leg?.pains[0]?.text, leg?.opportunities[0]?.text]).toEqual(["贵", "打折"]);
});

test("Has each kind of channel a shape of its own?", () => {
  const channels = ["store", "web", "phone", "other"] as const;
  const box = { x: 0, y: 0, width: 100, height: 80 };
  expect(new Set(channels.map((channel) => outline(shapeOf(channel), box))).size).toBe(4);
});

const anyArranged = anySnapshot.chain((snapshot) =>
  anyArrangement(snapshot).map((arrangement) => contextFor(snapshot, arrangement)),
);

test("Is a whole picture as large as all that is drawn in it?", () => {
  fc.assert(
    fc.property(anyArranged, fc.constantFrom(...FORMS), (context, form) => {
      const { width, height, marks } = sheetScene(context, form, 1200);
      const within = (x: number, y: number) => x >= 0 && x <= width && y >= 0 && y <= height;
      const outside = marks.filter((mark) => {
        const inside = within(mark.x, mark.y);
        return !inside || (mark.shape === "rect" && !within(mark.x + mark.width, mark.y + mark.height));
      });
      expect(outside).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test("Do the rows for a page keep the stages in order, and are as many as are allowed at most?", () => {
  fc.assert(
    fc.property(anySnapshot, fc.integer({ min: 1, max: 8 }), ({ columns }, most) => {
      const rows = rowsOf(columns, most);
      expect(rows.flat()).toEqual(columns);
      expect(rows.length).toBeLessThanOrEqual(Math.max(1, most));
    }),
  );
});

test("Is a long map larger on a page than in one row, whole, and numbered on?", () => {
  const long = snapshotFrom(Array.from({ length: 5 }, () => stage(Array.from({ length: 8 }, () => stop))));
  const context = contextFor(long);
  const ratio = 277 / 190;
  const scale = ({ width, height }: Scene) => Math.min(ratio / width, 1 / height);
  for (const form of FORMS) {
    const page = pageScene(context, form, ratio);
    const texts = page.marks.flatMap((mark) => (mark.shape === "text" ? [mark.text] : []));
    expect(scale(page)).toBeGreaterThan(scale(sheetScene(context, form, 1400)) * 1.2);
    expect(texts.filter((text) => text === "收银台")).toHaveLength(40);
    if (form !== "table") for (const number of [1, 17, 40]) expect(texts).toContain(String(number));
  }
});
