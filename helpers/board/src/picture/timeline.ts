// The map along one line: every touchpoint is a stop, its emotion stands above, what it is and lacks hangs below.
import { emotionY, METRICS, type StageBox } from "../geometry";
import { type Block, label, paragraph, STYLES } from "./blocks";
import { stageArrow, touchpointCard } from "./cards";
import { curveMarks, overLegend, scaleMarks } from "./curve";
import { foldedColumn, foldedHead, foldedInside } from "./folded";
import { type Context, inColumns, type Leg, legsOf, type Note, notesOf, partsOf, type Stop } from "./journey";
import { backstageNote, backstageOf, namedCell, ownLanes, VISIBILITY, visibilityMarks } from "./own";
import { circle, line, type Mark, path, rect, type Scene, type Spot, shift } from "./scene";

const SIZES = {
  /** Room for the scale of faces before the first stage. */
  scale: 44 as number,
  minSlot: 176,
  maxSlot: 236,
  gap: 16,
  padding: 14,
  face: 30,
  /** From the emotions' lane to the line, and from the line to the cards. */
  above: 16,
  below: 30,
  noteGap: 12,
  foot: 18,
  /** Around what stands below the cards: backstage work and the learner's lanes. */
  band: 12,
} as const;

interface LaidStop {
  stop: Stop;
  /** The middle of its column. */
  x: number;
  card: Block;
  notes: Note[];
  backstage: Block;
  height: number;
}

interface LaidLeg {
  leg: Leg;
  x: number;
  width: number;
  stops: LaidStop[];
  loose: ReturnType<typeof inColumns<Note>>;
}

const slotsOf = (leg: Leg) => Math.max(1, leg.stops.length);
const widthOf = (slots: number, slot: number) => 2 * SIZES.padding + slots * slot + (slots - 1) * SIZES.gap;
const tallest = (list: readonly number[]) => list.reduce((most, height) => Math.max(most, height), 0);

/** Return how wide a column may be so that all fit into `available`, within what can be read. */
function slotFor(legs: readonly Leg[], available: number): number {
  const open = legs.filter((leg) => !leg.folded);
  const slots = open.reduce((sum, leg) => sum + slotsOf(leg), 0);
  const narrow = SIZES.scale + (legs.length - open.length) * METRICS.folded;
  const fixed = open.reduce((sum, leg) => sum + widthOf(slotsOf(leg), 0), narrow);
  const fitting = slots === 0 ? 0 : Math.floor((available - fixed) / slots);
  return Math.max(SIZES.minSlot, Math.min(SIZES.maxSlot, fitting));
}

function layLeg(context: Context, leg: Leg, x: number, slot: number): LaidLeg {
  const { pen } = context;
  const stops = leg.stops.map((stop, i): LaidStop => {
    const card = touchpointCard(pen, stop.card, slot, partsOf(context, stop.card, true));
    const notes = notesOf(context, stop, slot);
    const height = notes.reduce((sum, { block }) => sum + SIZES.noteGap + block.height, card.height);
    const middle = x + SIZES.padding + i * (slot + SIZES.gap) + slot / 2;
    const backstage = backstageNote(pen, backstageOf(context, stop.card), slot, true);
    return { stop, x: middle, card, notes, backstage, height };
  });
  const loose = inColumns(notesOf(context, leg, slot), slotsOf(leg), SIZES.noteGap);
  return { leg, x, width: leg.folded ? METRICS.folded : widthOf(slotsOf(leg), slot), stops, loose };
}

/** Return the stages' places in the curve's lane. */
const boxesOf = (laid: readonly LaidLeg[]): StageBox[] =>
  laid.map(({ leg, x, width, stops }) => ({
    left: x - SIZES.scale,
    width,
    centres: stops.map((stop) => stop.x - SIZES.scale),
    folded: leg.folded,
  }));

