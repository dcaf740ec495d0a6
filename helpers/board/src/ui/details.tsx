// The details of one card, beside the board: every field that does not fit on the card, and its evidence.
import { useEffect, useRef } from "preact/hooks";
import {
  CHANNELS,
  EMOTIONS,
  type Opportunity,
  type PainPoint,
  SEVERITIES,
  type Touchpoint,
} from "../document/parts";
import { evidenceFor, painPointsOf, type Snapshot, touchpointsOf } from "../document/snapshot";
import { emotionKey, type Key } from "../i18n";
import { CardField } from "./card-text";
import { Choice, Scale } from "./choosing";
import { EvidenceList } from "./evidence";
import { useView } from "./hooks";
import { Face, Icon, Star } from "./icons";
import { Place } from "./place";
import { ToolButton } from "./tool";

/** What `id` names on the board; `null` where it is gone. */
function find(snapshot: Snapshot, id: string) {
  for (const column of snapshot.columns) {
    const touchpoint = column.touchpoints.find((card) => card.id === id);
    if (touchpoint) return { lane: "touchpoint" as const, card: touchpoint };
    const painPoint = column.painPoints.find((card) => card.id === id);
    if (painPoint) return { lane: "pain_point" as const, card: painPoint };
    const opportunity = column.opportunities.find((card) => card.id === id);
    if (opportunity) return { lane: "opportunity" as const, card: opportunity };
  }
  return null;
}

function TouchpointDetails({ card, snapshot }: { card: Touchpoint; snapshot: Snapshot }) {
  const { t, actions, options, readonly } = useView();
  const evidence = evidenceFor(snapshot, card.id);
  const known = options.some((option) => option.code === card.case_touchpoint);
  const caseEntries = options.map((option) => ({ value: option.code, text: option.name }));
  // A code that this case does not list is still what the card says.
  if (card.case_touchpoint !== null && !known) {
    caseEntries.push({ value: card.case_touchpoint, text: card.case_touchpoint });
  }
  return (
    <>
      <CardField
        card={card}
        field="name"
        name="touchpoint_name"
        empty="touchpoint_empty"
        testId="field-name"
      />
      <Choice
        label={t("channel")}
        value={card.channel}
        none={t("channel_none")}
        entries={CHANNELS.map((channel) => ({ value: channel, text: t(`channel_${channel}`) }))}
        testId="field-channel"
        onChoose={(value) => actions.setChannel(card.id, CHANNELS.find((one) => one === value) ?? null)}
      />
      {caseEntries.length > 0 && (
        <Choice
          label={t("case_touchpoint")}
          value={card.case_touchpoint}
          none={t("case_none")}
          entries={caseEntries}
          testId="field-case-touchpoint"
          onChoose={(code) => {
            const option = options.find((one) => one.code === code);
            if (code === null || option) actions.linkToCase(card.id, option ?? null);
          }}
        />
      )}
      <CardField card={card} field="action" name="action" empty="action_empty" testId="field-action" />
      <CardField card={card} field="thought" name="thought" empty="thought_empty" testId="field-thought" />
      <CardField
        card={card}
        field="backstage"
        name="backstage"
        empty="backstage_empty"
        testId="field-backstage"
      />
      <Scale
        label={t("named", { name: t("emotion"), value: t(emotionKey(card.emotion)) })}
        name={`emotion-${card.id}`}
        steps={EMOTIONS.toReversed().map((value) => ({
          value,
          words: t(emotionKey(value)),
          picture: <Face emotion={value} />,
          on: card.emotion === value,
          choose: () => actions.setEmotion(card.id, value),
        }))}
      >
        {card.emotion !== null && !readonly && (
          <button
            type="button"
            class="jb-link"
            data-testid="emotion-clear"
            onClick={() => actions.setEmotion(card.id, null)}
          >
            {t("emotion_clear")}
          </button>
        )}
      </Scale>
      <EvidenceList claim={card.id} aspect="emotion" evidence={evidence} />
      <label class="jb-check">
        <input
          type="checkbox"
          checked={card.is_moment_of_truth}
          disabled={readonly}
          data-testid="field-star"
          onChange={() => actions.toggleStar(card.id)}
        />
        <Star on={card.is_moment_of_truth} />
        {t("moment_of_truth")}
      </label>
      {(card.is_moment_of_truth || evidence.some((one) => one.aspect === "moment_of_truth")) && (
        <EvidenceList claim={card.id} aspect="moment_of_truth" evidence={evidence} />
      )}
    </>
  );
}

