// Which key means what on the board, apart from typing.
import type { FocusLane } from "./screen";

export type Command =
  | { name: "undo" | "redo" | "edit" | "details" | "delete" | "star" | "clear_emotion" | "autosave" }
  | { name: "move"; dx: -1 | 0 | 1; dy: -1 | 0 | 1 }
  | { name: "emotion"; by: number }
  | { name: "set_emotion"; to: number }
  | { name: "severity"; to: number };

/** The part of a keyboard event that decides. */
export interface Stroke {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

const MOVES: Record<string, [dx: -1 | 0 | 1, dy: -1 | 0 | 1]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Return what a stroke means wherever the focus is on the board, text fields apart. */
export function boardCommand(stroke: Stroke): Command | null {
  if (stroke.altKey || !(stroke.ctrlKey || stroke.metaKey)) return null;
  const key = stroke.key.toLowerCase();
  if (key === "z") return { name: stroke.shiftKey ? "redo" : "undo" };
  if (key === "y" && !stroke.shiftKey) return { name: "redo" };
  if (key === "s" && !stroke.shiftKey) return { name: "autosave" };
  return null;
}

/** Return what a stroke means on the card, stage or emotion point that has the focus. */
export function cardCommand(stroke: Stroke, lane: FocusLane): Command | null {
  if (stroke.ctrlKey || stroke.metaKey) return null;
  const { key } = stroke;
  const move = MOVES[key];
  if (stroke.altKey) return move === undefined ? null : { name: "move", dx: move[0], dy: move[1] };
  if (stroke.shiftKey) return null;
  if (lane === "emotion") return emotionCommand(key);
  if (key === "Enter" || key === "F2") return { name: "edit" };
  if (key === "Delete" || key === "Backspace") return { name: "delete" };
  if (lane === "stage" || lane === "action") return null;
  if (key === " ") return { name: "details" };
  if (lane === "touchpoint" && key.toLowerCase() === "s") return { name: "star" };
  if (lane === "pain_point" && /^[1-5]$/.test(key)) return { name: "severity", to: Number(key) };
  return null;
}

function emotionCommand(key: string): Command | null {
  switch (key) {
    case "ArrowUp":
      return { name: "emotion", by: 1 };
    case "ArrowDown":
      return { name: "emotion", by: -1 };
    case "Home":
      return { name: "set_emotion", to: -2 };
    case "End":
      return { name: "set_emotion", to: 2 };
    case "0":
      return { name: "set_emotion", to: 0 };
    case "Delete":
    case "Backspace":
      return { name: "clear_emotion" };
    case "Enter":
    case " ":
      return { name: "details" };
    case "s":
    case "S":
      return { name: "star" };
    default:
      return null;
  }
}
