// The map along one line: every touchpoint is a stop, its emotion stands above, what it is and lacks hangs below.
import { EMOTIONS } from "../document/parts";
import { emotionCurve, emotionY, METRICS, pathOf } from "../geometry";
import { type Block, label, paragraph, STYLES, stageArrow, touchpointCard } from "./blocks";
import { type Context, inColumns, type Leg, legsOf, type Note, notesOf, partsOf, type Stop } from "./journey";
import { circle, face, line, type Mark, path, rect, type Scene, type Spot, star } from "./scene";

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
} as const;

interface LaidStop {
  stop: Stop;
  /** The middle of its column. */
  x: number;
  card: Block;
  notes: Note[];
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

/** Return how wide a column may be so that all fit into `available`, within what can be read. */
function slotFor(legs: readonly Leg[], available: number): number {
  const slots = legs.reduce((sum, leg) => sum + slotsOf(leg), 0);
  const fixed = legs.reduce((sum, leg) => sum + widthOf(slotsOf(leg), 0), SIZES.scale);
  const fitting = slots === 0 ? 0 : Math.floor((available - fixed) / slots);
  return Math.max(SIZES.minSlot, Math.min(SIZES.maxSlot, fitting));
}

function layLeg(context: Context, leg: Leg, x: number, slot: number): LaidLeg {
  const stops = leg.stops.map((stop, i): LaidStop => {
    const card = touchpointCard(context.pen, stop.card, slot, partsOf(context, stop.card, true));
    const notes = notesOf(context, stop, slot);
    const height = notes.reduce((sum, { block }) => sum + SIZES.noteGap + block.height, card.height);
    const middle = x + SIZES.padding + i * (slot + SIZES.gap) + slot / 2;
    return { stop, x: middle, card, notes, height };
  });
  const loose = inColumns(notesOf(context, leg, slot), slotsOf(leg), SIZES.noteGap);
  return { leg, x, width: widthOf(slotsOf(leg), slot), stops, loose };
}

/** Lay out the map as a timeline at least as wide as its cards need, at most `available` where they need less. */
export function timelineScene(context: Context, available: number): Scene {
  const { pen, snapshot } = context;
  const legs = legsOf(snapshot, context.before);
  const slot = slotFor(legs, available);
  let right = SIZES.scale;
  const laid = legs.map((leg) => {
    const one = layLeg(context, leg, right, slot);
    right += one.width;
    return one;
  });
  const arrows = laid.map(({ leg, width }) => stageArrow(pen, leg.stage.name, leg.number, width));
  const headHeight = arrows.reduce((most, block) => Math.max(most, block.height), 0);
  const emotionTop = headHeight + 8;
  const axis = emotionTop + METRICS.emotionHeight + SIZES.above;
  const cardTop = axis + SIZES.below;
  const tallest = (list: readonly number[]) => list.reduce((most, height) => Math.max(most, height), 0);
  const bottoms = laid.map(({ stops, loose }) => {
    const under = cardTop + tallest(stops.map((stop) => stop.height));
    return loose.places.length === 0 ? under : under + LOOSE_HEAD + loose.height;
  });
  const height = Math.max(cardTop, tallest(bottoms)) + SIZES.foot;

  const marks: Mark[] = [];
  const spots: Spot[] = [];
  for (const [i, leg] of laid.entries()) {
    if (i % 2 === 1) marks.push(rect({ x: leg.x, y: 0, width: leg.width, height }, 0, { fill: "sunken" }));
    marks.push(...(arrows[i] as Block).draw(leg.x, 0));
  }
  marks.push(...emotionMarks(laid, emotionTop, axis, right));
  for (const leg of laid) {
    const top = cardTop + tallest(leg.stops.map((stop) => stop.height));
    for (const stop of leg.stops) drawStop(stop, cardTop, axis, slot, marks, spots);
    drawLoose(context, leg, top, slot, marks, spots);
  }
  return { width: right, height, marks, spots };
}

const LOOSE_HEAD = 36;

/** The curve over all stops, its scale, the line they stand on, and a stem from each feeling down to it. */
function emotionMarks(laid: readonly LaidLeg[], top: number, axis: number, right: number): Mark[] {
  const stops = laid.flatMap((leg) => leg.stops);
  const marks: Mark[] = [];
  for (const emotion of EMOTIONS) {
    const y = top + emotionY(emotion);
    marks.push(
      line(
        SIZES.scale,
        y,
        right,
        y,
        emotion === 0 ? { stroke: "line-strong", dash: "3 4", opacity: 0.6 } : { stroke: "line" },
      ),
      ...face(emotion, 14, y - 9, 18),
    );
  }
  for (const { stop, x } of stops) {
    if (stop.card.is_moment_of_truth) {
      marks.push(rect({ x: x - 17, y: top, width: 34, height: axis - top }, 17, { fill: "gold-soft" }));
    }
  }
  const curve = emotionCurve(stops.map(({ stop, x }) => ({ x, emotion: stop.card.emotion })));
  for (const stretch of curve) {
    const floor = emotionY(0);
    const area = `${pathOf(stretch)}L${stretch.to.x} ${floor}L${stretch.from.x} ${floor}z`;
    marks.push(path(area, { fill: "feeling", opacity: 0.1 }, 0, top));
  }
  for (const { stop, x } of stops) {
    const from = top + emotionY(stop.card.emotion ?? 0) + SIZES.face / 2;
    marks.push(line(x, from, x, axis, { stroke: "line-strong", dash: "2 4", opacity: 0.7 }));
  }
  for (const stretch of curve) {
    const dash = stretch.bridge ? { dash: "2 7" } : {};
    marks.push(path(pathOf(stretch), { stroke: "feeling", strokeWidth: 3, ...dash }, 0, top));
  }
  marks.push(
    line(SIZES.scale, axis, right - 14, axis, { stroke: "accent", strokeWidth: 4 }),
    path(`M${right - 16} ${axis - 8}L${right - 2} ${axis}L${right - 16} ${axis + 8}z`, { fill: "accent" }),
  );
  for (const { stop, x } of stops) {
    const y = top + emotionY(stop.card.emotion ?? 0);
    marks.push(...face(stop.card.emotion, x - SIZES.face / 2, y - SIZES.face / 2, SIZES.face));
    if (stop.card.is_moment_of_truth) marks.push(star(x + 6, y - 24, 18));
  }
  return marks;
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
