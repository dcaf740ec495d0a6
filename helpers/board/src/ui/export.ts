// Hands a finished picture to the person: as a file, or to the printer. Nothing leaves this computer.
import type { Ground } from "../picture/palette";

export const PAPERS = { A4: [297, 210], A3: [420, 297] } as const;
export type Paper = keyof typeof PAPERS;

const PAGE_MARGIN = 10;
/** Pixels of a PNG for each of the drawing, for sharp print; fewer where browsers draw no more. */
const SHARP = 2;
const MAX_SIDE = 16_000;
const MAX_PIXELS = 100_000_000;
/** How long a file's address is kept for the browser to fetch it, in milliseconds. */
const KEPT = 30_000;

/** Offer a blob as a file. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}

export const svgBlob = (svg: string) => new Blob([svg], { type: "image/svg+xml" });

/** Return how many pixels a PNG gets for each pixel of the drawing. */
export function sharpness(width: number, height: number): number {
  return Math.min(SHARP, MAX_SIDE / width, MAX_SIDE / height, Math.sqrt(MAX_PIXELS / (width * height)));
}

/** Draw an SVG file as a PNG. */
export async function pngBlob(svg: string, width: number, height: number): Promise<Blob> {
  const url = URL.createObjectURL(svgBlob(svg));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = sharpness(width, height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const pencil = canvas.getContext("2d");
    if (pencil === null) throw new Error("this browser draws no pictures");
    pencil.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob === null ? reject(new Error("the picture is too large")) : resolve(blob)),
        "image/png",
      );
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The sides of what can be printed on, in millimetres. */
const printable = (paper: Paper) => PAPERS[paper].map((side) => side - 2 * PAGE_MARGIN) as [number, number];

/** Return how much wider than high a page is. */
export function pageRatio(paper: Paper): number {
  const [width, height] = printable(paper);
  return width / height;
}

/** Print an SVG file on one landscape page, fitted to it; the focus is lost to the page printed until `onDone`. */
export function printSvg(svg: string, title: string, paper: Paper, onDone: () => void): void {
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0" });
  document.body.append(frame);
  const page = frame.contentDocument;
  const view = frame.contentWindow;
  if (page === null || view === null) {
    frame.remove();
    throw new Error("this browser opens no page to print");
  }
  const [width, height] = printable(paper);
  const style = page.createElement("style");
  // A millimetre less than the page has: rounding must not bring a second, empty one.
  style.textContent = `@page { size: ${paper} landscape; margin: ${PAGE_MARGIN}mm; }
    html, body { margin: 0; }
    svg { display: block; width: ${width}mm; height: ${height - 1}mm; print-color-adjust: exact; -webkit-print-color-adjust: exact; }`;
  page.head.append(style);
  page.title = title;
  const drawing = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  page.body.append(page.importNode(drawing, true));
  const done = () => {
    frame.remove();
    onDone();
  };
  // Not at once: the window that tells us must not go away while it does.
  view.addEventListener("afterprint", () => setTimeout(done), { once: true });
  view.focus();
  view.print();
}

/** Return the page colours of an element as they are seen, in whatever way the theme says them. */
export function groundOf(element: Element): Ground {
  const { backgroundColor, color } = getComputedStyle(element);
  return { surface: plainColour(backgroundColor), text: plainColour(color) };
}

function plainColour(colour: string): string {
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  const pencil = canvas.getContext("2d", { willReadFrequently: true });
  if (pencil === null) return "#000000";
  pencil.fillStyle = colour;
  pencil.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pencil.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
