// Which key means what for several cards, the search, the size and the window.
import type { Stroke } from "./keyboard";

export type HandCommand =
  | "select_all"
  | "find"
  | "zoom_in"
  | "zoom_out"
  | "zoom_reset"
  | "full_screen"
  | "help"
  | "toggle";

/** Return what a stroke means; in a text only what no text knows. */
export function handCommand(stroke: Stroke, typing: boolean): HandCommand | null {
  if (stroke.altKey) return null;
  const key = stroke.key.toLowerCase();
  if (stroke.ctrlKey || stroke.metaKey) {
    if (key === "f" && !stroke.shiftKey) return "find";
    if (key === "+" || key === "=") return "zoom_in";
    if (key === "-" || key === "_") return "zoom_out";
    if (key === "0") return "zoom_reset";
    if (typing) return null;
    if (key === "a" && !stroke.shiftKey) return "select_all";
    if (key === " " && !stroke.shiftKey) return "toggle";
    return null;
  }
  if (typing) return null;
  if (key === "f" && !stroke.shiftKey) return "full_screen";
  return stroke.key === "?" ? "help" : null;
}
