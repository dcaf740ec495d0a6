// The plan on the page: its head, the actions of each horizon, the reviews and the files that are made of it.
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import { Field } from "./field";
import { Row } from "./row";
import type { PlanSession, PlanState } from "./session";
import {
  type Action,
  dayAfter,
  dayNumber,
  emptyAction,
  HORIZONS,
  type Horizon,
  MOST_ACTIONS,
  newId,
  type ReviewName,
  stepped,
  within,
} from "./values";
import { type Say, sayIn } from "./words";

const FORMATS = ["docx", "xlsx", "html"] as const;
const REVIEWS: readonly ReviewName[] = ["review_30", "review_90"];

let views = 0;

/** Where the focus goes once what was asked for is on the page. */
type Focus = { id: string; control: "text" | "up" | "down" | "horizon" } | { id: null; control: "undo" };

export function PlanView({ session }: { session: PlanSession }) {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const [name] = useState(() => `jb-plan-${++views}`);
  const root = useRef<HTMLElement>(null);
  const [focus, setFocus] = useState<Focus | null>(null);
  const [removed, setRemoved] = useState<{ action: Action; at: number } | null>(null);
  const [told, setTold] = useState("");
  useEffect(() => session.state.watch(() => renderAgain(0)), [session]);
  useEffect(() => {
    // To a notebook around the plan a key may mean to delete or run a cell: never from in here.
    const keep = (event: KeyboardEvent) => event.stopPropagation();
    const element = root.current;
    element?.addEventListener("keydown", keep);
    return () => element?.removeEventListener("keydown", keep);
  }, []);

  const state = session.state.get();
  const { plan } = state;
  const say = sayIn(state.lang);
  const language = state.lang === "zh" ? "zh-CN" : "en-GB";

  useLayoutEffect(() => {
    // A row that moves takes its buttons along and loses the focus; at an end its button is disabled.
    if (focus === null) return;
    const place =
      focus.id === null ? root.current : root.current?.querySelector(`[data-action="${focus.id}"]`);
    const find = (control: string) => place?.querySelector<HTMLButtonElement>(`[data-control="${control}"]`);
    const wanted = find(focus.control);
    (wanted?.disabled === true ? find(focus.control === "up" ? "down" : "up") : wanted)?.focus();
  }, [focus]);

  const titleOf = (action: Action) => {
    const number = within(plan, action.horizon).findIndex(({ id }) => id === action.id) + 1;
    return action.text.trim() === "" ? say("row", { number }) : action.text.trim().slice(0, 60);
  };

  const add = (horizon: Horizon) => {
    const action = emptyAction(newId(), horizon);
    session.edit({ do: "insert", at: plan.actions.length, action });
    setRemoved(null);
    setFocus({ id: action.id, control: "text" });
    setTold(say("added", { name: say("row", { number: within(plan, horizon).length + 1 }) }));
  };
  const remove = (action: Action) => {
    session.edit({ do: "remove", id: action.id });
    setRemoved({ action, at: plan.actions.findIndex(({ id }) => id === action.id) });
    setFocus({ id: null, control: "undo" });
    setTold(say("removed", { name: titleOf(action) }));
  };
  const undo = () => {
    if (removed === null) return;
    session.edit({ do: "insert", at: removed.at, action: removed.action });
    setRemoved(null);
    setFocus({ id: removed.action.id, control: "text" });
    setTold(say("added", { name: titleOf(removed.action) }));
  };
  const step = (action: Action, by: 1 | -1) => {
    const edit = stepped(plan, action.id, by);
    if (edit === null) return;
    session.edit(edit);
    setFocus({ id: action.id, control: by < 0 ? "up" : "down" });
    const rows = within(plan, action.horizon);
    const place = rows.findIndex(({ id }) => id === action.id) + 1 + by;
    setTold(say("moved", { name: titleOf(action), place, of: rows.length }));
  };
  const turn = (action: Action) => {
    const horizon = action.horizon === 30 ? 90 : 30;
    session.edit({ do: "action", id: action.id, field: "horizon", value: horizon });
    setFocus({ id: action.id, control: "horizon" });
    setTold(say(horizon === 30 ? "turned_30" : "turned_90", { name: titleOf(action) }));
  };

  return (
    <section
      ref={root}
      class="jb-quiz jb-plan"
      lang={state.lang === "zh" ? "zh-CN" : "en"}
      aria-label={state.label}
      data-testid="plan"
      data-state={state.owed ? "saving" : state.status.state}
      data-lm-suppress-shortcuts="true"
      onPointerEnter={() => session.lookAtCards()}
    >
      <Head session={session} state={state} say={say} name={name} language={language} />
      {HORIZONS.map((horizon) => {
        const rows = within(plan, horizon);
        return (
          <section
            key={horizon}
            class="jb-plan-horizon"
            aria-labelledby={`${name}-${horizon}`}
            data-testid={`horizon-${horizon}`}
          >
            <h4 id={`${name}-${horizon}`}>{say(horizon === 30 ? "heading_30" : "heading_90")}</h4>
            <p class="jb-quiz-quiet">{say(horizon === 30 ? "about_30" : "about_90")}</p>
            {rows.map((action, index) => (
              <Row
                key={action.id}
                session={session}
                action={action}
                start={plan.start}
                cards={state.cards}
                number={index + 1}
                last={index === rows.length - 1}
                title={titleOf(action)}
                name={`${name}-${action.id}`}
                say={say}
                onStep={(by) => step(action, by)}
                onTurn={() => turn(action)}
                onRemove={() => remove(action)}
              />
            ))}
            <div class="jb-quiz-buttons">
              <button
                type="button"
                class="jb-quiz-button"
                data-testid={`add-${horizon}`}
                disabled={plan.actions.length >= MOST_ACTIONS}
                onClick={() => add(horizon)}
              >
                <span aria-hidden="true">＋ </span>
                {say(horizon === 30 ? "add_30" : "add_90")}
              </button>
            </div>
          </section>
        );
      })}
      {plan.actions.length >= MOST_ACTIONS && (
        <p class="jb-quiz-quiet">{say("full", { most: MOST_ACTIONS })}</p>
      )}
      {removed !== null && (
        <p class="jb-plan-removed" data-testid="removed">
          <span>{say("removed", { name: titleOf(removed.action) })}</span>
          <button type="button" class="jb-quiz-button" data-control="undo" onClick={undo}>
            {say("undo")}
          </button>
        </p>
      )}
      <Reviews session={session} state={state} say={say} name={name} />
      <Files session={session} state={state} say={say} />
      <Status state={state} say={say} />
      <span class="jb-hidden" role="status">
        {told}
      </span>
    </section>
  );
}

