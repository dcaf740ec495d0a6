// One question: its text, the controls of its kind, and what is said of the answer.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isChecked, type QuizSession, type QuizState, resultOf } from "./session";
import {
  asRecord,
  isGiven,
  isWhole,
  lengthOf,
  type Mark,
  matched,
  moved,
  orderOf,
  type Question,
  type Result,
  type ResultState,
  takesSeveral,
  toggled,
  type Value,
} from "./values";
import type { Say } from "./words";

const SIGNS: Record<Mark, string> = { right: "✓", wrong: "✗", missed: "✓" };
const STATE_SIGNS: Record<ResultState, string> = {
  right: "✓",
  partly: "◐",
  wrong: "✗",
  missing: "○",
  noted: "✓",
};

interface Controls {
  question: Question;
  value: Value | undefined;
  result: Result | null;
  locked: boolean;
  /** Makes ids and the names of radio buttons unique on the page. */
  name: string;
  say: Say;
  onAnswer(value: Value): void;
  /** The Enter key in a field of one line. */
  onEnter(): void;
}

interface Props {
  session: QuizSession;
  state: QuizState;
  question: Question;
  /** Stands before the text; 0: the question stands alone. */
  number: number;
  place: number;
  name: string;
  say: Say;
}

export function QuestionView({ session, state, question, number, place, name, say }: Props) {
  const value = state.values[question.id];
  const result = resultOf(state, question);
  const checked = isChecked(state.mode, question);
  const check = () => {
    if (checked && result === null && isWhole(question, value)) session.check(question);
  };
  const controls: Controls = {
    question,
    value,
    result,
    locked: state.finished,
    name,
    say,
    onAnswer: (given) => session.answer(question, given),
    onEnter: check,
  };
  const hint = hintOf(question.kind, say);
  const judged = result !== null && (checked || state.finished);
  return (
    <fieldset
      class={`jb-quiz-question jb-question-${place}`}
      tabIndex={-1}
      data-testid="question"
      data-question={question.id}
      data-result={judged ? result.state : undefined}
    >
      <legend>
        {number > 0 && <span class="jb-quiz-number">{number}</span>}
        <span>{question.text}</span>
      </legend>
      {hint !== "" && <p class="jb-quiz-quiet">{hint}</p>}
      <Kind {...controls} />
      {(question.kind === "scale" || question.kind === "choice") && isGiven(value) && !state.finished && (
        <div class="jb-quiz-buttons">
          <button
            type="button"
            class="jb-quiz-link"
            data-testid="take-back"
            onClick={(event) => {
              // The button goes away with the answer: the keyboard goes on at the question.
              event.currentTarget.closest("fieldset")?.focus();
              session.answer(question, "");
            }}
          >
            {say("take_back")}
          </button>
        </div>
      )}
      {state.mode !== "practice" && question.kind === "order" && !isGiven(value) && !state.finished && (
        <div class="jb-quiz-buttons">
          <button type="button" class="jb-quiz-button" onClick={() => session.check(question)}>
            {say("keep_order")}
          </button>
        </div>
      )}
      {checked && (
        <div class="jb-quiz-buttons">
          <button
            type="button"
            class={`jb-quiz-button ${result === null ? "jb-quiz-primary" : ""}`}
            data-testid="check-answer"
            aria-disabled={!isWhole(question, value)}
            onClick={() => (result === null ? check() : session.retry(question))}
          >
            {result === null ? say("check") : say("again")}
          </button>
        </div>
      )}
      <div role="status" data-testid="result">
        {judged && <ResultView result={result} closed={state.finished} say={say} />}
      </div>
      {state.mode === "practice" &&
        question.kind === "open" &&
        result !== null &&
        result.explanation !== "" && (
          <details class="jb-quiz-model">
            <summary>{say("model_answer")}</summary>
            <p>{result.explanation}</p>
          </details>
        )}
    </fieldset>
  );
}

function hintOf(kind: Question["kind"], say: Say): string {
  switch (kind) {
    case "multiple":
    case "order":
    case "match":
    case "short":
    case "choices":
      return say(`how_${kind}`);
    default:
      return "";
  }
}

