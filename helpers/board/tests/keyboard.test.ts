import { expect, test } from "vitest";
import { boardCommand, cardCommand } from "../src/state/keyboard";
import type { FocusLane } from "../src/state/screen";

/** Read "Ctrl+Shift+Z" as the stroke that a browser reports. */
function stroke(words: string) {
  const parts = words.split("+");
  const has = (name: string) => parts.includes(name);
  const flags = { altKey: has("Alt"), ctrlKey: has("Ctrl"), metaKey: has("Meta"), shiftKey: has("Shift") };
  return { key: parts.at(-1) as string, ...flags };
}

test.each([
  ["Ctrl+z", "undo"],
  ["Meta+z", "undo"],
  ["Ctrl+Shift+Z", "redo"],
  ["Ctrl+y", "redo"],
  ["Ctrl+s", "autosave"],
  ["z", undefined],
  ["Ctrl+Alt+z", undefined],
  ["Ctrl+Shift+S", undefined],
])("Does %s mean %s anywhere on the board?", (words, name) => {
  expect(boardCommand(stroke(words))?.name).toBe(name);
});

const ON_CARDS: [string, FocusLane, unknown][] = [
  ["Enter", "touchpoint", { name: "edit" }],
  ["Delete", "pain_point", { name: "delete" }],
  [" ", "opportunity", { name: "details" }],
  [" ", "stage", null],
  ["s", "touchpoint", { name: "star" }],
  ["s", "pain_point", null],
  ["4", "pain_point", { name: "severity", to: 4 }],
  ["6", "pain_point", null],
  ["Alt+ArrowLeft", "stage", { name: "move", dx: -1, dy: 0 }],
  ["Alt+ArrowDown", "pain_point", { name: "move", dx: 0, dy: 1 }],
  ["ArrowDown", "touchpoint", null],
  ["ArrowDown", "emotion", { name: "emotion", by: -1 }],
  ["ArrowUp", "emotion", { name: "emotion", by: 1 }],
  ["End", "emotion", { name: "set_emotion", to: 2 }],
  ["Home", "emotion", { name: "set_emotion", to: -2 }],
  ["0", "emotion", { name: "set_emotion", to: 0 }],
  ["Delete", "emotion", { name: "clear_emotion" }],
  ["s", "emotion", { name: "star" }],
  ["Alt+ArrowRight", "emotion", { name: "move", dx: 1, dy: 0 }],
  ["Ctrl+Delete", "touchpoint", null],
  ["Shift+Enter", "touchpoint", null],
  ["x", "touchpoint", null],
];

test.each(ON_CARDS)("Does %j on a card of the lane %s mean %j?", (words, lane, command) => {
  expect(cardCommand(stroke(words), lane)).toEqual(command);
});
