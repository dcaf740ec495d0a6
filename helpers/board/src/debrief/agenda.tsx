// The agenda: what the debrief goes through, item by item, to be put in order before and while it is presented.
import { useEffect, useRef, useState } from "preact/hooks";
import { useSince } from "./clock";
import { APART } from "./present";
import { type Item, leftOf, minutesAndSeconds, type Presented, toneOf } from "./presenter";
import { type Room, useView } from "./room";
import { SpotlightCard, SpotlightPicker } from "./spotlight";
import { TwiceButton } from "./twice";
import type { View } from "./view";
import type { Say } from "./words";
import "../style/debrief-agenda.css";
import "../style/debrief-field.css";

const MOST_MINUTES = 240;

export function AgendaView({ room, views }: { room: Room; views: readonly View[] }) {
  const { say, act } = room;
  const found = useView<Presented>(room, "presenter");
  const since = useSince(found, found?.items.some(({ running }) => running) ?? false);
  const refocus = useRefocus(found);
  if (found === null) return <p class="jb-wait">{say("loading")}</p>;
  const { items, current } = found;
  const screens = views.filter(({ name }) => !APART.has(name));
  const minutes = items.reduce((sum, item) => sum + item.minutes, 0);
  return (
    <>
      <h2>{say("agenda")}</h2>
      <p class="jb-hint">
        {items.length === 0 ? say("agenda_empty") : say("agenda_hint", { n: items.length, minutes })}
      </p>
      <p class="jb-agenda-tools">
        <a href="#present" data-testid="to-present">
          ▶ {say(current === null ? "start" : "resume")}
        </a>
        {current !== null && (
          <button type="button" data-testid="stop" onClick={() => void act("agenda_show", { item: null })}>
            {say("stop_presenting")}
          </button>
        )}
        {items.some(({ spent }) => spent > 0) && (
          <TwiceButton
            text={say("rewind")}
            sure={say("rewind_sure")}
            testId="rewind"
            onSure={() => void act("agenda_rewind", {})}
          />
        )}
      </p>
      <ol class="jb-agenda">
        {items.map((item, at) => (
          <Row
            key={item.id}
            room={room}
            item={item}
            at={at}
            of={items.length}
            since={since}
            isCurrent={item.id === current}
            screens={screens}
            onPlace={(place, button) => {
              refocus(button);
              void act("agenda_place", { item: item.id, place });
            }}
          />
        ))}
      </ol>
      <NewItem room={room} screens={screens} />
      <Spotlight room={room} found={found} />
    </>
  );
}

interface RowProps {
  room: Room;
  item: Item;
  at: number;
  of: number;
  since: number;
  isCurrent: boolean;
  screens: readonly View[];
  onPlace(place: number, button: string): void;
}

function Row({ room, item, at, of, since, isCurrent, screens, onPlace }: RowProps) {
  const { say, act } = room;
  const { id } = item;
  const [title, setTitle] = useKept(item.title);
  const [minutes, setMinutes] = useKept(String(item.minutes));
  // Nothing but what was changed: the rest may be older here than what is kept.
  const edit = (change: Partial<Item>) =>
    void act("agenda_edit", { item: id, title: null, screen: null, minutes: null, ...change });
  const left = leftOf(item, since);
  const spent = 60 * item.minutes - left;
  const told = [
    ...(isCurrent ? [say("item_now")] : []),
    ...(spent >= 1 ? [say("item_saved_time", { time: minutesAndSeconds(Math.floor(spent)) })] : []),
    ...(left < 0 ? [say("over", { time: minutesAndSeconds(left) })] : []),
  ];
  return (
    <li class={isCurrent ? "jb-on" : undefined} data-testid="item">
      <input
        class="jb-field jb-agenda-title"
        value={title}
        maxLength={200}
        aria-label={say("item_title")}
        data-testid="item-title"
        onInput={(event) => setTitle(event.currentTarget.value)}
        onChange={() => (title.trim() === "" ? setTitle(item.title) : edit({ title }))}
      />
      <ScreenSelect
        say={say}
        screen={item.screen}
        screens={screens}
        onChoose={(screen) => edit({ screen })}
      />
      <MinutesField
        say={say}
        value={minutes}
        onInput={setMinutes}
        onChange={(whole) => (whole === null ? setMinutes(String(item.minutes)) : edit({ minutes: whole }))}
      />
      <span class="jb-agenda-buttons">
        <button
          type="button"
          id={`up-${id}`}
          disabled={at === 0}
          aria-label={say("item_up", { title: item.title })}
          onClick={() => onPlace(at - 1, `up-${id}`)}
        >
          ↑
        </button>
        <button
          type="button"
          id={`down-${id}`}
          disabled={at === of - 1}
          aria-label={say("item_down", { title: item.title })}
          data-testid="item-down"
          onClick={() => onPlace(at + 1, `down-${id}`)}
        >
          ↓
        </button>
        <TwiceButton
          text={say("remove")}
          sure={say("sure")}
          label={say("item_remove", { title: item.title })}
          testId="item-remove"
          onSure={() => void act("agenda_remove", { item: id })}
        />
        <button
          type="button"
          aria-label={say("item_show", { title: item.title })}
          title={say("item_show", { title: item.title })}
          data-testid="item-show"
          onClick={async () => {
            await act("agenda_show", { item: id });
            location.hash = "#present";
          }}
        >
          ▶
        </button>
      </span>
      <span class={`jb-agenda-time jb-${toneOf(left)}`}>{told.join(" · ")}</span>
    </li>
  );
}

