// The whole picture: who travels and why, the map in one of its forms, and what its signs mean.
import { BY_STRENGTH, speaks } from "../document/claims";
import { CHANNELS, EMOTIONS } from "../document/parts";
import { evidenceFor, touchpointsOf } from "../document/snapshot";
import { emotionKey } from "../i18n";
import type { IconName } from "../ui/icons";
import { type Block, column, label, type Pen, paragraph, STYLES } from "./blocks";
import { channelTile, severityBars } from "./cards";
import { flowScene, outline, shapeOf } from "./flowchart";
import type { Context } from "./journey";
import { PROOF_COLOURS } from "./proof";
import { face, icon, type Mark, path, placed, plainScene, rect, type Scene, star } from "./scene";
import { tableScene } from "./table";
import { timelineScene } from "./timeline";

export const FORMS = ["table", "timeline", "flowchart"] as const;

/** The visual forms of a map. */
export type Form = (typeof FORMS)[number];

const SCENES: Record<Form, (context: Context, available: number) => Scene> = {
  table: tableScene,
  timeline: timelineScene,
  flowchart: flowScene,
};

interface Entry {
  width: number;
  draw: (x: number, y: number) => Mark[];
}

const ROW = 34;
const BETWEEN = 20;

/** One sign and what it means. */
function entry(pen: Pen, words: string, signWidth: number, sign: (x: number, y: number) => Mark[]): Entry {
  const { size, weight } = STYLES.thought;
  return {
    width: signWidth + 8 + pen.measure(words, size, weight),
    draw: (x, y) => [...sign(x, y), label(words, x + signWidth + 8, y + 14, STYLES.thought)],
  };
}

/** The signs that this map uses, in this form. */
function legendRows({ pen, snapshot, shows, lanes, folded }: Context, form: Form): Entry[][] {
  const { t } = pen;
  const open = snapshot.columns.filter(({ stage }) => !folded.has(stage.id));
  // In a drawn form a touchpoint is its stop, whether its lane shows in the table or not.
  const cards = form === "table" && !shows("touchpoint") ? [] : touchpointsOf({ columns: open });
  const used = CHANNELS.filter((channel) => cards.some((card) => card.channel === channel));
  const channels = used.map((channel) =>
    entry(pen, t(`channel_${channel}`), 34, (x, y) =>
      form === "flowchart"
        ? [
            path(outline(shapeOf(channel), { x, y, width: 34, height: 28 }), {
              fill: "surface",
              stroke: "line-strong",
              strokeWidth: 1.5,
            }),
            icon(channel, x + 8, y + 5, 18, "accent-text"),
          ]
        : channelTile(channel, x + 3, y),
    ),
  );
  const feelings = EMOTIONS.map((emotion) =>
    entry(pen, t(emotionKey(emotion)), 24, (x, y) => face(emotion, x, y + 2, 24)),
  );
  const unset = entry(pen, t("emotion_unset"), 24, (x, y) => face(null, x, y + 2, 24));
  const note = (name: IconName, tone: "bad" | "good", words: string) =>
    entry(pen, words, 28, (x, y) => [
      rect({ x, y: y + 1, width: 28, height: 26 }, 7, {
        fill: `${tone}-soft`,
        stroke: `${tone}-edge`,
        strokeWidth: 1,
      }),
      icon(name, x + 6, y + 6, 16, tone),
    ]);
  const pains = shows("pain_point");
  const claims = [
    ...cards.map((card) => card.id),
    ...(pains ? open.flatMap((column) => column.painPoints.map((card) => card.id)) : []),
  ];
  const evidence = claims.flatMap((id) => evidenceFor(snapshot, id));
  const kinds = BY_STRENGTH.filter((kind) => evidence.some((one) => one.kind === kind && speaks(one)));
  const proofs = kinds.map((kind) =>
    entry(pen, t(`evidence_${kind}`), 16, (x, y) => [icon(kind, x, y + 6, 16, PROOF_COLOURS[kind])]),
  );
  const signs = [
    ...(cards.some((card) => card.is_moment_of_truth)
      ? [entry(pen, t("moment_of_truth"), 22, (x, y) => [star(x, y + 3, 22)])]
      : []),
    ...(pains
      ? [
          note("bolt", "bad", t("pain_point")),
          entry(pen, t("severity"), 88, (x, y) => severityBars(3).draw(x, y + 5)),
        ]
      : []),
    ...(shows("opportunity") ? [note("bulb", "good", t("opportunity"))] : []),
    ...(lanes.includes("backstage") && form !== "table"
      ? [
          entry(pen, t("backstage"), 28, (x, y) => [
            rect({ x, y: y + 1, width: 28, height: 26 }, 7, {
              fill: "backstage",
              stroke: "backstage-edge",
              strokeWidth: 1,
            }),
            icon("backstage", x + 6, y + 6, 16, "muted"),
          ]),
        ]
      : []),
  ];
  const judged = cards.some((card) => card.emotion === null) ? [...feelings, unset] : feelings;
  return [channels, shows("emotion") ? judged : [], signs, proofs].filter((row) => row.length > 0);
}

