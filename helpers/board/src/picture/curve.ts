// The emotion curve of a picture, as the board's own lane shows it: feelings, peak and end, other maps' curves.
import { isBare, kindCounts } from "../document/claims";
import { EMOTIONS, type Touchpoint } from "../document/parts";
import { evidenceFor } from "../document/snapshot";
import { emotionCurve, emotionY, METRICS, pathOf, type StageBox } from "../geometry";
import { emotionKey } from "../i18n";
import { align } from "../overlay";
import { type Block, label, NOTHING, type Pen, STYLES } from "./blocks";
import type { Context } from "./journey";
import { LAID, type LaidLook } from "./palette";
import { PROOF_COLOURS } from "./proof";
import { circle, face, icon, line, type Mark, path, rect, shift, star } from "./scene";
import { graphemesOf } from "./wrap";

const FACE = 30;
const DISC = 34;

/** A touchpoint on the curve; what is in a folded stage has no feeling that shows. */
interface Stop {
  card: Touchpoint;
  x: number;
  folded: boolean;
}

/** Return the curve's lane with its corner at (0, 0), over stages that stand in these boxes. */
export function curveMarks(context: Context, boxes: readonly StageBox[]): Mark[] {
  const { columns } = context.snapshot;
  const last = boxes.at(-1);
  const right = last === undefined ? 0 : last.left + last.width;
  const stops = columns.flatMap(({ touchpoints }, i): Stop[] => {
    const box = boxes[i];
    return touchpoints.map((card, j) => ({
      card,
      x: box?.centres[j] ?? box?.left ?? 0,
      folded: box?.folded === true,
    }));
  });
  const shown = stops.filter((stop) => !stop.folded);
  const curve = emotionCurve(
    stops.map(({ card, x, folded }) => ({ x, emotion: folded ? null : card.emotion })),
  );
  const floor = emotionY(0);
  return [
    ...EMOTIONS.map((emotion) =>
      line(
        0,
        emotionY(emotion),
        right,
        emotionY(emotion),
        emotion === 0 ? { stroke: "line-strong", dash: "3 4", opacity: 0.6 } : { stroke: "line" },
      ),
    ),
    ...shown
      .filter(({ card }) => card.is_moment_of_truth)
      .map(({ x }) =>
        rect({ x: x - DISC / 2, y: 0, width: DISC, height: METRICS.emotionHeight }, 0, { fill: "gold-soft" }),
      ),
    ...overMarks(context, boxes),
    ...curve.map((one) =>
      path(`${pathOf(one)}L${one.to.x} ${floor}L${one.from.x} ${floor}z`, { fill: "feeling", opacity: 0.1 }),
    ),
    ...curve.map((one) =>
      path(pathOf(one), {
        stroke: "feeling",
        strokeWidth: 3,
        ...(one.bridge && { dash: "2 7", round: true }),
      }),
    ),
    ...shown.flatMap((stop) => pointMarks(context, stop)),
  ];
}

/** The faces beside the lane that say how high each feeling stands, each in the middle of `x`. */
export function scaleMarks(x: number, y: number): Mark[] {
  return EMOTIONS.flatMap((emotion) => face(emotion, x - 9, y + emotionY(emotion) - 9, 18));
}

/** The curves of other maps. */
function overMarks({ over, snapshot: { columns } }: Context, boxes: readonly StageBox[]): Mark[] {
  return over.flatMap(({ overlay, look, stages }) => {
    // Which of its stages stand over which is settled for the whole map; here may be a part of it.
    const here = columns.map(({ stage: { id, name } }) => ({
      name,
      touchpoints: stages.get(id)?.touchpoints ?? [],
    }));
    const { points } = align(columns, boxes, { ...overlay, stages: here });
    const name = `laid-${look}` as LaidLook;
    return [
      ...emotionCurve(points).map((one) =>
        path(pathOf(one), { stroke: name, strokeWidth: 2.4, dash: LAID[name].dash, round: true }),
      ),
      ...points.flatMap(({ x, emotion }) =>
        emotion === null
          ? []
          : [circle(x, emotionY(emotion), 4.5, { fill: "surface", stroke: name, strokeWidth: 2 })],
      ),
    ];
  });
}

