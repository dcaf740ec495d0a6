// A file that somebody opens or drops onto the board: read by the kernel, shown with what has no place on the map, and
// taken only when the person says so. Until then nothing on the board changes.
import { replaceMap } from "../document/replace";
import type { JourneyMap } from "../generated/journey-map";
import { translator } from "../i18n";
import { MOST_BYTES } from "./files";
import type { Session } from "./kernel";
import type { Screen } from "./screen";
import { createStore, type Store } from "./store";

export type IncomingState =
  | { phase: "none" }
  | { phase: "reading"; name: string }
  | { phase: "failed"; name: string; message: string }
  | { phase: "asking"; name: string; map: JourneyMap; losses: readonly string[] };

export interface Incoming {
  store: Store<IncomingState>;
  /** Read what was chosen or dropped: one file. */
  take(files: readonly File[]): Promise<void>;
  /** Put the map that was read in the place of the one on the board. */
  accept(): void;
  /** Forget the file. */
  leave(): void;
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/** Return what takes files for one view. */
export function createIncoming(session: Session, screen: Screen): Incoming {
  const store = createStore<IncomingState>({ phase: "none" });
  const words = () => translator(session.state.get().lang);
  const locked = () => session.state.get().readonly || !session.state.get().ready;
  // What is answered after another file was chosen, or the window closed, is not shown.
  let turn = 0;

  return {
    store,
    async take(files) {
      const [file] = files;
      if (file === undefined || locked()) return;
      turn += 1;
      const mine = turn;
      const { name } = file;
      const fail = (message: string) => {
        if (mine === turn) store.set({ phase: "failed", name, message });
      };
      if (files.length > 1) return fail(words()("open_one"));
      if (file.size > MOST_BYTES) {
        return fail(words()("open_large", { size: megabytes(file.size), most: megabytes(MOST_BYTES) }));
      }
      store.set({ phase: "reading", name });
      try {
        const { map, losses } = await session.files.read(name, await file.arrayBuffer());
        if (mine === turn) store.set({ phase: "asking", name, map, losses });
      } catch (error) {
        // A folder that was dropped cannot be read either.
        fail(
          (error instanceof DOMException ? "" : String((error as Error).message)) || words()("open_failed"),
        );
      }
    },
    accept() {
      const now = store.get();
      if (now.phase !== "asking" || locked()) return;
      const { doc, history, state } = session;
      history.gesture(() => replaceMap(doc, now.map, state.get().pair !== null));
      store.set({ phase: "none" });
      screen.patch({ focus: null, details: null, editing: null });
      screen.say(words()("open_said", { name: now.name }));
    },
    leave() {
      turn += 1;
      store.set({ phase: "none" });
    },
  };
}
