// The presenter's view: one item of the agenda at a time over the whole page, its view in big type, stepped through by keys.
import { useEffect, useRef, useState } from "preact/hooks";
import { Clock, useSince } from "./clock";
import { type Item, type Presented, stepFrom } from "./presenter";
import { type Room, useView } from "./room";
import { act } from "./server";
import { SpotlightCard, SpotlightPicker } from "./spotlight";
import { ThemeButton } from "./theme";
import type { View } from "./view";
import type { Say } from "./words";
import "../style/debrief-clock.css";
import "../style/debrief-present.css";

/** Views that cannot be an item of the agenda. */
export const APART = new Set(["agenda", "present"]);

const FALLBACK = "agreement";

const leave = () => {
  if (document.fullscreenElement !== null) void document.exitFullscreen();
  location.hash = "#agenda";
};

function toggleFullScreen(): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen();
  // Where the browser refuses, the view has the whole window all the same.
  else void document.documentElement.requestFullscreen?.().catch(() => {});
}

export function PresentView({ room, views }: { room: Room; views: readonly View[] }) {
  const { say } = room;
  const found = useView<Presented>(room, "presenter");
  const [picking, setPicking] = useState(false);
  const [wanted, send] = useWanted(room, found);
  const current = wanted === undefined ? (found?.current ?? null) : wanted;
  const item = found?.items.find(({ id }) => id === current) ?? null;
  const step = (by: 1 | -1) => {
    const next = stepFrom(found?.items ?? [], current, by);
    if (next !== null) send("agenda_show", next);
  };
  const pause = () => {
    if (item !== null) send(item.running || wanted !== undefined ? "agenda_pause" : "agenda_show", item.id);
  };
  const back = () => {
    if (picking) setPicking(false);
    else if (found?.spotlight) void room.act("spotlight_off", {});
    else leave();
  };
  useKeys({
    ArrowRight: () => step(1),
    PageDown: () => step(1),
    ArrowLeft: () => step(-1),
    PageUp: () => step(-1),
    " ": pause,
    f: toggleFullScreen,
    F: toggleFullScreen,
    Escape: back,
  });
  return (
    <div class="jb-present" data-testid="present">
      {found === null ? (
        <p class="jb-wait">{say("loading")}</p>
      ) : (
        <>
          <Head say={say} found={found} item={item} coming={wanted !== undefined} />
          <div class="jb-present-body">
            <Body room={room} views={views} found={found} item={item} onStart={() => step(1)} />
            {picking && (
              <SpotlightPicker room={room} shown={found.spotlight} onClose={() => setPicking(false)} />
            )}
          </div>
          <Controls
            room={room}
            found={found}
            item={item}
            picking={picking}
            onStep={step}
            onPause={pause}
            onPick={() => setPicking(!picking)}
          />
        </>
      )}
    </div>
  );
}

interface HeadProps {
  say: Say;
  found: Presented;
  item: Item | null;
  /** Whether the item was just chosen. */
  coming: boolean;
}

function Head({ say, found, item, coming }: HeadProps) {
  const since = useSince(found, item?.running ?? false);
  if (item === null) return <header />;
  const n = found.items.indexOf(item) + 1;
  return (
    <header>
      <div>
        <p class="jb-hint">{say("of", { n, of: found.items.length })}</p>
        <h1 data-testid="present-title">{item.title}</h1>
      </div>
      <Clock say={say} item={item} since={since} paused={!item.running && !coming} />
    </header>
  );
}

interface BodyProps {
  room: Room;
  views: readonly View[];
  found: Presented;
  item: Item | null;
  onStart(): void;
}

function Body({ room, views, found, item, onStart }: BodyProps) {
  const { say } = room;
  const named = (name: string) => views.find((view) => view.name === name && !APART.has(name));
  const view = item === null || item.screen === "" ? undefined : (named(item.screen) ?? named(FALLBACK));
  return (
    <>
      {found.spotlight !== null && <SpotlightCard say={say} card={found.spotlight} />}
      {/* What is under the card stays as it was left. */}
      <div class="jb-present-view" hidden={found.spotlight !== null} data-testid="present-view">
        {item === null ? (
          <div class="jb-present-start">
            <p>{say(found.items.length === 0 ? "agenda_empty" : "nothing_presented")}</p>
            {found.items.length > 0 && (
              <button type="button" data-testid="start" onClick={onStart}>
                {say("start")}
              </button>
            )}
            <p class="jb-hint">{say("keys")}</p>
          </div>
        ) : view === undefined ? (
          <p class="jb-present-title">{item.title}</p>
        ) : (
          <view.Content key={item.id} room={room} views={views} />
        )}
      </div>
    </>
  );
}