function NewItem({ room, screens }: { room: Room; screens: readonly View[] }) {
  const { say, act } = room;
  const [title, setTitle] = useState("");
  const [screen, setScreen] = useState("");
  const [minutes, setMinutes] = useState("10");
  return (
    <form
      class="jb-agenda-new"
      onSubmit={async (event) => {
        event.preventDefault();
        await act("agenda_add", { title, screen, minutes: wholeMinutes(minutes) ?? 10 });
        setTitle("");
      }}
    >
      <input
        class="jb-field jb-agenda-title"
        value={title}
        required
        maxLength={200}
        placeholder={say("item_title")}
        aria-label={say("item_title")}
        data-testid="new-title"
        onInput={(event) => setTitle(event.currentTarget.value)}
      />
      <ScreenSelect say={say} screen={screen} screens={screens} onChoose={setScreen} />
      <MinutesField say={say} value={minutes} onInput={setMinutes} onChange={() => {}} />
      <button type="submit" data-testid="new-item">
        {say("item_add")}
      </button>
    </form>
  );
}

interface ScreenProps {
  say: Say;
  screen: string;
  screens: readonly View[];
  onChoose(screen: string): void;
}

function ScreenSelect({ say, screen, screens, onChoose }: ScreenProps) {
  const isKnown = screen === "" || screens.some(({ name }) => name === screen);
  return (
    <select
      class="jb-field"
      value={screen}
      aria-label={say("item_screen")}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      <option value="">{say("screen_none")}</option>
      {!isKnown && <option value={screen}>{screen}</option>}
      {screens.map(({ name, label }) => (
        <option key={name} value={name}>
          {say(label)}
        </option>
      ))}
    </select>
  );
}

function wholeMinutes(text: string): number | null {
  const minutes = Number(text);
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null;
}

interface MinutesProps {
  say: Say;
  value: string;
  onInput(text: string): void;
  onChange(minutes: number | null): void;
}

function MinutesField({ say, value, onInput, onChange }: MinutesProps) {
  return (
    <label class="jb-agenda-minutes">
      <input
        class="jb-field"
        type="number"
        min={1}
        max={MOST_MINUTES}
        required
        value={value}
        aria-label={say("item_minutes")}
        data-testid="item-minutes"
        onInput={(event) => onInput(event.currentTarget.value)}
        onChange={(event) => onChange(wholeMinutes(event.currentTarget.value))}
      />
      <span aria-hidden="true">{say("item_minutes")}</span>
    </label>
  );
}

/** The card that is shown large, and its list. */
function Spotlight({ room, found }: { room: Room; found: Presented }) {
  const { say, act } = room;
  const [picking, setPicking] = useState(false);
  return (
    <section aria-labelledby="spotlight">
      <h2 id="spotlight">{say("spotlight_title")}</h2>
      <p class="jb-hint">{say("spotlight_hint")}</p>
      <p class="jb-agenda-tools">
        <button type="button" data-testid="pick" aria-expanded={picking} onClick={() => setPicking(!picking)}>
          {say("spotlight")}
        </button>
        {found.spotlight !== null && (
          <button type="button" data-testid="spotlight-off" onClick={() => void act("spotlight_off", {})}>
            {say("spotlight_off")}
          </button>
        )}
      </p>
      {picking && <SpotlightPicker room={room} shown={found.spotlight} onClose={() => setPicking(false)} />}
      {found.spotlight !== null && <SpotlightCard say={say} card={found.spotlight} />}
    </section>
  );
}

/** A field's text: the server's whenever that changes, else what is being written. */
function useKept(kept: string) {
  const [text, setText] = useState(kept);
  useEffect(() => setText(kept), [kept]);
  return [text, setText] as const;
}

/** Give a button its focus back after its row has moved. */
function useRefocus(found: Presented | null): (button: string) => void {
  const wanted = useRef("");
  useEffect(() => {
    const button = wanted.current === "" ? null : document.getElementById(wanted.current);
    wanted.current = "";
    button?.focus();
  }, [found]);
  return (button) => {
    wanted.current = button;
  };
}
