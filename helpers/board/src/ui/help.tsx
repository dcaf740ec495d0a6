// How the board works, on one small page.
import type { Key } from "../i18n";
import { useView } from "./hooks";
import { ProofHelp } from "./marks";
import { ToolButton } from "./tool";

type Keys = readonly [keys: readonly string[], meaning: Key][];

const MOUSE: readonly Key[] = [
  "help_mouse_edit",
  "help_mouse_move",
  "help_mouse_emotion",
  "help_mouse_details",
  "help_mouse_lanes",
  "help_mouse_fold",
];

const KEYS: Keys = [
  [["Enter"], "help_key_edit"],
  [["Shift+Enter"], "help_key_newline"],
  [["Esc"], "help_key_escape"],
  [["Space"], "help_key_space"],
  [["Alt+← → ↑ ↓"], "help_key_move"],
  [["Delete"], "help_key_delete"],
  [["S"], "help_key_star"],
  [["↑", "↓"], "help_key_emotion"],
  [["1", "…", "5"], "help_key_severity"],
  [["Ctrl+Z", "Ctrl+Shift+Z"], "help_key_undo"],
];

/** What is done with several cards, in the search and to the view. */
const MORE_KEYS: Keys = [
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

const MORE_MOUSE: readonly Key[] = ["help_mouse_select", "help_mouse_zoom", "help_mouse_files", "help_touch"];

function Points({ points }: { points: readonly Key[] }) {
  const { t } = useView();
  return (
    <ul>
      {points.map((key) => (
        <li key={key}>{t(key)}</li>
      ))}
    </ul>
  );
}

function KeyList({ keys }: { keys: Keys }) {
  const { t } = useView();
  return (
    <dl>
      {keys.map(([names, meaning]) => (
        <div key={meaning}>
          <dt>
            {names.map((name) => (
              <kbd key={name}>{name}</kbd>
            ))}
          </dt>
          <dd>{t(meaning)}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Help({ onClose }: { onClose: () => void }) {
  const { t } = useView();
  return (
    <div class="jb-help">
      <div class="jb-help-head">
        <h4>{t("help_title")}</h4>
        <ToolButton icon="close" name="close" testId="help-close" onClick={onClose} />
      </div>
      <h5>{t("help_mouse")}</h5>
      <Points points={MOUSE} />
      <h5>{t("help_keys")}</h5>
      <KeyList keys={KEYS} />
      <ProofHelp />
      <h5>{t("help_more")}</h5>
      <Points points={MORE_MOUSE} />
      <KeyList keys={MORE_KEYS} />
      <p>{t("help_save")}</p>
    </div>
  );
}