/** Lay out the map as a timeline at least as wide as its cards need, at most `available` where they need less. */
export function timelineScene(context: Context, available: number): Scene {
  const { pen, before, shows, snapshot } = context;
  const legs = legsOf(context);
  const slot = slotFor(legs, available);
  let right = SIZES.scale;
  const laid = legs.map((leg) => {
    const one = layLeg(context, leg, right, slot);
    right += one.width;
    return one;
  });
  const arrows = laid.map(({ leg, width }) => stageArrow(pen, leg.stage.name, leg.number, width));
  const headHeight = Math.max(
    LEAST_HEAD,
    tallest(arrows.flatMap((arrow, i) => (laid[i]?.leg.folded ? [] : [arrow.height]))),
  );
  const curved = shows("emotion");
  const legend = curved && before.stages === 0 ? overLegend(context, right - SIZES.scale - 16) : null;
  const legendTop = headHeight + 10;
  const emotionTop = legend && legend.height > 0 ? legendTop + legend.height : headHeight + 8;
  const axis = emotionTop + (curved ? METRICS.emotionHeight : 6) + SIZES.above;
  const cardTop = axis + SIZES.below;
  const bottoms = laid.map(({ stops, loose }) => {
    const under = cardTop + tallest(stops.map((stop) => stop.height));
    return loose.places.length === 0 ? under : under + LOOSE_HEAD + loose.height;
  });
  const insides = laid.map(({ leg, width }, i) => {
    const column = snapshot.columns[i];
    return leg.folded && column ? foldedInside(pen, column, width) : null;
  });
  const bandTop = Math.max(cardTop, tallest(bottoms)) + SIZES.foot;
  const bands = bandMarks(context, laid, bandTop, right, slot);
  const height = Math.max(bands.bottom, ...insides.map((inside) => cardTop + (inside?.height ?? 0) + 14));

  const head = laid.flatMap((leg, i) =>
    leg.leg.folded
      ? foldedHead(leg.leg.number, leg.x, 0, leg.width, headHeight)
      : (arrows[i] as Block).draw(leg.x, 0),
  );
  const stripes = laid.flatMap(({ x, width }, i) =>
    i % 2 === 1 ? [rect({ x, y: 0, width, height }, 0, { fill: "sunken" })] : [],
  );
  // Below the words of which curve is which.
  const foldTop = emotionTop - 4;
  const spots: Spot[] = [];
  const marks: Mark[] = [
    ...stripes,
    ...head,
    ...(legend?.draw(SIZES.scale + 12, legendTop) ?? []),
    ...bands.marks,
    ...laid.flatMap(({ leg, x, width }, i) =>
      leg.folded
        ? [
            ...foldedColumn({ x, y: foldTop, width, height: height - foldTop }, i % 2 === 1),
            ...(insides[i] as Block).draw(x, cardTop),
          ]
        : [],
    ),
    ...(curved ? [...scaleMarks(23, emotionTop), ...stemMarks(laid, emotionTop, axis)] : []),
    line(SIZES.scale, axis, right - 14, axis, { stroke: "accent", strokeWidth: 4 }),
    path(`M${right - 16} ${axis - 8}L${right - 2} ${axis}L${right - 16} ${axis + 8}z`, { fill: "accent" }),
  ];
  for (const leg of laid) {
    const top = cardTop + tallest(leg.stops.map((stop) => stop.height));
    for (const stop of leg.stops) drawStop(stop, cardTop, axis, slot, marks, spots);
    drawLoose(context, leg, top, slot, marks, spots);
  }
  const boxes = boxesOf(laid);
  return {
    width: right,
    height,
    marks,
    spots,
    folds: laid.flatMap(({ leg, x, width }) =>
      leg.folded ? [{ stage: leg.stage.id, box: { x, y: 0, width, height } }] : [],
    ),
    curve: curved
      ? {
          x: SIZES.scale,
          y: emotionTop,
          boxes,
          marks: shift(curveMarks(context, boxes), SIZES.scale, emotionTop),
        }
      : null,
    head: {
      height: headHeight,
      stages: laid.map(({ leg: { stage, number, folded }, x, width }) => ({
        id: stage.id,
        name: stage.name || pen.t("unnamed"),
        number,
        x,
        width,
        folded,
      })),
    },
  };
}

/** A stage's arrow of one line. */
const LEAST_HEAD = 44;
const LOOSE_HEAD = 36;

