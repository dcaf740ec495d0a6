// The time of an agenda's item, running down here from what the server has said.
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Item, leftOf, minutesAndSeconds, toneOf } from "./presenter";
import type { Say } from "./words";

const TICK_MS = 250;

/** Seconds since `told` was new, counted while `running`. */
export function useSince(told: unknown, running: boolean): number {
  const begin = useMemo(() => performance.now(), [told]);
  const [, tick] = useState(0);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => tick((n) => n + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [running]);
  return (performance.now() - begin) / 1000;
}

interface Props {
  say: Say;
  item: Item;
  since: number;
  /** Whether it stands still, and is not just about to be counted. */
  paused: boolean;
}

export function Clock({ say, item, since, paused }: Props) {
  const left = leftOf(item, since);
  const time = minutesAndSeconds(left);
  const whole = 60 * item.minutes;
  return (
    <div class={`jb-clock jb-${toneOf(left)}`} role="timer" data-testid="clock">
      <strong>{say(left < 0 ? "over" : "left", { time })}</strong>
      {paused && <span> {say("paused")}</span>}
      <progress max={whole} value={Math.min(whole, Math.max(0, whole - left))} aria-hidden="true" />
    </div>
  );
}
