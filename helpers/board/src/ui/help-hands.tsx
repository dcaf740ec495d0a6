// The part of the help on several cards, the search and the view.
import type { Key } from "../i18n";
import { useView } from "./hooks";

const KEYS: readonly [keys: readonly string[], meaning: Key][] = [
  [["Tab"], "help_key_tab"],
  [["← → ↑ ↓"], "help_key_grid"],
  [["Page ↑", "Page ↓"], "help_key_lane"],
  [["Home", "End"], "help_key_ends"],
  [["Shift+← → ↑ ↓"], "help_key_select"],
  [["Ctrl+Space"], "help_key_toggle"],
  [["Ctrl+A"], "help_key_all"],
  [["Ctrl+C", "Ctrl+X", "Ctrl+V"], "help_key_clip"],
  [["Alt+← →"], "help_key_shift"],
  [["Ctrl+F"], "help_key_find"],
  [["Ctrl++", "Ctrl+−", "Ctrl+0"], "help_key_zoom"],
  [["F"], "help_key_full"],
  [["?"], "help_key_help"],
];

const MOUSE: readonly Key[] = ["help_mouse_select", "help_mouse_zoom", "help_touch"];

export function HelpHands() {
  const { t } = useView();
  return (
    <>
      <h5>{t("help_more")}</h5>
      <ul>
        {MOUSE.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <dl>
        {KEYS.map(([keys, meaning]) => (
          <div key={meaning}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