/** From each feeling down to the line; gold where it is a moment of truth. */
function stemMarks(laid: readonly LaidLeg[], top: number, axis: number): Mark[] {
  const foot = top + METRICS.emotionHeight;
  return laid.flatMap(({ stops }) =>
    stops.flatMap(({ stop: { card }, x }) => [
      ...(card.is_moment_of_truth
        ? [rect({ x: x - 17, y: foot, width: 34, height: axis - foot }, 0, { fill: "gold-soft" })]
        : []),
      line(x, top + emotionY(card.emotion ?? 0) + SIZES.face / 2, x, axis, {
        stroke: "line-strong",
        dash: "2 4",
        opacity: 0.7,
      }),
    ]),
  );
}

/** Below the cards: backstage work under its line, and the learner's lanes, in this person's order. */
function bandMarks(
  context: Context,
  laid: readonly LaidLeg[],
  top: number,
  right: number,
  slot: number,
): { marks: Mark[]; bottom: number } {
  const { pen, lanes, snapshot } = context;
  const own = ownLanes(context);
  const marks: Mark[] = [];
  let y = top;
  for (const id of lanes) {
    const lane = own.find((one) => one.id === id);
    if (id === "backstage") {
      const stops = laid.flatMap((leg) => leg.stops);
      const deepest = tallest(stops.map(({ backstage }) => backstage.height));
      if (deepest === 0) continue;
      marks.push(...visibilityMarks(pen, { left: 12, y: y - SIZES.foot / 2, right, hint: true }));
      y += VISIBILITY - SIZES.foot / 2 + SIZES.band;
      marks.push(...stops.flatMap(({ backstage, x }) => backstage.draw(x - slot / 2, y)));
      y += deepest + SIZES.foot;
    } else if (lane !== undefined) {
      const cells = laid.map(({ leg, width }, i) => {
        const column = snapshot.columns[i];
        return leg.folded || !column
          ? null
          : namedCell(context, lane, column, { text: width - 2 * SIZES.padding, bar: slot });
      });
      const height = tallest(cells.map((cell) => cell?.height ?? 0));
      if (height === 0) continue;
      marks.push(line(SIZES.scale, y, right, y, { stroke: "line" }));
      y += SIZES.band;
      marks.push(...cells.flatMap((cell, i) => cell?.draw((laid[i] as LaidLeg).x + SIZES.padding, y) ?? []));
      y += height + SIZES.foot;
    }
  }
  return { marks, bottom: y };
}

function drawStop(
  { stop, x, card, notes }: LaidStop,
  top: number,
  axis: number,
  slot: number,
  marks: Mark[],
  spots: Spot[],
): void {
  const left = x - slot / 2;
  const bottom = notes.reduce((y, { block }) => y + SIZES.noteGap + block.height, top + card.height);
  // One thread from the stop through all that hangs on it; the cards lie over it.
  marks.push(line(x, axis, x, bottom - 1, { stroke: "line-strong", strokeWidth: 1.5, opacity: 0.6 }));
  marks.push(
    circle(x, axis, 12, { fill: "surface", stroke: "accent", strokeWidth: 3 }),
    label(String(stop.number), x, axis, { size: 12, weight: 700, fill: "accent-text", anchor: "middle" }),
    ...card.draw(left, top),
  );
  spots.push({
    id: stop.card.id,
    lane: "touchpoint",
    box: { x: left, y: top, width: slot, height: card.height },
  });
  let y = top + card.height;
  for (const { id, lane, block } of notes) {
    y += SIZES.noteGap;
    marks.push(...block.draw(left, y));
    spots.push({ id, lane, box: { x: left, y, width: slot, height: block.height } });
    y += block.height;
  }
}

/** What belongs to no stop stands below them all, across the stage. */
function drawLoose(
  { pen }: Context,
  { x, width, loose }: LaidLeg,
  top: number,
  slot: number,
  marks: Mark[],
  spots: Spot[],
): void {
  if (loose.places.length === 0) return;
  const left = x + SIZES.padding;
  const inner = width - 2 * SIZES.padding;
  marks.push(
    line(left, top + 12, left + inner, top + 12, { stroke: "line", dash: "4 4" }),
    ...paragraph(pen, pen.t("pain_loose"), inner, STYLES.small).draw(left, top + 15),
  );
  for (const { note, column, y } of loose.places) {
    const box = {
      x: left + column * (slot + SIZES.gap),
      y: top + LOOSE_HEAD + y,
      width: slot,
      height: note.block.height,
    };
    marks.push(...note.block.draw(box.x, box.y));
    spots.push({ id: note.id, lane: note.lane, box });
  }
}
