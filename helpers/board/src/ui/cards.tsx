// The cards of the board: touchpoint, pain point, opportunity.
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { isBare } from "../document/claims";
import {
  type Aspect,
  type Evidence,
  type LaneType,
  type Opportunity,
  type PainPoint,
  SEVERITIES,
  type Touchpoint,
} from "../document/parts";
import { type Key, plural } from "../i18n";
import { aspectsOf } from "../state/attach";
import { editName } from "../state/screen";
import { CardText } from "./card-text";
import { useDraggable } from "./drag";
import { FactZones, useFactTarget } from "./factdrop";
import { usePanels, useScreen, useView } from "./hooks";
import { ChannelIcon, Icon, Star } from "./icons";
import { EvidenceMarks } from "./marks";
import { memo } from "./memo";
import { colourOf, EditorMark, useEditor } from "./people";
import { ToolButton } from "./tool";

/** The texts of a card in which dragging would get in the way of selecting. */
const DRAG_FREE: Record<LaneType, string[]> = {
  touchpoint: ["name", "thought"],
  pain_point: ["text"],
  opportunity: ["text"],
};

/** What a fact that is dropped on a card can support there. */
const ASPECTS_OF: Record<LaneType, (moment: boolean) => readonly Aspect[]> = {
  touchpoint: aspectsOf,
  pain_point: () => ["pain_point"],
  opportunity: () => [],
};

/** The frame of every card: focus, drag, details and delete. */
function CardFrame({
  id,
  lane,
  label,
  moment = false,
  bare = false,
  children,
}: {
  id: string;
  lane: LaneType;
  label: string;
  /** Whether it is a moment of truth. */
  moment?: boolean;
  /** Whether it claims something that nothing supports. */
  bare?: boolean;
  children: ComponentChildren;
}) {
  const { actions, readonly, large } = useView();
  // On a large map a card has its tools once it has been looked at.
  const [touched, setTouched] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  // One watcher for all: on a large map thousands of them are asked at every step of a drag.
  const flags = useScreen(({ details, dragging, drop, editing }) => {
    const open = details === id ? " jb-open" : "";
    const landing = drop?.before === id ? " jb-landing" : "";
    const writing =
      editing?.startsWith(id) && DRAG_FREE[lane].some((field) => editing === editName(id, field));
    return `${open}${dragging?.id === id ? " jb-dragging" : ""}${landing}${writing ? " jb-writing" : ""}`;
  });
  const open = flags.includes("jb-open");
  const writing = flags.includes("jb-writing");
  useDraggable(ref, id, lane, !readonly && !writing);
  useFactTarget(ref, id, ASPECTS_OF[lane](moment));
  const marked = usePanels((panels) => panels.marked.includes(id));

  const editor = useEditor(id);

  const classes = `${editor ? " jb-edited" : ""}${bare ? " jb-bare" : ""}${marked ? " jb-marked" : ""}${flags}`;
  return (
    <div
      ref={ref}
      class={`jb-card jb-${lane}${moment ? " jb-moment" : ""}${classes}`}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys act on the card that has the focus (state/keyboard.ts)
      tabIndex={0}
      aria-label={label}
      data-card-id={id}
      data-lane={lane}
      data-testid={lane}
      style={editor ? colourOf(editor) : undefined}
      onPointerEnter={() => setTouched(true)}
      onFocusIn={() => setTouched(true)}
    >
      {children}
      {editor !== null && <EditorMark person={editor} />}
      <FactZones id={id} aspects={ASPECTS_OF[lane](moment)} />
      {(touched || !large) && (
        <div class="jb-tools">
          <ToolButton
            icon="more"
            name="details"
            testId="card-details"
            expanded={open}
            onClick={() => actions.showDetails(open ? null : id)}
          />
          {!readonly && (
            <ToolButton
              icon="trash"
              name="delete"
              testId="card-delete"
              danger={true}
              onClick={() => actions.remove(id, lane)}
            />
          )}
        </div>
      )}
    </div>
  );
}