function PainPointDetails({ card, snapshot }: { card: PainPoint; snapshot: Snapshot }) {
  const { t, actions } = useView();
  return (
    <>
      <CardField card={card} field="text" name="text" empty="pain_point_empty" testId="field-text" />
      <Scale
        label={t("severity")}
        name={`severity-${card.id}`}
        steps={SEVERITIES.map((value) => ({
          value,
          words: t("severity_n", { n: value }),
          picture: <b>{value}</b>,
          on: card.severity === value,
          choose: () => actions.setSeverity(card.id, value),
        }))}
      />
      <div class="jb-ends" aria-hidden="true">
        <span>1 {t("severity_low")}</span>
        <span>5 {t("severity_high")}</span>
      </div>
      <Choice
        label={t("pain_at")}
        value={card.touchpoint}
        none={t("pain_nowhere")}
        entries={touchpointsOf(snapshot).map((one) => ({ value: one.id, text: one.name || t("unnamed") }))}
        testId="field-touchpoint"
        onChoose={(touchpoint) => actions.setTouchpoint(card.id, touchpoint)}
      />
      <EvidenceList claim={card.id} aspect="pain_point" evidence={evidenceFor(snapshot, card.id)} />
    </>
  );
}

function OpportunityDetails({ card, snapshot }: { card: Opportunity; snapshot: Snapshot }) {
  const { t, actions, readonly } = useView();
  const fields = ["text", "goal", "measure", "owner"] as const;
  const painPoints = painPointsOf(snapshot);
  return (
    <>
      {fields.map((field) => (
        <CardField
          key={field}
          card={card}
          field={field}
          name={field}
          empty={field === "text" ? "opportunity_empty" : `${field}_empty`}
          testId={`field-${field}`}
        />
      ))}
      <fieldset class="jb-field">
        <legend class="jb-label">{t("answers")}</legend>
        {painPoints.length === 0 && <p class="jb-note">{t("answers_none")}</p>}
        {painPoints.map((one) => (
          <label key={one.id} class="jb-check">
            <input
              type="checkbox"
              checked={card.pain_points.includes(one.id)}
              disabled={readonly}
              data-testid="answers"
              data-pain-point={one.id}
              onChange={(event) => actions.setAnswers(card.id, one.id, event.currentTarget.checked)}
            />
            <span>{one.text || t("no_text")}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

const TITLES: Record<
  "touchpoint" | "pain_point" | "opportunity",
  { key: Key; icon: "touch" | "bolt" | "bulb" }
> = {
  touchpoint: { key: "touchpoint", icon: "touch" },
  pain_point: { key: "pain_point", icon: "bolt" },
  opportunity: { key: "opportunity", icon: "bulb" },
};

/** The panel of the card with this id; nothing where the card is gone. */
export function Details({ id, snapshot }: { id: string; snapshot: Snapshot }) {
  const { t, actions, readonly } = useView();
  const close = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLElement>(null);
  const found = find(snapshot, id);
  const gone = found === null;
  useEffect(() => {
    close.current?.focus({ preventScroll: true });
    // Its top may lie above the window when the card is low on the board.
    panel.current?.scrollIntoView({ block: "nearest" });
  }, [id]);
  useEffect(() => {
    if (gone) actions.showDetails(null);
  }, [gone, actions]);

  if (found === null) return null;
  const { key, icon } = TITLES[found.lane];
  return (
    <aside
      ref={panel}
      class={`jb-details jb-details-${found.lane}`}
      aria-label={t(key)}
      data-testid="details"
      data-of={id}
    >
      <div class="jb-details-head">
        <Icon name={icon} />
        <h4>{t(key)}</h4>
        <ToolButton
          icon="close"
          name="close"
          testId="details-close"
          buttonRef={close}
          onClick={actions.closeDetails}
        />
      </div>
      <div class="jb-details-body" key={id}>
        {found.lane === "touchpoint" && <TouchpointDetails card={found.card} snapshot={snapshot} />}
        {found.lane === "pain_point" && <PainPointDetails card={found.card} snapshot={snapshot} />}
        {found.lane === "opportunity" && <OpportunityDetails card={found.card} snapshot={snapshot} />}
        {!readonly && <Place id={id} lane={found.lane} snapshot={snapshot} />}
      </div>
    </aside>
  );
}
