// A button for what cannot be taken back: it asks once, and does it when it is pressed again.
import { useEffect, useState } from "preact/hooks";

const WAIT_MS = 4000;

interface Props {
  text: string;
  sure: string;
  label?: string;
  testId: string;
  onSure(): void;
}

export function TwiceButton({ text, sure, label, testId, onSure }: Props) {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const end = setTimeout(() => setAsked(false), WAIT_MS);
    return () => clearTimeout(end);
  }, [asked]);
  return (
    <button
      type="button"
      class={asked ? "jb-sure" : undefined}
      aria-label={asked ? undefined : label}
      title={label}
      data-testid={testId}
      onClick={() => {
        setAsked(!asked);
        if (asked) onSure();
      }}
      onBlur={() => setAsked(false)}
    >
      {asked ? sure : text}
    </button>
  );
}
