// One view of a quiz: its questions, what came of a test, and how saving stands.
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { QuestionView } from "./question";
import type { QuizSession, QuizState } from "./session";
import { isGiven } from "./values";
import { type Say, sayIn } from "./words";

let views = 0;

export function Quiz({ session }: { session: QuizSession }) {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const root = useRef<HTMLElement>(null);
  const name = useRef("");
  if (name.current === "") {
    views += 1;
    name.current = `jb-quiz-${views}`;
  }
  useEffect(() => session.state.watch(() => renderAgain(0)), [session]);
  useEffect(() => {
    // To a notebook around the quiz a key may mean to delete or run a cell: never from in here.
    const keep = (event: KeyboardEvent) => event.stopPropagation();
    const element = root.current;
    element?.addEventListener("keydown", keep);
    return () => element?.removeEventListener("keydown", keep);
  }, []);

  const state = session.state.get();
  const say = sayIn(state.lang);
  const many = state.questions.length > 1;
  const last = state.questions.length - 1;
  const [at, setAt] = useState(0);
  const paged = state.oneByOne && many;
  const turn = (by: number) => {
    setAt(Math.max(0, Math.min(last, at + by)));
    setTurned((times) => times + 1);
  };
  const [turned, setTurned] = useState(0);
  useEffect(() => {
    // What is new is the question: a screen reader goes on there, not at the button that was pressed.
    if (turned > 0) root.current?.querySelector<HTMLElement>("[data-testid=question]")?.focus();
  }, [turned]);
  return (
    <section
      ref={root}
      class={`jb-quiz jb-quiz-${state.mode}`}
      lang={state.lang === "zh" ? "zh-CN" : "en"}
      aria-label={state.label}
      data-testid="quiz"
      data-state={state.status.state}
      data-lm-suppress-shortcuts="true"
    >
      {state.questions.map(
        (question, index) =>
          (!paged || index === at) && (
            <QuestionView
              key={question.id}
              session={session}
              state={state}
              question={question}
              number={many ? index + 1 : 0}
              place={index + 1}
              name={`${name.current}-${index}`}
              say={say}
            />
          ),
      )}
      {paged && (
        <div class="jb-quiz-turn">
          <button type="button" class="jb-quiz-button" disabled={at === 0} onClick={() => turn(-1)}>
            {say("previous")}
          </button>
          <span class="jb-quiz-quiet">{say("which", { which: at + 1, of: last + 1 })}</span>
          <button
            type="button"
            class="jb-quiz-button"
            data-testid="next-question"
            disabled={at === last}
            onClick={() => turn(1)}
          >
            {say("next")}
          </button>
        </div>
      )}
      {state.mode === "test" && <Finish session={session} state={state} say={say} />}
      <Status state={state} say={say} />
    </section>
  );
}

/** The end of a test: the button that closes it, and what came of it. */
function Finish({ session, state, say }: { session: QuizSession; state: QuizState; say: Say }) {
  const [asked, setAsked] = useState(false);
  const outcome = useRef<HTMLDivElement>(null);
  const wasFinished = useRef(state.finished);
  useEffect(() => {
    // The button that had the focus is gone, and explanations have pushed what came of it out of sight.
    if (state.finished && !wasFinished.current) outcome.current?.focus();
    wasFinished.current = state.finished;
  }, [state.finished]);
  const left = state.questions.filter(({ id }) => !isGiven(state.values[id])).length;
  return (
    <div class="jb-quiz-end">
      {!state.finished && (
        <>
          <button
            type="button"
            class="jb-quiz-button jb-quiz-primary"
            data-testid="finish"
            onClick={() => (left === 0 || asked ? session.finish() : setAsked(true))}
          >
            {asked && left > 0 ? say("finish_anyway") : say("finish")}
          </button>
          <span class="jb-quiz-quiet">
            {say("answered", { given: state.questions.length - left, asked: state.questions.length })}
          </span>
        </>
      )}
      <div ref={outcome} tabIndex={-1} role="status" class="jb-quiz-outcome" data-testid="outcome">
        {asked && left > 0 && !state.finished && <p>{say("left_open", { left })}</p>}
        {state.finished && state.outcome.map((line) => <p key={line}>{line}</p>)}
      </div>
    </div>
  );
}

function Status({ state, say }: { state: QuizState; say: Say }) {
  const { state: saving, message } = state.status;
  if (saving === "error") {
    return (
      <p class="jb-quiz-problem" role="alert">
        {message}
      </p>
    );
  }
  return (
    <p class="jb-quiz-quiet jb-quiz-status" data-testid="quiz-status">
      {saving === "saved" ? say("saved") : saving === "saving" ? say("saving") : " "}
    </p>
  );
}