/** What the signs of a form mean, in rows no wider than `available`. */
export function legendScene(context: Context, form: Form, available: number): Scene {
  const marks: Mark[] = [label(context.pen.t("form_legend"), 0, 10, STYLES.label)];
  let [x, y, width] = [0, 26, 0];
  for (const row of legendRows(context, form)) {
    for (const one of row) {
      if (x > 0 && x + one.width > available) {
        x = 0;
        y += ROW;
      }
      marks.push(...one.draw(x, y));
      x += one.width + BETWEEN;
      width = Math.max(width, x - BETWEEN);
    }
    x = 0;
    y += ROW;
  }
  return plainScene(width, y, marks);
}

const MARGIN = 28;
const LEAST = 860;
const PANEL_GAP = 14;

/** One of the two panels at the top: a sign, a kicker, a title, and lines under it. */
function panel(
  pen: Pen,
  width: number,
  sign: { icon: IconName; tile: "accent-tile" | "good-tile"; stroke: "accent-text" | "good-text" },
  kicker: string,
  title: string,
  lines: readonly (readonly [name: string, text: string])[],
): Block {
  const inner = width - 14 - 48 - 14 - 16;
  const body = column(
    [
      paragraph(pen, kicker, inner, STYLES.small),
      paragraph(pen, title, inner, { size: 17, weight: 650, fill: "text" }),
      ...lines.map(([name, text]) =>
        paragraph(pen, text === "" ? "" : pen.t("named", { name, value: text }), inner, STYLES.body),
      ),
    ],
    2,
  );
  const height = Math.max(76, body.height + 28);
  return {
    height,
    draw: (x, y) => [
      rect({ x: x + 14, y: y + 14, width: 48, height: 48 }, sign.icon === "person" ? 24 : 12, {
        fill: sign.tile,
      }),
      icon(sign.icon, x + 25, y + 25, 26, sign.stroke),
      ...body.draw(x + 76, y + 14),
    ],
  };
}

function headScene({ pen, snapshot }: Context, width: number): Scene {
  const { t } = pen;
  const { persona, scenario, kind } = snapshot;
  const half = (width - PANEL_GAP) / 2;
  const blocks = [
    panel(
      pen,
      half,
      { icon: "person", tile: "accent-tile", stroke: "accent-text" },
      t("persona"),
      persona.name || t("unnamed"),
      [
        [t("persona_about"), persona.about],
        [t("persona_goal"), persona.goal],
      ],
    ),
    panel(
      pen,
      half,
      { icon: "scene", tile: "good-tile", stroke: "good-text" },
      `${t("scenario")} · ${t(`kind_${kind}`)}`,
      scenario.name || t("unnamed"),
      [[t("scenario_situation"), scenario.situation]],
    ),
  ];
  const height = Math.max(...blocks.map((block) => block.height));
  const marks = blocks.flatMap((block, i) => {
    const x = i * (half + PANEL_GAP);
    return [rect({ x, y: 0, width: half, height }, 12, { fill: "sunken" }), ...block.draw(x, 0)];
  });
  return plainScene(width, height, marks);
}

/** Lay out the map in one form, as it stands on the page. */
export function formScene(context: Context, form: Form, available: number): Scene {
  return SCENES[form](context, available);
}

/** Lay out the picture of a whole map; `available` is the width it has on screen. */
export function sheetScene(context: Context, form: Form, available: number): Scene {
  return sheetAround(context, form, formScene(context, form, available));
}

/** Put the head over a map that is laid out, and the legend under it. */
export function sheetAround(context: Context, form: Form, map: Scene): Scene {
  const width = Math.max(LEAST, map.width);
  const head = headScene(context, width);
  const legend = legendScene(context, form, width);
  const marks: Mark[] = [];
  let y = MARGIN;
  for (const [scene, gap] of [
    [head, 24],
    [map, 28],
    [legend, 0],
  ] as const) {
    marks.push(...placed(scene, MARGIN, y));
    y += scene.height + gap;
  }
  return plainScene(Math.ceil(width + 2 * MARGIN), Math.ceil(y + MARGIN - 6), marks);
}