interface Part {
  session: PlanSession;
  state: PlanState;
  say: Say;
  name: string;
}

function Head({ session, state: { plan }, say, name, language }: Part & { language: string }) {
  const known = dayNumber(plan.start) !== null;
  return (
    <div class="jb-plan-head">
      {(["company", "journey"] as const).map((field) => (
        <Field
          key={field}
          id={`${name}-${field}`}
          label={say(field)}
          value={plan[field]}
          hint={say(field === "company" ? "company_hint" : "journey_hint")}
          onInput={(value) => session.edit({ do: "head", field, value })}
        />
      ))}
      <Field
        kind="date"
        id={`${name}-start`}
        label={say("start")}
        value={plan.start}
        note={
          known
            ? say("start_said", {
                thirty: dayAfter(plan.start, 30, language),
                ninety: dayAfter(plan.start, 90, language),
              })
            : say("start_missing")
        }
        onInput={(value) => session.edit({ do: "head", field: "start", value })}
      />
    </div>
  );
}

function Reviews({ session, state: { plan }, say, name }: Part) {
  return (
    <section class="jb-plan-horizon" aria-labelledby={`${name}-reviews`} data-testid="reviews">
      <h4 id={`${name}-reviews`}>{say("heading_reviews")}</h4>
      <p class="jb-quiz-quiet">{say("about_reviews")}</p>
      {REVIEWS.map((review) => (
        <fieldset class="jb-plan-review" key={review} data-testid={review}>
          <legend>{say(review)}</legend>
          <Field
            kind="date"
            id={`${name}-${review}-on`}
            label={say("on")}
            value={plan[review].on}
            onInput={(value) => session.edit({ do: "review", review, field: "on", value })}
          />
          <Field
            id={`${name}-${review}-people`}
            label={say("people")}
            value={plan[review].people}
            hint={say("people_hint")}
            onInput={(value) => session.edit({ do: "review", review, field: "people", value })}
          />
        </fieldset>
      ))}
      <Field
        kind="area"
        id={`${name}-stop`}
        label={say("stop")}
        value={plan.stop}
        hint={say("stop_hint")}
        onInput={(value) => session.edit({ do: "head", field: "stop", value })}
      />
    </section>
  );
}

function Files({ session, state: { exported }, say }: Omit<Part, "name">) {
  return (
    <div class="jb-plan-files" data-testid="files" data-state={exported.state}>
      <h4>{say("export")}</h4>
      <p class="jb-quiz-quiet">{say("about_export")}</p>
      <div class="jb-quiz-buttons">
        {FORMATS.map((format) => (
          <button
            type="button"
            key={format}
            class="jb-quiz-button"
            data-testid={`export-${format}`}
            onClick={() => session.take(format)}
          >
            {say(`export_${format}`)}
          </button>
        ))}
      </div>
      <p
        class={exported.state === "failed" ? "jb-quiz-problem" : "jb-quiz-quiet"}
        role="status"
        data-testid="exported"
      >
        {exported.state === "busy" ? say("exporting") : exported.message}
      </p>
    </div>
  );
}

function Status({ state: { status, owed }, say }: Omit<Part, "name" | "session">) {
  if (status.state === "error") {
    return (
      <p class="jb-quiz-problem" role="alert">
        {status.message}
      </p>
    );
  }
  return (
    <p class="jb-quiz-quiet jb-quiz-status" data-testid="plan-status">
      {owed || status.state === "saving" ? say("saving") : status.state === "saved" ? say("saved") : " "}
    </p>
  );
}
