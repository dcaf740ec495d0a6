// How the board works, on one small page.
import type { Key } from "../i18n";
import { HelpHands } from "./help-hands";
import { useView } from "./hooks";
import { ProofHelp } from "./marks";
import { ToolButton } from "./tool";

const MOUSE: readonly Key[] = [
  "help_mouse_edit",
  "help_mouse_move",
  "help_mouse_emotion",
  "help_mouse_details",
  "help_mouse_lanes",
  "help_mouse_fold",
];

const KEYS: readonly [keys: readonly string[], meaning: Key][] = [
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

export function Help({ onClose }: { onClose: () => void }) {
  const { t } = useView();
  return (
    <div class="jb-help">
      <div class="jb-help-head">
        <h4>{t("help_title")}</h4>
        <ToolButton icon="close" name="close" testId="help-close" onClick={onClose} />
      </div>
      <h5>{t("help_mouse")}</h5>
      <ul>
        {MOUSE.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <h5>{t("help_keys")}</h5>
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
      <ProofHelp />
      <HelpHands />
      <p>{t("help_save")}</p>
    </div>
  );
}
