// A group's map as a picture: drawn when the page has time for it, what is in sight first, and shown as an image, in which
// nothing can run and which the browser keeps as few pixels, however much is on the map.
import { useEffect, useRef, useState } from "preact/hooks";
import { snapshotOf } from "../document/plain";
import type { JourneyMap } from "../generated/journey-map";
import { type Language, translator } from "../i18n";
import { contextOf } from "../picture/journey";
import { bareScene } from "../picture/page";
import { PAPER, paletteOf } from "../picture/palette";
import type { Mark } from "../picture/scene";
import { svgFile } from "../picture/svg";
import { FIXED_LANES, USUAL } from "../state/layout";
import { measureIn } from "../ui/measure";
import { makeLater } from "./later";
import { useTheme } from "./theme";

/** How wide a picture has room to be, as many times its height: in a tile, and on a whole projector's page. */
const RATIO = { small: 2, whole: 2.2 } as const;

/** Around a picture. */
const MARGIN = 24;

/** In a tile a curve is seen from afar, and is drawn so many times as thick. */
const THICKER = 2.5;

/** A little lighter than a dark page: pictures stand out from it; the style sheet has the same. */
const NIGHT = { surface: "#1b1f28", text: "#e9ebf0" };

/** What tells maps apart from afar. */
const SMALL = ["touchpoint", "emotion", "pain_point", "opportunity"];

export interface PictureProps {
  map: JourneyMap;
  /** Names of the case's touchpoints, by code. */
  names: Readonly<Record<string, string>>;
  lang: Language;
  label: string;
  /** With everything on the map; otherwise with what can be seen from afar. */
  whole?: boolean;
}

const seenFromAfar = (mark: Mark): Mark =>
  mark.shape === "path" && mark.stroke === "feeling"
    ? { ...mark, strokeWidth: THICKER * (mark.strokeWidth ?? 1) }
    : mark;

/** Draw the picture; the group's name is not in it, so that whoever hides names hides them there too. */
function fileOf({ map, names, lang, whole = false }: Omit<PictureProps, "label">, dark: boolean): string {
  const snapshot = snapshotOf(map);
  const all = [...FIXED_LANES, ...snapshot.lanes.map((lane) => lane.id)];
  const layout = whole ? USUAL : { ...USUAL, hidden: all.filter((lane) => !SMALL.includes(lane)) };
  const pen = { measure: measureIn(lang), t: translator(lang), lang };
  const context = contextOf(pen, snapshot, new Map(Object.entries(names)), { layout, chosen: [] });
  const scene = bareScene(context, "timeline", whole ? RATIO.whole : RATIO.small, MARGIN);
  const marks = whole ? scene.marks : scene.marks.map(seenFromAfar);
  return svgFile({ ...scene, marks }, paletteOf(dark ? NIGHT : PAPER), {
    lang,
    title: snapshot.scenario.name,
  });
}

// A frame is shown between two pictures, so that the page can be scrolled meanwhile.
const later = makeLater((work) => requestAnimationFrame(() => setTimeout(work)));

export function Picture(props: PictureProps) {
  const { map, names, lang, label, whole = false } = props;
  const frame = useRef<HTMLSpanElement>(null);
  const dark = useTheme() === "dark";
  const [address, setAddress] = useState("");
  useEffect(() => {
    let made = "";
    const job = later(() => {
      const file = fileOf({ map, names, lang, whole }, dark);
      made = URL.createObjectURL(new Blob([file], { type: "image/svg+xml" }));
      setAddress(made);
    });
    const sight = new IntersectionObserver((seen) => job.hurry(seen.at(-1)?.isIntersecting ?? false), {
      rootMargin: "40%",
    });
    if (frame.current !== null) sight.observe(frame.current);
    return () => {
      sight.disconnect();
      job.drop();
      URL.revokeObjectURL(made);
    };
  }, [map, names, lang, whole, dark]);
  return (
    <span
      ref={frame}
      class={whole ? "jb-map-picture jb-whole" : "jb-map-picture"}
      aria-busy={address === ""}
      data-testid="picture"
    >
      {address !== "" && <img src={address} alt={label} decoding="async" />}
    </span>
  );
}
