// What the trainer presents now, for those who follow it on their phone: the item, its time, and a card.
import { useEffect, useState } from "preact/hooks";
import type { Say } from "./words";
import "../style/vote-presented.css";

export interface Presented {
  item: {
    title: string;
    number: number;
    of: number;
    screen: string;
    /** Left when the server said so; less than 0 when it is over time. */
    seconds: number;
    running: boolean;
  } | null;
  spotlight: {
    team: string;
    kind: "touchpoint" | "pain_point" | "opportunity";
    text: string;
    stage: string;
    evidence: { kind: "quote" | "data" | "assumption"; text: string; source: string }[];
  } | null;
}

/** Minutes and seconds, whichever side of 0 they are on. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.abs(Math.ceil(seconds));
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}

export function PresentedView({ say, presented }: { say: Say; presented: Presented }) {
  const { item, spotlight } = presented;
  return (
    <>
      {item !== null && (
        <section class="jb-item" data-testid="presented">
          <p class="jb-hint">{say("presented", { n: item.number, of: item.of })}</p>
          <h2>{item.title}</h2>
          <TimeLeft key={`${item.seconds} ${item.running}`} say={say} item={item} />
        </section>
      )}
      {spotlight !== null && (
        <article class="jb-spot" data-testid="spotlight">
          <p class="jb-hint">{say("spotlight")}</p>
          <p class="jb-spot-where">
            <strong>{spotlight.team}</strong> · {say(`kind_${spotlight.kind}`)} · {spotlight.stage}
          </p>
          <p class="jb-spot-text">{spotlight.text}</p>
          {spotlight.evidence.map(({ kind, text, source }, i) => (
            <figure key={`${i} ${kind}`}>
              <blockquote>{text}</blockquote>
              <figcaption>
                {say(`evidence_${kind}`)}
                {source !== "" && ` · ${source}`}
              </figcaption>
            </figure>
          ))}
        </article>
      )}
    </>
  );
}

function TimeLeft({ say, item }: { say: Say; item: NonNullable<Presented["item"]> }) {
  const [left, setLeft] = useState(item.seconds);
  useEffect(() => {
    if (!item.running) return;
    const begin = performance.now();
    const timer = setInterval(() => setLeft(item.seconds - (performance.now() - begin) / 1000), 500);
    return () => clearInterval(timer);
  }, [item]);
  const time = minutesAndSeconds(left);
  return (
    <p class={left < 0 ? "jb-time jb-over" : "jb-time"} role="timer">
      {say(left < 0 ? "item_over" : "item_left", { time })}
      {!item.running && ` · ${say("item_paused")}`}
    </p>
  );
}
