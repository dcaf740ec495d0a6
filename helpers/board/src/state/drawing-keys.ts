// Which key means what on a card of the timeline or the flowchart, beyond what it means on every card.
import type { LaneType } from "../document/parts";
import type { Command, Stroke } from "./keyboard";

/** Go to the next card of the same kind, or the one before. */
export interface Go {
  name: "go";
  by: 1 | -1;
}

/**
 * Return what a stroke means on a card that is only drawn; `null` leaves it to the rules for all cards.
 *
 * The card has no text field of its own, so that what would edit it opens its details.
 */
export function drawingCommand(stroke: Stroke, lane: LaneType): Command | Go | null {
  if (stroke.altKey || stroke.ctrlKey || stroke.metaKey || stroke.shiftKey) return null;
  const feels = lane === "touchpoint";
  switch (stroke.key) {
    case "ArrowLeft":
      return { name: "go", by: -1 };
    case "ArrowRight":
      return { name: "go", by: 1 };
    case "ArrowUp":
      return feels ? { name: "emotion", by: 1 } : { name: "go", by: -1 };
    case "ArrowDown":
      return feels ? { name: "emotion", by: -1 } : { name: "go", by: 1 };
    case "0":
      return feels ? { name: "set_emotion", to: 0 } : null;
    case "Enter":
    case "F2":
    case " ":
      return { name: "details" };
    default:
      return null;
  }
}