interface ControlsProps {
  room: Room;
  found: Presented;
  item: Item | null;
  picking: boolean;
  onStep(by: 1 | -1): void;
  onPause(): void;
  onPick(): void;
}

function Controls({ room, found, item, picking, onStep, onPause, onPick }: ControlsProps) {
  const { say, act } = room;
  const full = useFullScreen();
  const at = item === null ? -1 : found.items.indexOf(item);
  return (
    // A button pressed by mouse does not take the keys to itself.
    <div
      class="jb-present-bar"
      role="toolbar"
      aria-label={say("controls")}
      onMouseDown={(e) => e.preventDefault()}
    >
      <button type="button" data-testid="previous" disabled={at < 1} onClick={() => onStep(-1)}>
        ← {say("previous")}
      </button>
      <button type="button" data-testid="pause" disabled={item === null} onClick={onPause}>
        {say(item === null || item.running ? "pause" : "run")}
      </button>
      <button
        type="button"
        data-testid="extend"
        disabled={item === null}
        onClick={() => item !== null && void act("agenda_extend", { item: item.id })}
      >
        {say("extend")}
      </button>
      <button
        type="button"
        data-testid="next"
        disabled={at === found.items.length - 1}
        onClick={() => onStep(1)}
      >
        {say("next")} →
      </button>
      <span class="jb-present-gap" />
      <button type="button" data-testid="pick" aria-expanded={picking} onClick={onPick}>
        {say("spotlight")}
      </button>
      {found.spotlight !== null && (
        <button type="button" data-testid="spotlight-off" onClick={() => void act("spotlight_off", {})}>
          {say("spotlight_off")}
        </button>
      )}
      <button
        type="button"
        aria-pressed={found.hidden}
        data-testid="present-names"
        onClick={() => void act("names", { hidden: !found.hidden })}
      >
        {say(found.hidden ? "show_names" : "hide_names")}
      </button>
      <ThemeButton say={say} testId="present-theme" />
      <button type="button" data-testid="full" title={say("keys")} onClick={toggleFullScreen}>
        {say(full ? "full_off" : "full_on")}
      </button>
      <button type="button" data-testid="leave" onClick={leave}>
        {say("leave")}
      </button>
    </div>
  );
}

/** The item that was just chosen, until the server has said so itself, and what presents an item or lets it stand still. */
function useWanted(room: Room, found: Presented | null) {
  const [wanted, setWanted] = useState<number | undefined>(undefined);
  const waiting = useRef(0);
  const told = useRef(false);
  const last = useRef(Promise.resolve());
  useEffect(() => {
    told.current = true;
    if (waiting.current === 0) setWanted(undefined);
  }, [found]);
  // One after the other: of two that are under way at once, either could be the last.
  const send = (name: "agenda_show" | "agenda_pause", item: number) => {
    if (name === "agenda_show") setWanted(item);
    waiting.current += 1;
    last.current = last.current.then(() =>
      room.attempt(async () => {
        told.current = false;
        try {
          await act(name, { item });
        } catch (error) {
          setWanted(undefined);
          throw error;
        } finally {
          waiting.current -= 1;
          // What the server says can come before its answer does.
          if (waiting.current === 0 && told.current) setWanted(undefined);
        }
      }),
    );
  };
  return [wanted, send] as const;
}

function useFullScreen(): boolean {
  const [full, setFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const onChange = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", onChange);
    return () => document.removeEventListener("fullscreenchange", onChange);
  }, []);
  return full;
}

/** Keys of the whole page, unless somebody writes or a view has used the key itself. */
function useKeys(keys: Record<string, () => void>): void {
  const newest = useRef(keys);
  newest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const work = newest.current[event.key];
      const at = event.target instanceof Element ? event.target : null;
      if (work === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey)
        return;
      if (event.key !== "Escape" && at?.closest("input, textarea, select, [contenteditable]")) return;
      if (event.key === " " && at?.closest("button, a, summary, [role=button]")) return;
      event.preventDefault();
      work();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
