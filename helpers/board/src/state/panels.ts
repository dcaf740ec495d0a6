// What only this view knows of its side panels: which is open, what is dragged out of it, what it points at.
import type { Aspect } from "../document/parts";
import type { FactWords } from "./facts";
import { createStore, type Store } from "./store";

export type PanelName = "facts" | "checks";

export interface PanelState {
  open: PanelName | null;
  /** The width that the open panel takes from the lanes, in CSS pixels; 0 where it lies over them. */
  beside: number;
  /** The fact that is being dragged, by its id. */
  dragged: string | null;
  /** The claim under the dragged fact. */
  over: { card: string; aspect: Aspect } | null;
  /** The cards that a finding points at. */
  marked: readonly string[];
}

export type Panels = Store<PanelState> & {
  /** Change some members. */
  patch(change: Partial<PanelState>): void;
  /** Open a panel, or close it where it is the open one. */
  toggle(name: PanelName): void;
};

/** What travels with a dragged fact; the view keeps boards on one page apart. */
export interface DraggedFact {
  viewId: string;
  fact: FactWords;
}

export function createPanels(): Panels {
  const store = createStore<PanelState>({ open: null, beside: 0, dragged: null, over: null, marked: [] });
  const patch = (change: Partial<PanelState>) => store.set({ ...store.get(), ...change });
  return {
    ...store,
    patch,
    toggle: (name) => patch({ open: store.get().open === name ? null : name, beside: 0, marked: [] }),
  };
}
