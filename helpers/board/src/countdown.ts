// Counts down what is left of a round, between two answers of the server.
import { useEffect, useState } from "preact/hooks";

const STEP_MS = 250;

/** Seconds left of what the server last said, counted down here; null without a limit. Calls `onEnd` at 0. */
export function useCountdown<Said extends { seconds: number | null }>(
  said: Said,
  onEnd?: () => Promise<void>,
): number | null {
  const [left, setLeft] = useState(said.seconds);
  useEffect(() => {
    const { seconds } = said;
    setLeft(seconds === null ? null : Math.ceil(seconds));
    if (seconds === null || seconds <= 0) return;
    const end = performance.now() + seconds * 1000;
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      setLeft(now);
      if (now === 0) {
        clearInterval(timer);
        void onEnd?.();
      }
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [said, onEnd]);
  return left;
}
