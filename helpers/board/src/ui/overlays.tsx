// Other maps' emotion curves: the menu that chooses them, the curves themselves, and which is which.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Stage } from "../document/parts";
import type { Column } from "../document/snapshot";
import { emotionCurve, emotionY, pathOf, type StageBox } from "../geometry";
import { emotionKey, type Translate } from "../i18n";
import { type Aligned, align, type Chosen, chosenOf, LOOKS, type Overlay } from "../overlay";
import { toggle } from "../state/layout";
import type { Copied } from "../state/overlays";
import { useScreen, useStore, useView } from "./hooks";
import { Icon } from "./icons";
import { Popover } from "./popover";
import { ToolButton } from "./tool";

/** A map that is laid over: how it looks, and where it stands. */
export interface LaidOver extends Chosen {
  aligned: Aligned;
}

const judged = ({ stages }: Overlay) =>
  stages.some((stage) => stage.touchpoints.some((one) => one.emotion !== null));

const nameOf = ({ label, kind }: Overlay, t: Translate) =>
  t("over_name", { name: label, kind: t(`over_${kind}`) });

/** Return the chosen maps on this board. */
export function useLaidOver(
  stages: readonly Stage[],
  touchpoints: readonly Column["touchpoints"][],
  boxes: readonly StageBox[],
): LaidOver[] {
  const { state, layout } = useView();
  const overlays = useStore(state, (shared) => shared.overlays);
  return useMemo(() => {
    const columns = stages.map((stage, i) => ({ stage, touchpoints: touchpoints[i] ?? [] }));
    return chosenOf(overlays, layout.over).map((chosen) => ({
      ...chosen,
      aligned: align(columns, boxes, chosen.overlay),
    }));
  }, [overlays, layout.over, stages, touchpoints, boxes]);
}

/** The curves of the chosen maps, behind this map's own. */
export function OverlayCurves({ laid }: { laid: readonly LaidOver[] }) {
  const { t } = useView();
  return (
    <>
      {laid.map(({ overlay, look, aligned }) => (
        <g key={overlay.file} class={`jb-laid jb-laid-${look}`} data-testid="overlay-curve">
          {emotionCurve(aligned.points).map((stretch) => (
            <path key={stretch.from.x} d={pathOf(stretch)} />
          ))}
          {aligned.points.map(
            ({ x, name, stage, emotion }) =>
              emotion !== null && (
                <circle key={x} cx={x} cy={emotionY(emotion)} r="4.5">
                  <title>
                    {`${nameOf(overlay, t)}\n${t("over_point", { stage, name: name || t("unnamed"), emotion: t(emotionKey(emotion)) })}`}
                  </title>
                </circle>
              ),
          )}
        </g>
      ))}
    </>
  );
}

/** A short piece of a curve, as it looks in the picture. */
function Sample({ look }: { look: number | null }) {
  return (
    <svg
      class={look === null ? "jb-sample jb-sample-own" : `jb-sample jb-laid jb-laid-${look}`}
      viewBox="0 0 40 12"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M2 6H38" />
    </svg>
  );
}

