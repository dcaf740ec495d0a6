// The row of tools: what the map shows, undo and redo, a new stage, how saving stands, help.
import { useRef } from "preact/hooks";
import { KINDS } from "../document/parts";
import type { Key, Translate } from "../i18n";
import type { Status } from "../state/kernel";
import { EmotionTableTool } from "./emotion-table";
import { FindTool } from "./find";
import { FormSwitch } from "./forms";
import { FullScreenTool } from "./fullscreen";
import { Help } from "./help";
import { useStore, useView } from "./hooks";
import { Icon, type IconName } from "./icons";
import { LanesTool } from "./lane-menu";
import { OverlayTool } from "./overlays";
import { PanelToggles } from "./panel";
import { People } from "./people";
import { PictureTool } from "./picture";
import { Popover } from "./popover";
import { ZoomTools } from "./zoom";

/** Hours and minutes of an ISO time, on this computer's clock; nothing for no time. */
function clock(time: string | null): string {
  const date = time === null ? new Date(Number.NaN) : new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, "0")}`;
}

/** How saving stands, in words. */
function statusWords({ state, message, time }: Status, t: Translate): string {
  if (state === "saving") return t("saving");
  if (state === "error") return message || t("not_saved");
  if (state !== "saved") return message;
  const at = clock(time);
  return at === "" ? t("saved") : t("saved_at", { time: at });
}

const STATUS_ICONS: Partial<Record<string, IconName>> = {
  saved: "check",
  error: "warning",
  silent: "warning",
};

/** How saving stands; that the kernel is silent outweighs what it said last, unless that was an error. */
function StatusText() {
  const { t, state, readonly } = useView();
  const said = useStore(state, (shared) => shared.status);
  const owed = useStore(state, (shared) => shared.owed);
  const status: Status = owed && said.state !== "error" ? { ...said, state: "saving" } : said;
  const ready = useStore(state, (shared) => shared.ready);
  const silent = useStore(state, (shared) => shared.silent) && status.state !== "error";
  const shown = silent ? "silent" : ready ? status.state || "idle" : "connecting";
  const words = silent ? t("silent") : ready ? statusWords(status, t) : t("connecting");
  const icon = STATUS_ICONS[shown];
  return (
    <div
      class={`jb-status jb-status-${shown}`}
      role={shown === "error" || shown === "silent" ? "alert" : undefined}
      data-testid="status"
      data-state={shown}
    >
      {readonly && ready && <span class="jb-pill">{t("readonly")}</span>}
      {icon && <Icon name={icon} />}
      {shown === "saving" && <span class="jb-spinner" />}
      <span class="jb-cut">{words}</span>
    </div>
  );
}

/** A button of the row: a picture with its name. */
function Tool({
  icon,
  name,
  disabled = false,
  text = false,
  testId,
  onClick,
}: {
  icon: IconName;
  name: Key;
  disabled?: boolean;
  /** Whether the name stands beside the picture. */
  text?: boolean;
  testId: string;
  onClick: () => void;
}) {
  const { t } = useView();
  return (
    <button
      type="button"
      class={`jb-button${text ? "" : " jb-square"}`}
      title={t(name)}
      aria-label={t(name)}
      disabled={disabled}
      data-testid={testId}
      onClick={onClick}
    >
      <Icon name={icon} />
      {text && <span>{t(name)}</span>}
    </button>
  );
}

/**
 * A choice of two: the journey as it is, or as it should be.
 *
 * A map on its own becomes the other; of a pair the kernel shows the other map in this one's place.
 */
function KindSwitch() {
  const { t, actions, ask, state, readonly, viewId } = useView();
  const side = useStore(state, (shared) => shared.pair?.side ?? null);
  const own = useStore(state, (shared) => shared.snapshot.kind);
  const kind = side ?? own;
  return (
    <fieldset class="jb-switch" aria-label={t("kind")}>
      {KINDS.map((one) => (
        <label key={one} class={one === kind ? "jb-on" : ""}>
          <input
            type="radio"
            name={`${viewId}-kind`}
            value={one}
            checked={one === kind}
            disabled={readonly && side === null}
            data-testid={`kind-${one}`}
            onChange={() => (side === null ? actions.setKind(one) : ask(`show_${one}`))}
          />
          {t(`kind_${one}`)}
        </label>
      ))}
    </fieldset>
  );
}

export function Toolbar() {
  const { t, actions, hands, state, readonly } = useView();
  const canUndo = useStore(state, (shared) => shared.canUndo);
  const canRedo = useStore(state, (shared) => shared.canRedo);
  const helping = useStore(hands, (held) => held.helping);
  const setHelping = (open: boolean) => hands.patch({ helping: open });
  const help = useRef<HTMLButtonElement>(null);
  return (
    <div class="jb-toolbar" role="toolbar" aria-label={t("board")}>
      <KindSwitch />
      {!readonly && (
        <>
          <span class="jb-divider" />
          <Tool icon="undo" name="undo" disabled={!canUndo} testId="undo" onClick={actions.undo} />
          <Tool icon="redo" name="redo" disabled={!canRedo} testId="redo" onClick={actions.redo} />
          <span class="jb-divider" />
          <Tool icon="plus" name="add_stage" text={true} testId="add-stage" onClick={actions.addStage} />
        </>
      )}
      <FormSwitch />
      <LanesTool />
      <OverlayTool />
      <StatusText />
      <People />
      <div class="jb-toolbar-end">
        <FindTool />
        <EmotionTableTool />
        <PanelToggles />
        <PictureTool />
        <ZoomTools />
        <FullScreenTool />
        <button
          ref={help}
          type="button"
          class="jb-button jb-square"
          title={t("help")}
          aria-label={t("help")}
          aria-haspopup="dialog"
          data-testid="help"
          onClick={() => setHelping(true)}
        >
          <Icon name="help" />
        </button>
      </div>
      {helping && (
        <Popover anchor={help} label={t("help_title")} testId="help-window" onClose={() => setHelping(false)}>
          <Help onClose={() => setHelping(false)} />
        </Popover>
      )}
    </div>
  );
}
