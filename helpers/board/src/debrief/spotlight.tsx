// One card shown large to everybody, and the list it is chosen from.
import { useEffect, useRef, useState } from "preact/hooks";
import { signed } from "./curves";
import { type Card, type Choice, matching } from "./presenter";
import { type Room, useView } from "./room";
import type { Say } from "./words";
import "../style/debrief-field.css";
import "../style/debrief-spotlight.css";

const MOST_SHOWN = 40;

export function SpotlightCard({ say, card }: { say: Say; card: Card }) {
  return (
    <article class={`jb-spot jb-spot-${card.kind}`} data-testid="spotlight">
      <p class="jb-spot-where">
        <strong>{card.team_name}</strong>
        <span>{say(`kind_${card.kind}`)}</span>
        <span>{card.stage}</span>
        {card.touchpoint !== "" && <span>{card.touchpoint}</span>}
        {card.severity !== null && <span>{say("severity", { n: card.severity })}</span>}
        {card.emotion !== null && <span>{say("emotion_is", { n: signed(card.emotion) })}</span>}
        {card.moment && <span>★ {say("moment")}</span>}
      </p>
      <p class="jb-spot-text">{card.text}</p>
      {card.lines.length > 0 && (
        <dl>
          {card.lines.map(({ kind, text }, i) => (
            <div key={`${i} ${kind}`}>
              <dt>{say(`line_${kind}`)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {card.evidence.map(({ kind, text, source }, i) => (
        <figure key={`${i} ${kind}`} data-testid="evidence">
          <blockquote>{text}</blockquote>
          <figcaption>
            {say(`evidence_${kind}`)}
            {source !== "" && ` · ${source}`}
          </figcaption>
        </figure>
      ))}
      {card.evidence.length === 0 && card.kind !== "opportunity" && (
        <p class="jb-hint">{say("no_evidence")}</p>
      )}
    </article>
  );
}

interface PickerProps {
  room: Room;
  shown: Card | null;
  onClose(): void;
}

/** The list of all cards, with a search. */
export function SpotlightPicker({ room, shown, onClose }: PickerProps) {
  const { say } = room;
  const found = useView<{ cards: Choice[] }>(room, "cards");
  const [search, setSearch] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const all = found === null ? [] : matching(found.cards, search);
  const isShown = ({ team, card }: Choice) => team === shown?.team && card === shown?.card;
  return (
    <section
      class="jb-picker"
      aria-label={say("spotlight")}
      data-testid="picker"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <div class="jb-picker-head">
        <input
          class="jb-field"
          ref={field}
          type="search"
          value={search}
          placeholder={say("spotlight_search")}
          aria-label={say("spotlight_search")}
          data-testid="picker-search"
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <button
          type="button"
          aria-label={say("spotlight_close")}
          title={say("spotlight_close")}
          onClick={onClose}
        >
          ✕
        </button>
      </div>
      {found === null && <p class="jb-wait">{say("loading")}</p>}
      {found !== null && all.length === 0 && <p>{say("spotlight_none")}</p>}
      <ul>
        {all.slice(0, MOST_SHOWN).map((one) => (
          <li key={`${one.team} ${one.card}`}>
            <button
              type="button"
              aria-pressed={isShown(one)}
              data-testid="picker-card"
              onClick={async () => {
                await room.act("spotlight", { team: one.team, card: one.card });
                onClose();
              }}
            >
              <span>{one.text}</span>
              <small>
                {one.team_name} · {say(`kind_${one.kind}`)} · {one.stage}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {all.length > MOST_SHOWN && (
        <p class="jb-hint">{say("spotlight_more", { n: all.length - MOST_SHOWN })}</p>
      )}
    </section>
  );
}