function ResultView({ result, closed, say }: { result: Result; closed: boolean; say: Say }) {
  const shows = result.right !== "" && result.state !== "right";
  return (
    <div class={`jb-quiz-result jb-quiz-${result.state}`}>
      <p class="jb-quiz-verdict">
        <span aria-hidden="true">{STATE_SIGNS[result.state]}</span>{" "}
        {say(closed && result.state === "wrong" ? "result_closed" : `result_${result.state}`)}
      </p>
      {shows && <p>{say("right_answer", { right: result.right })}</p>}
      {result.explanation !== "" && <p>{result.explanation}</p>}
    </div>
  );
}

function Kind(controls: Controls) {
  switch (controls.question.kind) {
    case "single":
    case "multiple":
    case "choice":
    case "choices":
      return <Choices {...controls} />;
    case "order":
      return <Order {...controls} />;
    case "match":
      return <Match {...controls} />;
    case "short":
      return <Short {...controls} />;
    case "open":
      return <Open {...controls} />;
    case "scale":
      return <Scale {...controls} />;
  }
}

function Choices({ question, value, result, locked, name, say, onAnswer }: Controls) {
  const several = takesSeveral(question.kind);
  const chosen = (id: string) => (several ? Array.isArray(value) && value.includes(id) : value === id);
  return (
    <div class="jb-quiz-options">
      {question.options.map(({ id, text }) => {
        const mark = result?.marks[id];
        const why = result?.why[id] ?? "";
        const whyId = `${name}-why-${id}`;
        return (
          <div
            key={id}
            class={`jb-quiz-option ${chosen(id) ? "jb-on" : ""} ${mark ? `jb-quiz-mark-${mark}` : ""}`}
            data-testid="option"
            data-option={id}
            data-mark={mark}
          >
            <label>
              <input
                type={several ? "checkbox" : "radio"}
                name={name}
                checked={chosen(id)}
                disabled={locked}
                aria-describedby={why === "" ? undefined : whyId}
                onChange={() => onAnswer(several ? toggled(value, id) : id)}
              />
              <span class="jb-quiz-text">{text}</span>
              {mark && (
                <span class="jb-quiz-sign">
                  <span aria-hidden="true">{SIGNS[mark]}</span>
                  <span class={mark === "missed" ? "" : "jb-hidden"}>
                    {" "}
                    {say(
                      mark === "missed" && several
                        ? "mark_missed"
                        : mark === "wrong"
                          ? "mark_wrong"
                          : "mark_right",
                    )}
                  </span>
                </span>
              )}
            </label>
            {why !== "" && (
              <p class="jb-quiz-why" id={whyId}>
                {why}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}

function Order({ question, value, locked, say, onAnswer }: Controls) {
  const ids = orderOf(question, value);
  const list = useRef<HTMLOListElement>(null);
  const [focus, setFocus] = useState<{ id: string; by: number } | null>(null);
  useLayoutEffect(() => {
    // The button has moved with its line, and at an end it is disabled: the other one of the line takes over then.
    if (focus === null) return;
    const line = [...(list.current?.children ?? [])].find(
      (one) => (one as HTMLElement).dataset.option === focus.id,
    );
    const [up, down] = [...(line?.querySelectorAll("button") ?? [])];
    const [wanted, other] = focus.by < 0 ? [up, down] : [down, up];
    (wanted?.disabled === false ? wanted : other)?.focus();
  }, [focus]);
  const move = (id: string, by: number) => {
    onAnswer(moved(ids, id, by));
    setFocus({ id, by });
  };
  const textOf = (id: string) => question.options.find((one) => one.id === id)?.text ?? "";
  return (
    <>
      <ol class="jb-quiz-order" ref={list}>
        {ids.map((id, index) => (
          <li key={id} data-option={id} data-testid="line">
            <span class="jb-quiz-text">{textOf(id)}</span>
            <button
              type="button"
              class="jb-quiz-step"
              disabled={locked || index === 0}
              aria-label={say("move_up", { text: textOf(id) })}
              onClick={() => move(id, -1)}
            >
              ↑
            </button>
            <button
              type="button"
              class="jb-quiz-step"
              disabled={locked || index === ids.length - 1}
              aria-label={say("move_down", { text: textOf(id) })}
              onClick={() => move(id, 1)}
            >
              ↓
            </button>
          </li>
        ))}
      </ol>
      <span class="jb-hidden" role="status">
        {focus && say("place", { text: textOf(focus.id), place: ids.indexOf(focus.id) + 1, of: ids.length })}
      </span>
    </>
  );
}

function Match({ question, value, result, locked, name, say, onAnswer }: Controls) {
  const targets = asRecord(value) as Record<string, string>;
  return (
    <div class="jb-quiz-match">
      {question.options.map(({ id, text }) => {
        const mark = result?.marks[id];
        return (
          <div key={id} class={mark ? `jb-quiz-mark-${mark}` : ""} data-option={id} data-mark={mark}>
            <label for={`${name}-${id}`}>{text}</label>
            <select
              id={`${name}-${id}`}
              value={targets[id] ?? ""}
              disabled={locked}
              onChange={(event) => onAnswer(matched(value, id, event.currentTarget.value))}
            >
              <option value="">{say("choose")}</option>
              {question.targets.map((target) => (
                <option key={target.id} value={target.id}>
                  {target.text}
                </option>
              ))}
            </select>
            <span class="jb-quiz-sign">
              {mark && (
                <>
                  <span aria-hidden="true">{SIGNS[mark]}</span>
                  <span class="jb-hidden">{say(`mark_${mark}`)}</span>
                </>
              )}
            </span>
          </div>
        );
      })}
    </div>
  );
}

/** Numbers side by side between what the ends mean; as with all radio buttons, the arrow keys choose. */
function Scale({ question, value, locked, name, say, onAnswer }: Controls) {
  const last = question.options.length - 1;
  const [low, high] = question.ends;
  return (
    <div class="jb-quiz-scale">
      <div>
        {question.options.map(({ id, text }, index) => (
          <label key={id} class={value === id ? "jb-on" : ""} data-testid="step" data-option={id}>
            <input
              type="radio"
              name={name}
              checked={value === id}
              disabled={locked}
              aria-label={
                index === 0 || index === last
                  ? say("step_end", { step: text, end: index === 0 ? low : high })
                  : text
              }
              onChange={() => onAnswer(id)}
            />
            <span aria-hidden="true">{text}</span>
          </label>
        ))}
      </div>
      <span aria-hidden="true">{low}</span>
      <span aria-hidden="true">{high}</span>
    </div>
  );
}

function Short({ question, value, locked, say, onAnswer, onEnter }: Controls) {
  return (
    <div class="jb-quiz-short">
      <input
        type="text"
        value={typeof value === "string" ? value : ""}
        maxLength={500}
        disabled={locked}
        autocomplete="off"
        aria-label={say("your_answer")}
        placeholder={say("your_answer")}
        onInput={(event) => onAnswer(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.isComposing) onEnter();
        }}
      />
      {question.unit !== "" && <span>{question.unit}</span>}
    </div>
  );
}

function Open({ question, value, locked, name, say, onAnswer }: Controls) {
  const text = typeof value === "string" ? value : "";
  const count = lengthOf(text);
  const over = question.characters > 0 && count > question.characters;
  return (
    <div class="jb-open-question">
      <textarea
        rows={5}
        value={text}
        maxLength={20000}
        disabled={locked}
        aria-label={question.text}
        aria-describedby={`${name}-count`}
        placeholder={say("write_here")}
        onInput={(event) => onAnswer(event.currentTarget.value)}
      />
      <p id={`${name}-count`} class={`jb-quiz-quiet ${over ? "jb-quiz-over" : ""}`}>
        {question.characters > 0
          ? say("count_of", { count, most: question.characters })
          : say("count", { count })}
      </p>
    </div>
  );
}