/** Which curve is which; a screen reader hears the emotions too. */
export function OverlayLegend({ laid }: { laid: readonly LaidOver[] }) {
  const { t, state } = useView();
  const kind = useStore(state, (shared) => shared.snapshot.kind);
  if (laid.length === 0) return null;
  return (
    <ul class="jb-legend" aria-label={t("over_legend")} data-testid="overlay-legend">
      <li>
        <Sample look={null} />
        <span>{t("over_this", { kind: t(`over_${kind}`) })}</span>
      </li>
      {laid.map(({ overlay, look, aligned }) => (
        <li key={overlay.file} title={overlay.file}>
          <Sample look={look} />
          <span class="jb-cut">{nameOf(overlay, t)}</span>
          {aligned.left > 0 && <small>{t("over_left", { n: aligned.left })}</small>}
          <ul class="jb-hidden">
            {aligned.points.map(
              ({ x, name, stage, emotion }) =>
                emotion !== null && (
                  <li key={x}>
                    {t("over_point", {
                      stage,
                      name: name || t("unnamed"),
                      emotion: t(emotionKey(emotion)),
                    })}
                  </li>
                ),
            )}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** The toolbar's button. */
export function OverlayTool() {
  const { t, state, layout, lookAtOthers } = useView();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const drawn = useStore(state, (shared) => shared.ready && shared.snapshot.columns.length > 0);
  const form = useScreen((shown) => shown.form);
  const overlays = useStore(state, (shared) => shared.overlays);
  // What was laid over last time is so again.
  const wanted = drawn && (open || layout.over.length > 0);
  useEffect(() => (wanted ? lookAtOthers() : undefined), [wanted, lookAtOthers]);
  // A flowchart has no curve.
  if (!drawn || form === "flowchart") return null;
  const chosen = overlays.filter((overlay) => layout.over.includes(overlay.file)).length;
  return (
    <>
      <button
        ref={button}
        type="button"
        class="jb-button"
        title={t("over_title")}
        aria-haspopup="dialog"
        data-testid="overlay-menu"
        onClick={() => setOpen(true)}
      >
        <Icon name="layers" />
        <span>{t("over_menu")}</span>
        {chosen > 0 && <b class="jb-badge">{chosen}</b>}
      </button>
      {open && (
        <Popover
          anchor={button}
          label={t("over_title")}
          testId="overlay-window"
          onClose={() => setOpen(false)}
        >
          <OverlayList onClose={() => setOpen(false)} />
        </Popover>
      )}
    </>
  );
}

const copyWords = ({ state, file, message }: Copied, t: Translate): string =>
  state === "made" ? t("over_made", { file }) : state === "exists" ? t("over_exists", { file }) : message;

function OverlayList({ onClose }: { onClose: () => void }) {
  const { t, state, layout, arrange, ask, readonly } = useView();
  const overlays = useStore(state, (shared) => shared.overlays);
  // Of a pair the board's own switch makes the future map.
  const copies = useStore(state, ({ snapshot, pair }) => snapshot.kind === "current" && pair === null);
  const copied = useStore(state, (shared) => shared.copied);
  // How it went belongs to the copy that was asked for in this window.
  const [before, setBefore] = useState<Copied | null | undefined>(undefined);
  const asked = before !== undefined;
  const answered = asked && copied !== before;
  return (
    <div class="jb-lane-menu">
      <div class="jb-help-head">
        <h4>{t("over_title")}</h4>
        <ToolButton icon="close" name="close" testId="overlay-close" onClick={onClose} />
      </div>
      {overlays.length === 0 && <p class="jb-note">{t("over_none")}</p>}
      <ul>
        {overlays.map((overlay, i) => (
          <li key={overlay.file} class="jb-lane-entry">
            <label>
              <input
                type="checkbox"
                checked={layout.over.includes(overlay.file)}
                disabled={!judged(overlay)}
                data-testid="overlay-shown"
                onChange={(event) => {
                  const member = event.currentTarget.checked;
                  arrange((now) => toggle(now, "over", overlay.file, member));
                }}
              />
              <Sample look={i % LOOKS} />
              <span class="jb-over-name">
                <span>{nameOf(overlay, t)}</span>
                <small>
                  {judged(overlay) ? overlay.file : [overlay.file, t("over_flat")].join(t("list_comma"))}
                </small>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {!readonly && copies && (
        <div class="jb-copy">
          <button
            type="button"
            class="jb-button jb-primary"
            disabled={asked && !answered}
            data-testid="copy-future"
            onClick={() => {
              setBefore(copied);
              ask("copy_future");
            }}
          >
            <Icon name="copy" />
            {t("over_copy")}
          </button>
          <p class="jb-note" role="status" data-testid="copy-status">
            {!asked ? t("over_copy_hint") : answered && copied ? copyWords(copied, t) : t("over_wait")}
          </p>
        </div>
      )}
    </div>
  );
}
