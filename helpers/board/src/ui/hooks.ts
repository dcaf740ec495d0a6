// What every component of a view can reach, and how it watches a store.
import { createContext } from "preact";
import { useContext, useLayoutEffect, useReducer, useRef } from "preact/hooks";
import type { Translate } from "../i18n";
import type { Actions } from "../state/actions";
import type { Attach } from "../state/attach";
import type { Checks } from "../state/checks";
import type { FactsSource } from "../state/facts";
import type { FilesSource } from "../state/files";
import type { Hands } from "../state/hands";
import type { HandsActions } from "../state/hands-actions";
import type { Incoming } from "../state/incoming";
import type { KernelState, Session, TouchpointOption } from "../state/kernel";
import type { Layout } from "../state/layout";
import type { PanelState, Panels } from "../state/panels";
import type { Screen, ScreenState } from "../state/screen";
import type { Store } from "../state/store";

export interface ViewContext {
  t: Translate;
  readonly: boolean;
  options: readonly TouchpointOption[];
  actions: Actions;
  screen: Screen;
  /** What is chosen, searched for and how large it is shown. */
  hands: Hands;
  /** What is done with several cards at once. */
  many: HandsActions;
  /** What is shared with the kernel. */
  state: Store<KernelState>;
  /** How this person has arranged the board, and the way to change it. */
  layout: Layout;
  arrange(change: (layout: Layout) => Layout): void;
  ask: Session["ask"];
  lookAtOthers: Session["lookAtOthers"];
  facts: FactsSource;
  files: FilesSource;
  /** Takes in a file that somebody opens or drops here. */
  incoming: Incoming;
  checks: Store<Checks>;
  panels: Panels;
  /** Makes a fact a claim's evidence. */
  attach: Attach;
  /** Whether the map holds so many cards that what is out of sight is left for later. */
  large: boolean;
  /** Makes ids and radio names unique on a page with several boards. */
  viewId: string;
}

export const View = createContext<ViewContext | null>(null);

/** Return the view that this component is part of. */
export function useView(): ViewContext {
  const view = useContext(View);
  if (view === null) throw new Error("a board component was rendered outside a board");
  return view;
}

/** Return what `select` picks from the store, and render again when that changes. */
export function useStore<T, S>(store: Store<T>, select: (state: T) => S): S {
  const selected = select(store.get());
  // What was rendered last; a large board has thousands of watchers, and most changes concern none of them.
  const shown = useRef({ select, selected });
  shown.current = { select, selected };
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  useLayoutEffect(() => {
    const update = () => {
      if (!Object.is(shown.current.select(store.get()), shown.current.selected)) renderAgain(undefined);
    };
    update();
    return store.watch(update);
  }, [store]);
  return selected;
}

/** Return what `select` picks from this view's screen state. */
export function useScreen<S>(select: (state: ScreenState) => S): S {
  return useStore(useView().screen, select);
}

/** Return what `select` picks from the state of this view's side panels. */
export function usePanels<S>(select: (state: PanelState) => S): S {
  return useStore(useView().panels, select);
}
