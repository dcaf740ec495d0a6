// The map as a timeline or a flowchart: a drawing, and over it a button for every card, in lists a screen reader knows.
import { h, type TargetedKeyboardEvent, type VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { LaneType, Opportunity, PainPoint } from "../document/parts";
import { type Snapshot, touchpointsOf } from "../document/snapshot";
import { emotionKey, plural, type Translate } from "../i18n";
import { channelWords } from "../picture/blocks";
import { legsOf, type Stop } from "../picture/journey";
import type { Box, Scene } from "../picture/scene";
import { type Form, formScene, legendScene } from "../picture/sheet";
import { type Brush, type Element, elementOf, feelingOf } from "../picture/svg";
import { drawingCommand } from "../state/drawing-keys";
import { useScreen, useStore, useView } from "./hooks";
import { memo } from "./memo";
import { useContextOf } from "./pen";

/** The room around the drawing inside its window; the style sheet gets it. */
const MARGIN = 16;
const SCROLL_BAR = 16;

/** Show an element of a picture, and all in it. */
function shown({ tag, attributes, children }: Element, key?: number): VNode {
  const inside = typeof children === "string" ? children : children.map(shown);
  return h(tag as string, { ...attributes, ...(key !== undefined && { key }) }, inside);
}

/** A scene on the page, in the theme's colours; what it says is said by the buttons over it. */
const Picture = memo(function Picture({ scene, id }: { scene: Scene; id: string }) {
  const brush: Brush = { colour: (name) => `var(--jb-${name})`, id };
  return (
    <svg class="jb-picture" width={scene.width} height={scene.height} aria-hidden="true" focusable="false">
      {shown(feelingOf(brush))}
      {scene.marks.map((mark, i) => shown(elementOf(mark, brush), i))}
    </svg>
  );
});

/** What a touchpoint's button is called: its place in the journey, and all that its card shows. */
function touchpointLabel(t: Translate, { card, number }: Stop, count: number): string {
  return [
    `${t("form_nth", { n: number, count })}${t("list_comma")}${card.name || t("unnamed")}`,
    channelWords(t, card.channel),
    t("named", { name: t("emotion"), value: t(emotionKey(card.emotion)) }),
    ...(card.is_moment_of_truth ? [t("moment_of_truth")] : []),
    ...[card.action, card.thought].filter((text) => text !== ""),
  ].join(t("list_comma"));
}

const painLabel = (t: Translate, card: PainPoint) =>
  `${t("pain_point")} ${card.text || t("no_text")}${t("list_comma")}${t("severity_n", { n: card.severity })}`;

function opportunityLabel(t: Translate, card: Opportunity): string {
  const answered = card.pain_points.length;
  const answers = t(plural("answers", answered), { n: answered });
  return `${t("opportunity")} ${card.text || t("no_text")}${t("list_comma")}${answers}`;
}

/** The button over one card of the drawing. */
function SpotButton({
  id,
  lane,
  label,
  box,
}: {
  id: string;
  lane: LaneType;
  label: string;
  box: Box | undefined;
}) {
  const { actions, readonly, viewId } = useView();
  const open = useScreen((state) => state.details === id);

  function onKeyDown(event: TargetedKeyboardEvent<HTMLButtonElement>): void {
    const command = drawingCommand(event, lane);
    if (command === null) return;
    // The board around it takes no key that is done with.
    event.preventDefault();
    if (command.name === "go") neighbour(event.currentTarget, lane, command.by)?.focus();
    else if (command.name === "details" || !readonly) {
      actions.run(command, id, command.name === "details" ? lane : "emotion");
    }
  }

  if (box === undefined) return null;
  return (
    <button
      type="button"
      class={`jb-spot jb-spot-${lane}${open ? " jb-open" : ""}`}
      style={{ left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px` }}
      aria-label={label}
      aria-expanded={open}
      aria-describedby={lane === "touchpoint" ? `${viewId}-drawing-keys` : undefined}
      data-card-id={id}
      data-lane={lane}
      data-testid={`spot-${lane}`}
      onClick={() => actions.showDetails(open ? null : id)}
      onKeyDown={onKeyDown}
    />
  );
}

/** The card before or after one: from touchpoint to touchpoint, or from note to note. */
function neighbour(button: HTMLElement, lane: LaneType, by: 1 | -1): HTMLElement | undefined {
  const all = [...(button.closest(".jb-canvas")?.querySelectorAll<HTMLElement>(".jb-spot") ?? [])];
  const same = all.filter(({ dataset }) => (dataset.lane === "touchpoint") === (lane === "touchpoint"));
  return same[same.indexOf(button) + by];
}

/** The notes that hang on a stop or belong to a stage. */
function Notes({
  pains,
  opportunities,
  boxes,
}: {
  pains: readonly PainPoint[];
  opportunities: readonly Opportunity[];
  boxes: ReadonlyMap<string, Box>;
}) {
  const { t } = useView();
  if (pains.length + opportunities.length === 0) return null;
  return (
    <ul>
      {pains.map((card) => (
        <li key={card.id}>
          <SpotButton id={card.id} lane="pain_point" label={painLabel(t, card)} box={boxes.get(card.id)} />
        </li>
      ))}
      {opportunities.map((card) => (
        <li key={card.id}>
          <SpotButton
            id={card.id}
            lane="opportunity"
            label={opportunityLabel(t, card)}
            box={boxes.get(card.id)}
          />
        </li>
      ))}
    </ul>
  );
}

/**
 * How wide a drawing may be: the board, less the drawing's margins and a scroll bar.
 *
 * The details cover a part of that; the cards keep their places, so that nothing jumps.
 */
function useRoom(ref: { current: HTMLElement | null }): number {
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const body = ref.current?.parentElement;
    if (!body) return;
    const measure = () => setRoom(Math.max(0, body.clientWidth - 2 * MARGIN - SCROLL_BAR));
    const observer = new ResizeObserver(measure);
    observer.observe(body);
    return () => observer.disconnect();
  }, [ref]);
  return room;
}

/** The map in a form that is drawn, with its legend. */
export function Drawing({
  snapshot,
  form,
  details,
}: {
  snapshot: Snapshot;
  form: Form;
  details: string | null;
}) {
  const { t, screen, viewId } = useView();
  const ref = useRef<HTMLDivElement>(null);
  const available = useRoom(ref);
  const editing = useStore(screen, (state) => state.editing);
  const context = useContextOf(snapshot);
  const scene = useMemo(() => formScene(context, form, available), [context, form, available]);
  const legend = useMemo(
    () => legendScene(context.pen, snapshot, form, available),
    [context, snapshot, form, available],
  );
  const boxes = useMemo(() => new Map(scene.spots.map(({ id, box }) => [id, box])), [scene]);
  const legs = useMemo(() => legsOf(snapshot), [snapshot]);
  const count = touchpointsOf(snapshot).length;

  // A card's text that is to be written at once, as of a new stage, has its field in the table only.
  useEffect(() => {
    if (editing !== null && !editing.startsWith("/")) screen.patch({ form: "table" });
  }, [editing, screen]);

  // The details cover a part of the drawing: their card comes back into sight.
  useEffect(() => {
    if (details !== null)
      ref.current?.querySelector(".jb-open")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [details, ref]);

  return (
    <div class="jb-scroll jb-drawing" ref={ref} data-testid={`drawing-${form}`}>
      <div
        class="jb-canvas"
        style={{ width: `${scene.width}px`, height: `${scene.height}px`, margin: `${MARGIN}px` }}
      >
        {available > 0 && <Picture scene={scene} id={`${viewId}-${form}`} />}
        <ol aria-label={t(`form_${form}`)}>
          {legs.map(({ stage, number, stops, pains, opportunities }) => (
            <li key={stage.id}>
              <span class="jb-hidden">{`${t("stage_nr", { n: number })}${t("list_comma")}${stage.name || t("unnamed")}`}</span>
              <ol>
                {stops.map((stop) => (
                  <li key={stop.card.id}>
                    <SpotButton
                      id={stop.card.id}
                      lane="touchpoint"
                      label={touchpointLabel(t, stop, count)}
                      box={boxes.get(stop.card.id)}
                    />
                    <Notes pains={stop.pains} opportunities={stop.opportunities} boxes={boxes} />
                  </li>
                ))}
              </ol>
              <Notes pains={pains} opportunities={opportunities} boxes={boxes} />
            </li>
          ))}
        </ol>
      </div>
      <div class="jb-legend" style={{ margin: `0 ${MARGIN}px ${MARGIN}px` }}>
        {available > 0 && <Picture scene={legend} id={`${viewId}-legend`} />}
        <p class="jb-note" id={`${viewId}-drawing-keys`}>
          {t("form_keys")}
        </p>
      </div>
    </div>
  );
}
