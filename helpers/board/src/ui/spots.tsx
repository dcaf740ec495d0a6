// The buttons over a drawing: one for every card and folded stage, in lists that a screen reader knows.
import type { TargetedKeyboardEvent } from "preact";
import { useMemo } from "preact/hooks";
import type { LaneType, Opportunity, PainPoint, Stage } from "../document/parts";
import { touchpointsOf } from "../document/snapshot";
import { emotionKey, plural, type Translate } from "../i18n";
import { channelWords } from "../picture/cards";
import { type Context, legsOf, type Stop } from "../picture/journey";
import { backstageOf, ownWords } from "../picture/own";
import type { Box, Scene } from "../picture/scene";
import { drawingCommand } from "../state/drawing-keys";
import { useScreen, useView } from "./hooks";
import { useFold } from "./stage-head";

/** What a touchpoint's button is called: its place in the journey, and all that its card shows. */
function touchpointLabel(context: Context, { card, number }: Stop, count: number): string {
  const { t } = context.pen;
  const backstage = backstageOf(context, card);
  return [
    `${t("form_nth", { n: number, count })}${t("list_comma")}${card.name || t("unnamed")}`,
    channelWords(t, card.channel),
    t("named", { name: t("emotion"), value: t(emotionKey(card.emotion)) }),
    ...(card.is_moment_of_truth ? [t("moment_of_truth")] : []),
    ...[card.action, card.thought].filter((text) => text !== ""),
    ...(backstage === "" ? [] : [t("named", { name: t("backstage"), value: backstage })]),
  ].join(t("list_comma"));
}

const painLabel = (t: Translate, card: PainPoint) =>
  `${t("pain_point")} ${card.text || t("no_text")}${t("list_comma")}${t("severity_n", { n: card.severity })}`;

function opportunityLabel(t: Translate, card: Opportunity): string {
  const answered = card.pain_points.length;
  const answers = t(plural("answers", answered), { n: answered });
  return `${t("opportunity")} ${card.text || t("no_text")}${t("list_comma")}${answers}`;
}

const placeOf = ({ x, y, width, height }: Box) => ({
  left: `${x}px`,
  top: `${y}px`,
  width: `${width}px`,
  height: `${height}px`,
});

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
      style={placeOf(box)}
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

/** The button over a folded stage: it unfolds it. */
function FoldButton({ stage, number, box }: { stage: Stage; number: number; box: Box | undefined }) {
  const { t } = useView();
  const fold = useFold(stage);
  if (box === undefined) return null;
  const name = stage.name || t("unnamed");
  return (
    <button
      type="button"
      class="jb-spot"
      style={placeOf(box)}
      title={t("stage_unfold_of", { name })}
      aria-label={`${t("stage_nr", { n: number })}${t("list_comma")}${t("stage_unfold_of", { name })}`}
      data-testid="spot-folded"
      onClick={() => fold(false)}
    />
  );
}

/** A button for every card of a drawing, in the order of the journey. */
export function Spots({ context, scene, label }: { context: Context; scene: Scene; label: string }) {
  const { t } = context.pen;
  const boxes = useMemo(() => new Map(scene.spots.map(({ id, box }) => [id, box])), [scene]);
  const folds = useMemo(() => new Map(scene.folds.map(({ stage, box }) => [stage, box])), [scene]);
  const legs = useMemo(() => legsOf(context), [context]);
  const count = touchpointsOf(context.snapshot).length;
  return (
    <ol aria-label={label}>
      {legs.map(({ stage, number, folded, stops, pains, opportunities }) =>
        folded ? (
          <li key={stage.id}>
            <FoldButton stage={stage} number={number} box={folds.get(stage.id)} />
          </li>
        ) : (
          <li key={stage.id}>
            <span class="jb-hidden">
              {[
                `${t("stage_nr", { n: number })}${t("list_comma")}${stage.name || t("unnamed")}`,
                ...ownWords(context, stage),
              ].join(t("list_comma"))}
            </span>
            <ol>
              {stops.map((stop) => (
                <li key={stop.card.id}>
                  <SpotButton
                    id={stop.card.id}
                    lane="touchpoint"
                    label={touchpointLabel(context, stop, count)}
                    box={boxes.get(stop.card.id)}
                  />
                  <Notes pains={stop.pains} opportunities={stop.opportunities} boxes={boxes} />
                </li>
              ))}
            </ol>
            <Notes pains={pains} opportunities={opportunities} boxes={boxes} />
          </li>
        ),
      )}
    </ol>
  );
}