/** One interaction: its channel, name, thought, and whether it is a moment of truth. */
export const TouchpointCard = memo(function TouchpointCard({
  card,
  evidence,
}: {
  card: Touchpoint;
  evidence: readonly Evidence[];
}) {
  const { t, actions, readonly, options, layout } = useView();
  // With a lane of their own, thoughts need not stand on the card too.
  const showsThought = layout.hidden.includes("thought") && card.thought !== "";
  const starred = card.is_moment_of_truth;
  const channel = t(card.channel === null ? "channel_none" : (`channel_${card.channel}` as Key));
  const bare = starred && isBare(evidence, "moment_of_truth");
  const linked = options.find((option) => option.code === card.case_touchpoint);
  const label = [
    `${t("touchpoint")} ${card.name || t("unnamed")}`,
    channel,
    ...(starred ? [t("moment_of_truth")] : []),
    ...(bare ? [t("proof_bare_moment_of_truth")] : []),
  ].join(t("list_comma"));
  const starWords = t(starred ? "star_off" : "star_on");
  return (
    <CardFrame id={card.id} lane="touchpoint" label={label} moment={starred} bare={bare}>
      <div class="jb-head">
        <span title={channel}>
          <ChannelIcon channel={card.channel} />
        </span>
        <CardText
          card={card}
          field="name"
          name="touchpoint_name"
          empty="touchpoint_empty"
          testId="touchpoint-name"
        />
        {readonly ? (
          starred && <Star on={true} />
        ) : (
          <button
            type="button"
            class={`jb-tool jb-star-button${starred ? " jb-on" : ""}`}
            title={starWords}
            aria-label={t("moment_of_truth")}
            aria-pressed={starred}
            data-testid="card-star"
            onClick={() => actions.toggleStar(card.id)}
          >
            <Star on={starred} />
          </button>
        )}
      </div>
      {(showsThought || card.case_touchpoint !== null || bare || evidence.length > 0) && (
        <div class="jb-foot">
          {showsThought && (
            <div class="jb-thought">
              <CardText
                card={card}
                field="thought"
                name="thought"
                empty="thought_empty"
                testId="touchpoint-thought"
              />
            </div>
          )}
          {card.case_touchpoint !== null && (
            <span class="jb-mark" title={t("case_linked", { name: linked?.name ?? card.case_touchpoint })}>
              <Icon name="link" />
              <span class="jb-cut">{linked?.name ?? card.case_touchpoint}</span>
            </span>
          )}
          <EvidenceMarks evidence={evidence} bare={bare ? "moment_of_truth" : null} />
        </div>
      )}
    </CardFrame>
  );
});

/** Five bars, the severity's number of them full; a click on one sets it. */
function SeverityMeter({ card }: { card: PainPoint }) {
  const { t, actions, readonly } = useView();
  const words = t("severity_n", { n: card.severity });
  return (
    <span class="jb-severity" data-severity={card.severity} role="img" aria-label={words} title={words}>
      {SEVERITIES.map((severity) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the mouse's short cut; keys 1 to 5 and the details do the same
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above
        <span
          key={severity}
          class={`jb-bar${severity <= card.severity ? " jb-on" : ""}`}
          data-testid={`severity-${severity}`}
          onClick={() => !readonly && actions.setSeverity(card.id, severity)}
        />
      ))}
      <b>{card.severity}</b>
    </span>
  );
}

/** An obstacle; `elsewhere` names its touchpoint where that stands in another stage. */
export const PainPointCard = memo(function PainPointCard({
  card,
  evidence,
  elsewhere,
}: {
  card: PainPoint;
  evidence: readonly Evidence[];
  elsewhere: string | null;
}) {
  const { t } = useView();
  const bare = isBare(evidence, "pain_point");
  const label = [
    `${t("pain_point")} ${card.text || t("no_text")}`,
    t("severity_n", { n: card.severity }),
    ...(bare ? [t("proof_bare_pain_point")] : []),
  ].join(t("list_comma"));
  return (
    <CardFrame id={card.id} lane="pain_point" label={label} bare={bare}>
      <CardText
        card={card}
        field="text"
        name="pain_point"
        empty="pain_point_empty"
        testId="pain-point-text"
      />
      <div class="jb-foot">
        <SeverityMeter card={card} />
        {elsewhere !== null && (
          <span class="jb-mark" title={t("pain_at")}>
            <Icon name="touch" />
            <span class="jb-cut">{elsewhere}</span>
          </span>
        )}
        <EvidenceMarks evidence={evidence} bare={bare ? "pain_point" : null} />
      </div>
    </CardFrame>
  );
});

/** What answers pain points, and how far it is thought through. */
export const OpportunityCard = memo(function OpportunityCard({ card }: { card: Opportunity }) {
  const { t } = useView();
  const answered = card.pain_points.length;
  const answers = t(plural("answers", answered), { n: answered });
  const plans = [
    { icon: "target", field: "goal", text: card.goal },
    { icon: "gauge", field: "measure", text: card.measure },
    { icon: "person", field: "owner", text: card.owner },
  ] as const;
  const planned = plans.filter(({ text }) => text !== "");
  return (
    <CardFrame
      id={card.id}
      lane="opportunity"
      label={`${t("opportunity")} ${card.text || t("no_text")}${t("list_comma")}${answers}`}
    >
      <CardText
        card={card}
        field="text"
        name="opportunity"
        empty="opportunity_empty"
        testId="opportunity-text"
      />
      {(planned.length > 0 || answered > 0) && (
        <div class="jb-foot">
          {answered > 0 && (
            <span class="jb-mark" title={answers}>
              <Icon name="bolt" />
              {answered}
            </span>
          )}
          {planned.map(({ icon, field, text }) => (
            <span key={field} class="jb-mark" title={t("named", { name: t(field), value: text })}>
              <Icon name={icon} />
              <span class="jb-cut">{text}</span>
            </span>
          ))}
        </div>
      )}
    </CardFrame>
  );
});
