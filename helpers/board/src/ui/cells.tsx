// The cells of the board: what stands in one lane of one stage, and the buttons that add to it.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Evidence, LaneType, Opportunity, PainPoint, Stage, Touchpoint } from "../document/parts";
import { share } from "../document/snapshot";
import type { Flow } from "../geometry";
import type { FocusLane } from "../state/screen";
import { CardText } from "./card-text";
import { OpportunityCard, PainPointCard, TouchpointCard } from "./cards";
import { useDropTarget } from "./drag";
import { useScreen, useView } from "./hooks";
import { Icon } from "./icons";
import { memo } from "./memo";
import { TouchpointPicker } from "./picker";

const NONE: readonly Evidence[] = [];
const NO_CARDS: readonly PainPoint[] = [];

/** One cell of the table, with the hooks that tests and styles hold on to. */
export function Cell({
  stage,
  lane,
  odd,
  tall = 1,
  waiting = false,
  children,
}: {
  stage: Stage;
  lane: Exclude<FocusLane, "stage"> | "thought" | "backstage" | "own";
  odd: boolean;
  /** How many cards stand over one another: how much room to keep while they are out of sight. */
  tall?: number;
  /** Whether some of its cards are not drawn yet. */
  waiting?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div
      role="cell"
      class={`jb-cell jb-cell-${lane}${odd ? " jb-odd" : ""}${waiting ? " jb-waiting" : ""}`}
      style={{ "--jb-tall": tall }}
      data-stage-id={stage.id}
      data-lane-cell={lane}
      data-testid={`cell-${lane}`}
    >
      {children}
    </div>
  );
}

/** A "+" that adds a card. */
function AddButton({
  label,
  testId,
  slim,
  onClick,
}: {
  label: string;
  testId: string;
  slim: boolean;
  onClick: () => void;
}) {
  const { readonly } = useView();
  if (readonly) return null;
  return (
    <button
      type="button"
      class={`jb-add${slim ? " jb-slim" : ""}`}
      title={label}
      aria-label={label}
      data-testid={testId}
      onClick={onClick}
    >
      <Icon name="plus" />
    </button>
  );
}

/** What the customer does, one text over each touchpoint. */
export const ActionCell = memo(function ActionCell({
  stage,
  touchpoints,
  drawn,
  odd,
}: {
  stage: Stage;
  touchpoints: readonly Touchpoint[];
  drawn: number;
  odd: boolean;
}) {
  const { t, actions } = useView();
  const whole = drawn >= touchpoints.length;
  return (
    <Cell stage={stage} lane="action" odd={odd} waiting={!whole}>
      <div class="jb-slots">
        {touchpoints.slice(0, drawn).map((card) => (
          <div key={card.id} class="jb-action" data-card-id={card.id} data-lane="action" data-testid="action">
            <CardText
              card={card}
              field="action"
              name="action"
              empty="action_empty"
              tabbable={true}
              testId="action-text"
            />
          </div>
        ))}
      </div>
      {whole && (
        <AddButton
          label={t("add_action")}
          testId="add-action"
          slim={touchpoints.length > 0}
          onClick={() => actions.addTouchpoint(stage.id, null, "action")}
        />
      )}
    </Cell>
  );
});

/** Where a dragged card would land behind the last one. */
function useLandsLast(lane: LaneType, stage: string, touchpoint: string | null): boolean {
  return useScreen(
    ({ drop, dragging }) =>
      dragging?.lane === lane &&
      drop?.stage === stage &&
      drop.touchpoint === touchpoint &&
      drop.before === null,
  );
}

/** The touchpoints of a stage, one slot each. */
export const TouchpointCell = memo(function TouchpointCell({
  stage,
  touchpoints,
  drawn,
  evidence,
  odd,
}: {
  stage: Stage;
  touchpoints: readonly Touchpoint[];
  drawn: number;
  evidence: ReadonlyMap<string, readonly Evidence[]>;
  odd: boolean;
}) {
  const whole = drawn >= touchpoints.length;
  const ref = useRef<HTMLDivElement>(null);
  const { readonly } = useView();
  useDropTarget(ref, "touchpoint", stage.id, "row");
  const last = useLandsLast("touchpoint", stage.id, null);
  return (
    <Cell stage={stage} lane="touchpoint" odd={odd} waiting={!whole}>
      <div ref={ref} class={`jb-drop jb-strip${last ? " jb-landing-last" : ""}`}>
        <div class="jb-slots">
          {touchpoints.slice(0, drawn).map((card) => (
            <TouchpointCard key={card.id} card={card} evidence={evidence.get(card.id) ?? NONE} />
          ))}
        </div>
        {!readonly && whole && <TouchpointPicker stage={stage.id} slim={touchpoints.length > 0} />}
      </div>
    </Cell>
  );
});

