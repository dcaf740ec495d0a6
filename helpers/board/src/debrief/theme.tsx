// Light or dark by the trainer's choice, which goes before the machine's own; kept in this browser.
import { useEffect, useState } from "preact/hooks";
import type { Say } from "./words";
import "../style/debrief-theme.css";

type Theme = "light" | "dark";

const KEY = "journeybook-debrief-theme";

const isTheme = (text: unknown): text is Theme => text === "light" || text === "dark";

const DARK = "(prefers-color-scheme: dark)";

function shownTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (isTheme(chosen)) return chosen;
  return matchMedia(DARK).matches ? "dark" : "light";
}

/** Whether the page is light or dark, by whichever of the two it was last decided. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(shownTheme);
  useEffect(() => {
    const read = () => setTheme(shownTheme());
    const machine = matchMedia(DARK);
    const page = new MutationObserver(read);
    machine.addEventListener("change", read);
    page.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      machine.removeEventListener("change", read);
      page.disconnect();
    };
  }, []);
  return theme;
}

/** Show the page as it was chosen the last time. */
export function recallTheme(): void {
  try {
    const kept = localStorage.getItem(KEY);
    if (isTheme(kept)) document.documentElement.dataset.theme = kept;
  } catch {
    // A browser that keeps nothing shows what the machine likes.
  }
}

export function ThemeButton({ say, testId = "theme" }: { say: Say; testId?: string }) {
  const other = useTheme() === "dark" ? "light" : "dark";
  const choose = () => {
    document.documentElement.dataset.theme = other;
    try {
      localStorage.setItem(KEY, other);
    } catch {
      // It holds until the page is left.
    }
  };
  return (
    <button type="button" title={say("theme_label")} data-testid={testId} onClick={choose}>
      {say(other === "dark" ? "theme_dark" : "theme_light")}
    </button>
  );
}
