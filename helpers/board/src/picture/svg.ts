// From marks to SVG: one tree of elements, which the page shows and which a file is written from.
import type { Language } from "../i18n";
import type { Palette } from "./palette";
import { FEELING, type Look, type Mark, type Paint, type Scene } from "./scene";

/** An SVG element as plain data; a text stands in it as text. */
export interface Element {
  tag: "path" | "rect" | "text" | "g" | "defs" | "linearGradient" | "stop" | "svg" | "title";
  attributes: Record<string, string | number>;
  children: Element[] | string;
}

/** The board's own fonts; the last one is there on every computer. */
export const FONTS: Record<Language, string> = {
  en: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
  zh: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif",
};

/** Turns the name of a colour into one; `id` makes the gradient's name unique on the page. */
export interface Brush {
  colour: (name: Exclude<Paint, "feeling" | "none">) => string;
  id: string;
}

const round = (value: number) => Math.round(value * 100) / 100;

function looks(
  { fill = "none", stroke, strokeWidth, dash, round: dots = false, opacity }: Look,
  brush: Brush,
): Element["attributes"] {
  const paint = (name: Paint) =>
    name === "none" ? "none" : name === "feeling" ? `url(#${brush.id}-feeling)` : brush.colour(name);
  return {
    fill: paint(fill),
    ...(stroke && {
      stroke: paint(stroke),
      "stroke-width": strokeWidth ?? 1,
      ...(dash && { "stroke-dasharray": dash }),
      // Short dashes with round ends would grow into each other.
      ...((dots || !dash) && { "stroke-linecap": "round" }),
      "stroke-linejoin": "round",
    }),
    ...(opacity !== undefined && { opacity }),
  };
}

/** Return the element of one mark. */
export function elementOf(mark: Mark, brush: Brush): Element {
  switch (mark.shape) {
    case "rect": {
      const { x, y, width, height, radius } = mark;
      const box = { x: round(x), y: round(y), width: round(width), height: round(height), rx: round(radius) };
      return { tag: "rect", attributes: { ...box, ...looks(mark, brush) }, children: [] };
    }
    case "path": {
      const { d, x, y, scale } = mark;
      const moves = [
        ...(x !== 0 || y !== 0 ? [`translate(${round(x)} ${round(y)})`] : []),
        ...(scale !== 1 ? [`scale(${Math.round(scale * 1e4) / 1e4})`] : []),
      ].join(" ");
      const attributes = { d, ...(moves && { transform: moves }), ...looks(mark, brush) };
      return { tag: "path", attributes, children: [] };
    }
    case "text": {
      const { x, y, size, weight, fill, anchor, turned } = mark;
      const attributes = {
        x: round(x),
        y: round(y),
        "font-size": size,
        "font-weight": weight,
        fill: brush.colour(fill),
        ...(anchor === "middle" && { "text-anchor": "middle" }),
        ...(turned && { transform: `rotate(90 ${round(x)} ${round(y)})` }),
      };
      return { tag: "text", attributes, children: mark.text };
    }
  }
}

/** Return the colours of the emotion curve, as a definition that marks refer to. */
export function feelingOf({ colour, id }: Brush): Element {
  const stop = (offset: number, name: "good" | "fair" | "bad"): Element => ({
    tag: "stop",
    attributes: { offset, "stop-color": colour(name) },
    children: [],
  });
  const attributes = {
    id: `${id}-feeling`,
    gradientUnits: "userSpaceOnUse",
    x1: 0,
    x2: 0,
    y1: FEELING.from,
    y2: FEELING.to,
  };
  const children = [stop(0, "good"), stop(0.5, "fair"), stop(1, "bad")];
  return { tag: "defs", attributes: {}, children: [{ tag: "linearGradient", attributes, children }] };
}

// Everything that XML 1.0 has no place for, halves of surrogate pairs among it.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Return a text as XML says it: nothing in it is markup, and nothing in it breaks the file. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, "").replace(/[&<>"']/g, (one) => ESCAPES[one] as string);
}

function write({ tag, attributes, children }: Element): string {
  const named = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`);
  const inside = typeof children === "string" ? escapeXml(children) : children.map(write).join("");
  return inside === "" ? `<${tag}${named.join("")}/>` : `<${tag}${named.join("")}>${inside}</${tag}>`;
}

/** Write a scene as an SVG file that stands for itself: no script, no style, nothing from elsewhere. */
export function svgFile(
  { width, height, marks }: Scene,
  palette: Palette,
  { lang, title }: { lang: Language; title: string },
): string {
  const brush: Brush = { colour: (name) => palette[name], id: "journey" };
  const root: Element = {
    tag: "svg",
    attributes: {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": FONTS[lang],
      "xml:lang": lang === "zh" ? "zh-CN" : "en",
      role: "img",
    },
    children: [
      { tag: "title", attributes: {}, children: title },
      feelingOf(brush),
      { tag: "rect", attributes: { width, height, fill: palette.surface }, children: [] },
      ...marks.map((mark) => elementOf(mark, brush)),
    ],
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root)}\n`;
}
