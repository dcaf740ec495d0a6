// One action of the plan.
import { Field } from "./field";
import type { PlanSession } from "./session";
import { type Action, type Card, type TextField, timing } from "./values";
import type { Say } from "./words";

interface Props {
  session: PlanSession;
  action: Action;
  start: string;
  cards: readonly Card[];
  /** Its place in its horizon, from 1. */
  number: number;
  last: boolean;
  /** What it is called in the names of its buttons. */
  title: string;
  name: string;
  say: Say;
  onStep(by: 1 | -1): void;
  onTurn(): void;
  onRemove(): void;
}

export function Row(props: Props) {
  const { session, action, number, last, title, name, say } = props;
  const set = (field: TextField) => (value: string) =>
    session.edit({ do: "action", id: action.id, field, value });
  const when = timing(props.start, action);
  const timingNote = {
    unknown: "",
    right: "",
    before: say("due_before"),
    early: say("due_early", { first: 31 }),
    late: say("due_late", { last: action.horizon }),
  }[when];
  const field = (which: "measure" | "now" | "target" | "owner") => (
    <Field
      kind="line"
      id={`${name}-${which}`}
      label={say(which)}
      value={action[which]}
      hint={say(`${which}_hint`)}
      onInput={set(which)}
    />
  );
  return (
    <fieldset class="jb-quiz-question jb-plan-row" data-testid="action" data-action={action.id}>
      <legend>
        <span class="jb-quiz-number" aria-hidden="true">
          {number}
        </span>
        <span class="jb-hidden">{say("row", { number })}</span>
        <span class="jb-plan-tools">
          <button
            type="button"
            class="jb-quiz-step"
            data-control="up"
            disabled={number === 1}
            aria-label={say("up", { name: title })}
            title={say("up", { name: title })}
            onClick={() => props.onStep(-1)}
          >
            ↑
          </button>
          <button
            type="button"
            class="jb-quiz-step"
            data-control="down"
            disabled={last}
            aria-label={say("down", { name: title })}
            title={say("down", { name: title })}
            onClick={() => props.onStep(1)}
          >
            ↓
          </button>
          <button
            type="button"
            class="jb-quiz-step jb-plan-turn"
            data-control="horizon"
            onClick={props.onTurn}
          >
            {say(action.horizon === 30 ? "to_90" : "to_30")}
          </button>
          <button
            type="button"
            class="jb-quiz-step"
            data-control="remove"
            aria-label={say("remove", { name: title })}
            title={say("remove", { name: title })}
            onClick={props.onRemove}
          >
            ✕
          </button>
        </span>
      </legend>
      <div class="jb-plan-what">
        <Field
          kind="area"
          control="text"
          id={`${name}-text`}
          label={say("action")}
          value={action.text}
          hint={say("action_hint")}
          onInput={set("text")}
        />
        <Source {...props} onChoose={set("card")} />
      </div>
      <div class="jb-plan-how">
        {field("measure")}
        {field("now")}
        {field("target")}
        {field("owner")}
        <Field
          kind="date"
          id={`${name}-due`}
          label={say("due")}
          value={action.due}
          note={timingNote}
          warns={true}
          onInput={set("due")}
        />
      </div>
    </fieldset>
  );
}

/** The card of the map that an action comes from. */
function Source({ session, action, cards, name, say, onChoose }: Props & { onChoose: (id: string) => void }) {
  const known = cards.some(({ id }) => id === action.card);
  const group = (kind: Card["kind"], label: string) => {
    const own = cards.filter((card) => card.kind === kind);
    if (own.length === 0) return null;
    return (
      <optgroup label={label}>
        {own.map(({ id, text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </optgroup>
    );
  };
  const id = `${name}-source`;
  return (
    <div class="jb-plan-field">
      <label for={id}>{say("source")}</label>
      <select
        id={id}
        value={action.card}
        aria-describedby={cards.length === 0 ? `${id}-note` : undefined}
        onFocus={() => session.lookAtCards()}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        <option value="">{say("source_none")}</option>
        {!known && action.card !== "" && <option value={action.card}>{say("source_gone")}</option>}
        {group("opportunity", say("opportunities"))}
        {group("pain_point", say("pain_points"))}
      </select>
      {cards.length === 0 && (
        <p id={`${id}-note`} class="jb-quiz-quiet">
          {say("source_empty")}
        </p>
      )}
    </div>
  );
}
