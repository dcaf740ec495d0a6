// The emotion lane: one curve over all stages, with a point for each touchpoint that can be dragged or stepped.
import type { TargetedPointerEvent } from "preact";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { isBare, kindCounts } from "../document/claims";
import { EMOTIONS, type Evidence, type Stage, type Touchpoint } from "../document/parts";
import { peakAndEnd } from "../document/peakend";
import type { Column } from "../document/snapshot";
import { emotionAt, emotionCurve, emotionY, METRICS, pathOf, type StageBox } from "../geometry";
import { emotionKey } from "../i18n";
import { useFactTarget } from "./factdrop";
import { usePanels, useView } from "./hooks";
import { Face, Icon, Star } from "./icons";
import { memo } from "./memo";
import { OverlayCurves, OverlayLegend, useLaidOver } from "./overlays";

/** A drag further than this, in pixels, is no click any more. */
const SLACK = 3;

const NONE: readonly Evidence[] = [];
const EMOTION = ["emotion"] as const;

/** A touchpoint's emotion, as a slider that stands on the curve. */
const EmotionPoint = memo(function EmotionPoint({
  card,
  x,
  shown,
  evidence,
  isPeak,
  isEnd,
  dragged,
  onPreview,
}: {
  card: Touchpoint;
  x: number;
  evidence: readonly Evidence[];
  /** What the point is to the journey as a whole; both where one feeling is the peak and the end. */
  isPeak: boolean;
  isEnd: boolean;
  /** The emotion to show: the card's own, or where the pointer is. */
  shown: number | null;
  /** Whether a drag shows an emotion that is not yet the card's. */
  dragged: boolean;
  onPreview: (id: string, emotion: number | null) => void;
}) {
  const { t, actions, readonly } = useView();
  const start = useRef<{ y: number; top: number; scale: number; moved: boolean } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const words = t(emotionKey(shown));
  useFactTarget(button, card.id, EMOTION);
  const over = usePanels((panels) => panels.over?.card === card.id && panels.over.aspect === "emotion");
  const about = evidence.filter((one) => one.aspect === "emotion");
  const bare = shown !== null && isBare(about, "emotion");
  const strongest = kindCounts(about)[0];
  const roles = [...(isPeak ? [t("peak")] : []), ...(isEnd ? [t("peak_end")] : [])];
  const said = [words, ...roles, ...(bare ? [t("proof_bare_emotion")] : [])].join(t("list_comma"));

  // A step of the keys may carry the point out of sight.
  useLayoutEffect(() => {
    const element = button.current;
    if (element === document.activeElement) element?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [card.emotion]);

  function onPointerDown(event: TargetedPointerEvent<HTMLButtonElement>): void {
    if (readonly || event.button !== 0) return;
    const lane = event.currentTarget.parentElement?.getBoundingClientRect();
    const scale = (lane?.height ?? METRICS.emotionHeight) / METRICS.emotionHeight;
    start.current = { y: event.clientY, top: lane?.top ?? 0, scale, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function onPointerMove(event: TargetedPointerEvent<HTMLButtonElement>): void {
    const from = start.current;
    if (from === null) return;
    from.moved ||= Math.abs(event.clientY - from.y) > SLACK;
    if (from.moved) onPreview(card.id, emotionAt((event.clientY - from.top) / from.scale));
  }

  function onPointerUp(event: TargetedPointerEvent<HTMLButtonElement>): void {
    const from = start.current;
    start.current = null;
    onPreview(card.id, null);
    if (from?.moved) actions.setEmotion(card.id, emotionAt((event.clientY - from.top) / from.scale));
    // Not every browser gives a clicked button the focus, and the arrow keys need it there.
    else if (from !== null) event.currentTarget.focus();
  }

  function onPointerCancel(): void {
    start.current = null;
    onPreview(card.id, null);
  }

  // Escape gives a drag up, wherever the focus is.
  useEffect(() => {
    if (!dragged) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      start.current = null;
      onPreview(card.id, null);
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, [dragged, card.id, onPreview]);

  return (
    <button
      ref={button}
      type="button"
      class={`jb-point${card.is_moment_of_truth ? " jb-moment" : ""}${bare ? " jb-bare" : ""}${over ? " jb-over" : ""}`}
      style={{ left: `${x}px`, top: `${emotionY(shown ?? 0)}px` }}
      role="slider"
      aria-orientation="vertical"
      aria-valuemin={-2}
      aria-valuemax={2}
      aria-valuenow={shown ?? 0}
      aria-valuetext={said}
      aria-label={t("emotion_of", { name: card.name || t("unnamed") })}
      aria-disabled={readonly}
      title={[
        said,
        ...(roles.length > 0 ? [t("peak_why")] : []),
        ...(readonly ? [] : [t("emotion_hint")]),
      ].join("\n")}
      data-card-id={card.id}
      data-lane="emotion"
      data-emotion={shown ?? "unset"}
      data-testid="emotion-point"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
      onLostPointerCapture={onPointerCancel}
    >
      <Face emotion={shown} />
      {card.is_moment_of_truth && <Star on={true} />}
      {strongest && (
        <span class={`jb-proof jb-proof-${strongest.kind}`}>
          <Icon name={strongest.kind} />
        </span>
      )}
      {roles.length > 0 && (
        <span class={`jb-role${(shown ?? 0) < 0 ? " jb-above" : ""}`} data-testid="emotion-role">
          {roles.join(" · ")}
        </span>
      )}
      {shown === null && <span class="jb-unset">{words}</span>}
    </button>
  );
});

/** The lane's curve and points; as wide as all stages together. */
export const EmotionLane = memo(function EmotionLane({
  stages,
  touchpoints,
  evidence,
  boxes,
  drawn = Number.POSITIVE_INFINITY,
  legend = true,
}: {
  stages: readonly Stage[];
  /** The touchpoints of each stage. */
  touchpoints: readonly Column["touchpoints"][];
  evidence: ReadonlyMap<string, readonly Evidence[]>;
  boxes: readonly StageBox[];
  /** How many of the touchpoints have their point on the curve already. */
  drawn?: number;
  /** Whether it says below which curve is which. */
  legend?: boolean;
}) {
  const { viewId } = useView();
  const [preview, setPreview] = useState<{ id: string; emotion: number } | null>(null);
  const points = useMemo(
    () =>
      touchpoints.flatMap((cards, i) => {
        const box = boxes[i];
        // In a folded stage there are touchpoints, but their emotions do not show: the curve is dotted past it.
        return cards.map((card, j) => ({
          card,
          x: box?.centres[j] ?? box?.left ?? 0,
          folded: box?.folded === true,
        }));
      }),
    [touchpoints, boxes],
  );
  const onPreview = useCallback(
    (id: string, emotion: number | null) => setPreview(emotion === null ? null : { id, emotion }),
    [],
  );
  const shownOf = (card: Touchpoint) => (preview?.id === card.id ? preview.emotion : card.emotion);
  const curve = emotionCurve(
    points.map(({ card, x, folded }) => ({ x, emotion: folded ? null : shownOf(card) })),
  );
  const { peak, end } = peakAndEnd(points.map(({ card }) => shownOf(card)));
  // One feeling is no journey yet: nothing stands out from it.
  const judged = curve.length > 0;
  const last = boxes.at(-1);
  const width = last ? last.left + last.width : 0;
  const colours = `${viewId}-feeling`;
  const floor = emotionY(0);
  const area = curve.map(
    (stretch) => `${pathOf(stretch)}L${stretch.to.x} ${floor}L${stretch.from.x} ${floor}Z`,
  );

  const line = (bridge: boolean) =>
    curve
      .filter((stretch) => stretch.bridge === bridge)
      .map(pathOf)
      .join("");

  const laid = useLaidOver(stages, touchpoints, boxes);

  return (
    <>
      <div class="jb-curve" style={{ width: `${width}px`, height: `${METRICS.emotionHeight}px` }}>
        <svg
          class="jb-curve-picture"
          width={width}
          height={METRICS.emotionHeight}
          aria-hidden="true"
          focusable="false"
        >
          <defs>
            <linearGradient
              id={colours}
              gradientUnits="userSpaceOnUse"
              x1="0"
              x2="0"
              y1={emotionY(2)}
              y2={emotionY(-2)}
            >
              <stop class="jb-stop-good" offset="0" />
              <stop class="jb-stop-fair" offset="0.5" />
              <stop class="jb-stop-bad" offset="1" />
            </linearGradient>
          </defs>
          {boxes.map(
            (box, i) =>
              i % 2 === 1 && (
                <rect
                  key={box.left}
                  class="jb-stripe"
                  x={box.left}
                  width={box.width}
                  height={METRICS.emotionHeight}
                />
              ),
          )}
          {EMOTIONS.map((emotion) => (
            <line
              key={emotion}
              class={emotion === 0 ? "jb-neutral" : "jb-guide"}
              x1="0"
              x2={width}
              y1={emotionY(emotion)}
              y2={emotionY(emotion)}
            />
          ))}
          {points.map(
            ({ card, x, folded }) =>
              card.is_moment_of_truth &&
              !folded && (
                <line key={card.id} class="jb-moment-line" x1={x} x2={x} y1="0" y2={METRICS.emotionHeight} />
              ),
          )}
          <OverlayCurves laid={laid} />
          <path class="jb-fill" d={area.join("")} fill={`url(#${colours})`} />
          <path class="jb-line" d={line(false)} stroke={`url(#${colours})`} />
          <path class="jb-line jb-bridge" d={line(true)} stroke={`url(#${colours})`} />
        </svg>
        {points
          .slice(0, drawn)
          .map(
            ({ card, x, folded }, i) =>
              !folded && (
                <EmotionPoint
                  key={card.id}
                  card={card}
                  x={x}
                  shown={shownOf(card)}
                  evidence={evidence.get(card.id) ?? NONE}
                  isPeak={judged && i === peak}
                  isEnd={judged && i === end}
                  dragged={preview?.id === card.id}
                  onPreview={onPreview}
                />
              ),
          )}
      </div>
      {legend && <OverlayLegend laid={laid} />}
    </>
  );
});