/** One feeling: its face, the star of a moment of truth, what it rests on, and whether it is peak or end. */
function pointMarks(context: Context, { card, x }: Stop): Mark[] {
  const { pen, snapshot, peak, end } = context;
  const { emotion } = card;
  const about = evidenceFor(snapshot, card.id).filter((one) => one.aspect === "emotion");
  const strongest = kindCounts(about)[0];
  const roles = [
    ...(card.id === peak ? [pen.t("peak")] : []),
    ...(card.id === end ? [pen.t("peak_end")] : []),
  ].join(" · ");
  const marks = [
    circle(0, 0, DISC / 2, { fill: "surface" }),
    ...face(emotion, -FACE / 2, -FACE / 2, FACE),
    ...(emotion !== null && isBare(about, "emotion")
      ? [circle(0, 0, DISC / 2 + 2, { stroke: "line-strong", strokeWidth: 1.5, dash: "4 3.5" })]
      : []),
    ...(card.is_moment_of_truth ? [star(8, -26, 18)] : []),
    ...(strongest
      ? [
          circle(15.5, 13.5, 8.5, { fill: "surface", stroke: "line", strokeWidth: 1 }),
          icon(strongest.kind, 10, 8, 11, PROOF_COLOURS[strongest.kind]),
        ]
      : []),
    ...(roles === "" ? [] : roleMarks(pen, roles, emotion, card.is_moment_of_truth)),
    ...(emotion === null
      ? [label(pen.t(emotionKey(null)), 0, DISC / 2 + 9, { ...STYLES.small, anchor: "middle" })]
      : []),
  ];
  return shift(marks, x, emotionY(emotion ?? 0));
}

/** "Peak" or "end" in a pill, on the side of the curve that is empty: below a hill, above a valley. */
function roleMarks({ measure }: Pen, words: string, emotion: number | null, moment: boolean): Mark[] {
  const style = { size: 11, weight: 600, fill: "text", anchor: "middle" } as const;
  const width = measure(words, style.size, style.weight) + 16;
  const above = (emotion ?? 0) < 0;
  const middle = above ? -(DISC / 2 + 14 + (moment ? 5 : 0)) : DISC / 2 + 14;
  return [
    rect({ x: -width / 2, y: middle - 9, width, height: 18 }, 9, {
      fill: "surface",
      stroke: "line-strong",
      strokeWidth: 1,
    }),
    label(words, 0, middle, style),
  ];
}

const SAMPLE = 40;
const LEGEND_ROW = 24;
const BETWEEN = 24;

/** Which curve is which, in rows no wider than `width`; nothing where no other map is laid over. */
export function overLegend({ pen, over, snapshot }: Context, width: number): Block {
  if (over.length === 0) return NOTHING;
  const { measure, t } = pen;
  const { size, weight } = STYLES.thought;
  const entries = [
    { words: t("over_this", { kind: t(`over_${snapshot.kind}`) }), note: "", look: null },
    ...over.map(({ overlay, look, stages }) => {
      const drawn = new Set(stages.values());
      const left = overlay.stages
        .filter((stage) => !drawn.has(stage))
        .flatMap((stage) => stage.touchpoints)
        .filter((one) => one.emotion !== null).length;
      const words = t("over_name", { name: overlay.label, kind: t(`over_${overlay.kind}`) });
      return { words, note: left > 0 ? t("over_left", { n: left }) : "", look: `laid-${look}` as LaidLook };
    }),
  ];
  let [x, y] = [0, 0];
  const places = entries.map((entry) => {
    // A line of its own is all that a long name gets.
    const words = cut(pen, [entry.words, entry.note].filter(Boolean).join("  "), width - SAMPLE - 8);
    const wide = SAMPLE + 8 + measure(words, size, weight);
    if (x > 0 && x + wide > width) [x, y] = [0, y + LEGEND_ROW];
    const place = { ...entry, words, x, y: y + LEGEND_ROW / 2 };
    x += wide + BETWEEN;
    return place;
  });
  return {
    height: y + LEGEND_ROW,
    draw: (left, top) =>
      places.flatMap(({ words, look, ...at }) => [
        line(left + at.x + 1, top + at.y, left + at.x + SAMPLE - 1, top + at.y, {
          strokeWidth: look === null ? 3 : 2.6,
          ...(look === null ? { stroke: "good" } : { stroke: look, dash: LAID[look].dash, round: true }),
        }),
        label(words, left + at.x + SAMPLE + 8, top + at.y, { ...STYLES.thought, fill: "text" }),
      ]),
  };
}

/** Return as much of a text as one line holds. */
function cut({ measure }: Pen, text: string, width: number): string {
  const { size, weight } = STYLES.thought;
  const plain = text.replace(/\s+/gu, " ");
  if (measure(plain, size, weight) <= width) return plain;
  // No letter is as narrow as this: of a very long text the rest need not be tried.
  const letters = graphemesOf(plain).slice(0, Math.ceil(width / 3));
  while (letters.length > 0 && measure(`${letters.join("")}…`, size, weight) > width) letters.pop();
  return `${letters.join("")}…`;
}