/** The pain points under one touchpoint, or (with none) those of the stage as a whole. */
const PainStack = memo(function PainStack({
  stage,
  touchpoint,
  cards,
  evidence,
  flow,
  wide = false,
  names,
}: {
  stage: Stage;
  touchpoint: Touchpoint | null;
  cards: readonly PainPoint[];
  evidence: ReadonlyMap<string, readonly Evidence[]>;
  flow: Flow;
  /** Whether it has the whole stage to itself. */
  wide?: boolean;
  /** Names of touchpoints that stand elsewhere, by id. */
  names: ReadonlyMap<string, string>;
}) {
  const { t, actions } = useView();
  const ref = useRef<HTMLDivElement>(null);
  const slot = touchpoint?.id ?? null;
  useDropTarget(ref, "pain_point", stage.id, flow, slot);
  const last = useLandsLast("pain_point", stage.id, slot);
  const label =
    touchpoint === null
      ? t("add_pain_point")
      : t("add_pain_point_at", { name: touchpoint.name || t("unnamed") });
  return (
    <div
      ref={ref}
      class={`jb-drop jb-stack jb-flow-${flow}${wide ? " jb-wide" : ""}${last ? " jb-landing-last" : ""}`}
      data-slot={slot ?? ""}
    >
      {cards.map((card) => (
        <PainPointCard
          key={card.id}
          card={card}
          evidence={evidence.get(card.id) ?? NONE}
          elsewhere={slot === null && card.touchpoint !== null ? (names.get(card.touchpoint) ?? null) : null}
        />
      ))}
      <AddButton
        label={label}
        testId="add-pain-point"
        slim={false}
        onClick={() => actions.addPainPoint(stage.id, slot)}
      />
    </div>
  );
});

/** Sort the pain points of a stage by touchpoint; a list that says the same as before is the same list. */
function useStacks(painPoints: readonly PainPoint[], touchpoints: readonly Touchpoint[]) {
  const last = useRef<ReadonlyMap<string | null, readonly PainPoint[]>>(new Map());
  const stacks = new Map<string | null, PainPoint[]>([[null, []]]);
  for (const one of touchpoints) stacks.set(one.id, []);
  for (const one of painPoints) (stacks.get(one.touchpoint) ?? stacks.get(null))?.push(one);
  last.current = new Map([...stacks].map(([slot, list]) => [slot, share(last.current.get(slot), list)]));
  return last.current;
}

/** The pain points of a stage, each under its touchpoint; below them those that belong to none. */
export const PainPointCell = memo(function PainPointCell({
  stage,
  touchpoints,
  painPoints,
  drawn,
  evidence,
  names,
  odd,
}: {
  stage: Stage;
  touchpoints: readonly Touchpoint[];
  drawn: number;
  painPoints: readonly PainPoint[];
  evidence: ReadonlyMap<string, readonly Evidence[]>;
  names: ReadonlyMap<string, string>;
  odd: boolean;
}) {
  const { t } = useView();
  const dragged = useScreen((state) => state.dragging?.lane === "pain_point");
  const stacks = useStacks(painPoints, touchpoints);
  const loose = stacks.get(null) ?? NO_CARDS;
  const single = touchpoints.length === 0;
  const whole = drawn >= touchpoints.length;
  const tall = Math.max(0, ...touchpoints.map((one) => stacks.get(one.id)?.length ?? 0));
  return (
    <Cell stage={stage} lane="pain_point" odd={odd} tall={tall} waiting={!whole}>
      {!single && (
        <div class="jb-slots">
          {touchpoints.slice(0, drawn).map((touchpoint) => (
            <PainStack
              key={touchpoint.id}
              stage={stage}
              touchpoint={touchpoint}
              cards={stacks.get(touchpoint.id) ?? NO_CARDS}
              evidence={evidence}
              flow="column"
              names={names}
            />
          ))}
        </div>
      )}
      {whole && (single || loose.length > 0 || dragged) && (
        <div class={single ? "" : "jb-loose"}>
          {!single && <span class="jb-loose-title">{t("pain_loose")}</span>}
          <PainStack
            stage={stage}
            touchpoint={null}
            cards={loose}
            evidence={evidence}
            flow={single ? "column" : "grid"}
            wide={single}
            names={names}
          />
        </div>
      )}
    </Cell>
  );
});

/** The opportunities of a stage, in rows as wide as its touchpoints. */
export const OpportunityCell = memo(function OpportunityCell({
  stage,
  opportunities,
  slots,
  drawn,
  odd,
}: {
  stage: Stage;
  opportunities: readonly Opportunity[];
  slots: number;
  drawn: number;
  odd: boolean;
}) {
  const { t, actions } = useView();
  const ref = useRef<HTMLDivElement>(null);
  const flow: Flow = slots > 1 ? "grid" : "column";
  useDropTarget(ref, "opportunity", stage.id, flow);
  const last = useLandsLast("opportunity", stage.id, null);
  const whole = drawn >= slots;
  const tall = Math.ceil(opportunities.length / Math.max(1, slots));
  return (
    <Cell stage={stage} lane="opportunity" odd={odd} tall={tall} waiting={!whole}>
      <div
        ref={ref}
        class={`jb-drop jb-stack jb-flow-${flow}${slots === 0 ? " jb-wide" : ""}${last ? " jb-landing-last" : ""}`}
      >
        {(whole ? opportunities : opportunities.slice(0, drawn)).map((card) => (
          <OpportunityCard key={card.id} card={card} />
        ))}
        {whole && (
          <AddButton
            label={t("add_opportunity")}
            testId="add-opportunity"
            slim={false}
            onClick={() => actions.addOpportunity(stage.id)}
          />
        )}
      </div>
    </Cell>
  );
});
