// What the views of the trainer's page share: its words, its changes, and one place that says what went wrong.
import { useEffect, useState } from "preact/hooks";
import { act, view } from "./server";
import { type Changed, concerns, type ViewName } from "./topics";
import type { Say } from "./words";

export interface Room {
  say: Say;
  /** Do some work; what goes wrong is said at the top of the page. */
  attempt(work: () => Promise<unknown>): Promise<void>;
  /** Do what the server knows as `action/NAME`; what it refuses is said at the top of the page. */
  act(name: string, fields: Record<string, unknown>): Promise<void>;
  /** Call `listener` after every change that may concern the view `name`; return the end of it. */
  onChange(name: ViewName, listener: () => void): () => void;
}

/** Return a room whose problems go to `onProblem`, together with what tells everyone in it of a change. */
export function makeRoom(
  say: Say,
  told: (error: unknown) => string,
  onProblem: (text: string) => void,
): { room: Room; changed: (topics: Changed) => void } {
  const listeners = new Set<(topics: Changed) => unknown>();
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      onProblem("");
    } catch (error) {
      onProblem(told(error));
    }
  };
  const room: Room = {
    say,
    attempt,
    act: (name, fields) => attempt(() => act(name, fields)),
    onChange(name, listener) {
      const hear = (topics: Changed) => concerns(name, topics) && listener();
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
  };
  return { room, changed: (topics) => listeners.forEach((hear) => void hear(topics)) };
}

/** Return what the server's view `name` says, always the newest; null until it is there. */
export function useView<View>(room: Room, name: ViewName): View | null {
  const [found, setFound] = useState<View | null>(null);
  useEffect(() => {
    let gone = false;
    let asked = 0;
    let newest = 0;
    const refresh = () =>
      room.attempt(async () => {
        asked += 1;
        const mine = asked;
        const fresh = (await view(name)) as View;
        // An answer that was overtaken by a later one tells of what was.
        if (gone || mine < newest) return;
        newest = mine;
        setFound(fresh);
      });
    const end = room.onChange(name, refresh);
    void refresh();
    return () => {
      gone = true;
      end();
    };
  }, [room, name]);
  return found;
}
