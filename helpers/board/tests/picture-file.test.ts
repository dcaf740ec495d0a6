import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fileStem } from "../src/picture/name";
import { ACCENTS, LAID, MIXES, PAPER, paletteOf } from "../src/picture/palette";
import { FORMS, sheetScene } from "../src/picture/sheet";
import { escapeXml, svgFile } from "../src/picture/svg";
import { drawingCommand } from "../src/state/drawing-keys";
import { USUAL } from "../src/state/layout";
import { anySnapshot, contextFor, overlayOf, snapshotFrom } from "./picture";

const style = (name: string) => readFileSync(new URL(`../src/style/${name}.css`, import.meta.url), "utf8");

test("Does a picture's palette hold the very mixtures of the style sheet?", () => {
  const sheet = style("base") + style("forms");
  for (const [name, [a, percent, b]] of Object.entries(MIXES)) {
    expect(sheet).toContain(`--jb-${name}: color-mix(in srgb, var(--jb-${a}) ${percent}%, var(--jb-${b}));`);
  }
  for (const [name, colour] of Object.entries(ACCENTS)) expect(sheet).toContain(`--jb-${name}: ${colour};`);
  const laid = style("overlays");
  for (const [name, { colour, dash }] of Object.entries(LAID)) {
    expect(sheet).toContain(`--jb-${name}: ${colour};`);
    expect(laid).toContain(`.jb-${name} path {\n  stroke-dasharray: ${dash};`);
  }
  expect(sheet).toContain(`--jp-layout-color0, ${PAPER.surface}`);
  expect(sheet).toContain(`--jp-ui-font-color0, ${PAPER.text}`);
  expect(paletteOf({ surface: "#000000", text: "#ffffff" }).line).toBe("#212121");
});

const HOSTILE = `"><script>alert(1)</script><a href='javascript:alert(1)' onload="x">&amp;]]>\u0000\u0008\ufffe\ud800`;

/** Every text as hostile as the first one. */
const hostile = snapshotFrom([
  {
    name: HOSTILE,
    stops: [
      {
        name: HOSTILE,
        channel: "web",
        emotion: 1,
        action: HOSTILE,
        thought: HOSTILE,
        backstage: HOSTILE,
        is_moment_of_truth: true,
        pains: [HOSTILE],
        chances: [HOSTILE],
      },
    ],
    loosePains: [HOSTILE],
    looseChances: [HOSTILE],
    words: HOSTILE,
    figure: -1,
  },
]);

const over = { layout: USUAL, chosen: [{ overlay: overlayOf(HOSTILE, [[HOSTILE, 1]]), look: 0 }] };
const fileOf = (snapshot: typeof hostile, form: (typeof FORMS)[number]) =>
  svgFile(sheetScene(contextFor(snapshot, over), form, 1200), paletteOf(PAPER), {
    lang: "zh",
    title: HOSTILE,
  });

const TAG = /<(\/?)([a-zA-Z]+)((?: [a-zA-Z0-9:-]+="[^"<]*")*)(\/?)>/gu;
const ALLOWED = ["svg", "title", "defs", "linearGradient", "stop", "rect", "path", "text"];

test.each(FORMS)("Is nothing in the %s's file but shapes and plain text, whatever the map says?", (form) => {
  const file = fileOf(hostile, form);
  const tags = [...file.matchAll(TAG)];
  expect([...new Set(tags.map(([, , name]) => name))].sort()).toEqual([...ALLOWED].sort());
  for (const [, , , attributes = ""] of tags) expect(attributes).not.toMatch(/ on|href|style=|javascript/iu);
  // What remains without the tags is text, in which no markup can begin.
  expect(file.replace(/^<\?xml[^>]*\?>/u, "").replace(TAG, "")).not.toMatch(/[<>]/u);
  expect([...file.matchAll(/url\(([^)]*)\)/gu)].every(([, to]) => to === "#journey-feeling")).toBe(true);
  expect([...file.matchAll(/https?:[^"<\s]*/gu)].map(([address]) => address)).toEqual([
    "http://www.w3.org/2000/svg",
  ]);
});

test("Has no file a character that XML has no place for, or a tag that is not closed?", () => {
  fc.assert(
    fc.property(anySnapshot, fc.constantFrom(...FORMS), (snapshot, form) => {
      const file = fileOf(snapshot, form);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(file).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u);
      const open: string[] = [];
      for (const [, closing, name = "", , empty] of file.matchAll(TAG)) {
        if (closing) expect(open.pop()).toBe(name);
        else if (!empty) open.push(name);
      }
      expect(open).toEqual([]);
      expect(file).not.toContain("NaN");
      expect(file).not.toContain("undefined");
    }),
    { numRuns: 40 },
  );
});

test("Do texts come through as they are, and their marks escaped?", () => {
  expect(escapeXml(`<b a="1">'&'</b>`)).toBe("&lt;b a=&quot;1&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;");
  expect(escapeXml("收银台 😀")).toBe("收银台 😀");
  expect(escapeXml("a\u0000\ud83d\u001bb")).toBe("ab");
});

test("Is a file called by the scenario, made safe for every system?", () => {
  expect(fileStem(["周六买书架", "林悦"], "x")).toBe("周六买书架");
  expect(fileStem(["  ", "林悦"], "x")).toBe("林悦");
  expect(fileStem(["", "..", "///"], "旅程图")).toBe("旅程图");
  expect(fileStem([`..\\a/b:c*"d"<e>|f?.`], "x")).toBe("a b c d e f");
  expect(fileStem(["a\u202egnp\nb\u0000"], "x")).toBe("a gnp b");
  expect([...fileStem(["😀".repeat(100)], "x")]).toHaveLength(60);
});

const stroke = (key: string, held: Partial<Record<"altKey" | "ctrlKey", boolean>> = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

test("Do the keys of a drawn card change the emotion, open the details and go on, and leave others alone?", () => {
  expect(drawingCommand(stroke("ArrowUp"), "touchpoint")).toEqual({ name: "emotion", by: 1 });
  expect(drawingCommand(stroke("ArrowDown"), "touchpoint")).toEqual({ name: "emotion", by: -1 });
  expect(drawingCommand(stroke("ArrowDown"), "pain_point")).toEqual({ name: "go", by: 1 });
  expect(drawingCommand(stroke("ArrowLeft"), "touchpoint")).toEqual({ name: "go", by: -1 });
  for (const key of ["Enter", " ", "F2"]) {
    expect(drawingCommand(stroke(key), "opportunity")).toEqual({ name: "details" });
  }
  expect(drawingCommand(stroke("0"), "pain_point")).toBeNull();
  expect(drawingCommand(stroke("s"), "touchpoint")).toBeNull();
  expect(drawingCommand(stroke("ArrowUp", { altKey: true }), "touchpoint")).toBeNull();
  expect(drawingCommand(stroke("z", { ctrlKey: true }), "touchpoint")).toBeNull();
});
