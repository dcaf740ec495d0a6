// What only this view of the board knows: what is selected, open, being typed or dragged. Never saved, never sent.
import type { LaneType } from "../document/parts";
import type { Form } from "../picture/sheet";
import { createStore, type Store } from "./store";

/** A row in which something can have the keyboard focus. */
export type FocusLane = LaneType | "stage" | "action" | "emotion";

/** A place where a dragged card would land. */
export interface DropPlace {
  stage: string;
  /** For a pain point: the touchpoint under which it would stand. */
  touchpoint: string | null;
  /** The card before which it would stand; `null` for the end. */
  before: string | null;
}

/**
 * What can be given the keyboard focus: a card; where none is left the "+" of its cell; a lane's title; where no stage
 * is left the choice of a beginning.
 */
export type FocusPlace =
  | { id: string; lane: FocusLane }
  | { addIn: string; lane: LaneType }
  | { title: string }
  | { start: true };

export interface ScreenState {
  /** The visual form in which the map is shown. */
  form: Form;
  /** The card whose details are open. */
  details: string | null;
  /** The text that is being edited, as `id/field`. */
  editing: string | null;
  /** The card that is being dragged. */
  dragging: { id: string; lane: LaneType } | null;
  drop: DropPlace | null;
  /** What should get the keyboard focus after the next render. */
  focus: FocusPlace | null;
  /** What a screen reader should say; the number makes the same sentence new. */
  said: { text: string; nr: number };
}

export type Screen = Store<ScreenState> & {
  /** Change some members. */
  patch(change: Partial<ScreenState>): void;
  say(text: string): void;
};

export function createScreen(): Screen {
  const store = createStore<ScreenState>({
    form: "table",
    details: null,
    editing: null,
    dragging: null,
    drop: null,
    focus: null,
    said: { text: "", nr: 0 },
  });
  const patch = (change: Partial<ScreenState>) => store.set({ ...store.get(), ...change });
  return { ...store, patch, say: (text) => patch({ said: { text, nr: store.get().said.nr + 1 } }) };
}

/** Return the name under which `ScreenState.editing` knows a text. */
export const editName = (id: string, field: string): string => `${id}/${field}`;
