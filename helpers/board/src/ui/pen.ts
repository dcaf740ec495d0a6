// What pictures of the map are laid out with, as this person has arranged it.
import { useMemo } from "preact/hooks";
import type { Snapshot } from "../document/snapshot";
import { chosenOf } from "../overlay";
import { type Context, contextOf } from "../picture/journey";
import { useStore, useView } from "./hooks";
import { measureIn } from "./measure";

/** Return what the forms need to lay out this map as this person has arranged it. */
export function useContextOf(snapshot: Snapshot): Context {
  const { t, state, options, layout } = useView();
  const lang = useStore(state, (shared) => shared.lang);
  const overlays = useStore(state, (shared) => shared.overlays);
  return useMemo(() => {
    const caseNames = new Map(options.map(({ code, name }) => [code, name]));
    const chosen = chosenOf(overlays, layout.over);
    return contextOf({ measure: measureIn(lang), t, lang }, snapshot, caseNames, { layout, chosen });
  }, [lang, t, options, snapshot, layout, overlays]);
}
