// What the course brought the class: opinions without names, and the learning gain.
import "../style/debrief-class.css";
import type { Learning, Opinion, SheetRound } from "./classdata";
import type { Say } from "./words";

interface RoundsProps {
  say: Say;
  title: string;
  rounds: SheetRound[];
  trainees: number;
}

/** What came back on sheets of the course. */
export function Rounds({ say, title, rounds, trainees }: RoundsProps) {
  return (
    <section>
      <h2>{title}</h2>
      {rounds.every(({ sent }) => sent === 0) && <p class="jb-wait">{say("class_none_sent")}</p>}
      {rounds
        .filter(({ sent }) => sent > 0)
        .map((round) => (
          <div key={round.title} data-testid="round">
            <p>{say("class_sent", { title: round.title, sent: round.sent, trainees })}</p>
            <OpinionTable say={say} questions={round.questions.filter(({ words }) => words.length === 0)} />
            {round.questions
              .filter(({ words }) => words.length > 0)
              .map(({ text, words }) => (
                <details key={text} class="jb-words">
                  <summary>
                    {text} {say("class_words", { count: words.length })}
                  </summary>
                  <ul>
                    {words.map((one, i) => (
                      <li key={`${i} ${one}`}>{one}</li>
                    ))}
                  </ul>
                </details>
              ))}
            {round.notes.map((note) => (
              <p key={note} class="jb-hint">
                {note}
              </p>
            ))}
          </div>
        ))}
    </section>
  );
}

function OpinionTable({ say, questions }: { say: Say; questions: Opinion[] }) {
  const answered = questions.filter(({ n }) => n > 0);
  if (answered.length === 0) return null;
  return (
    <div class="jb-scroll">
      <table class="jb-list">
        <thead>
          <tr>
            <th scope="col">{say("class_question")}</th>
            <th scope="col">n</th>
            <th scope="col">{say("class_figure")}</th>
            <th scope="col">{say("class_interval")}</th>
            <th scope="col">{say("class_answers")}</th>
          </tr>
        </thead>
        <tbody>
          {answered.map(({ text, n, figure, interval, counts }) => (
            <tr key={text}>
              <th scope="row">{text}</th>
              <td>{n}</td>
              <td>{figure}</td>
              <td>{interval}</td>
              <td>
                <Counts counts={counts} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Longer names than this do not stand under a bar. */
const SHORT = 3;

function Counts({ counts }: { counts: Opinion["counts"] }) {
  if (counts.length === 0) return <>–</>;
  if (counts.every(({ name }) => name.length <= SHORT)) {
    const most = Math.max(1, ...counts.map(({ count }) => count));
    return (
      <ol class="jb-steps">
        {counts.map(({ name, count }) => (
          <li key={name} style={{ "--share": count / most }}>
            <b>{count === 0 ? "" : count}</b>
            <i />
            <span>{name}</span>
          </li>
        ))}
      </ol>
    );
  }
  return (
    <ul class="jb-counts">
      {counts.map(({ name, count }) => (
        <li key={name}>
          {name} <b>{count}</b>
        </li>
      ))}
    </ul>
  );
}

/** What the class learned between the tests before and after the course. */
export function LearningTable({ say, learning }: { say: Say; learning: Learning }) {
  return (
    <>
      <p data-testid="learning">{learning.text}</p>
      {learning.rows.length > 0 && (
        <div class="jb-scroll">
          <table class="jb-list">
            <thead>
              <tr>
                <th scope="col">{say("class_topic")}</th>
                <th scope="col">{say("class_points")}</th>
                <th scope="col">{say("class_gain")}</th>
                <th scope="col">{say("class_interval")}</th>
              </tr>
            </thead>
            <tbody>
              {learning.rows.map(({ name, before, after, points, gain, interval }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    {points}
                    {before !== null && after !== null && (
                      <span class="jb-from-to" style={{ "--before": before, "--after": after }} />
                    )}
                  </td>
                  <td>{gain}</td>
                  <td>{interval}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {learning.notes.map((note) => (
        <p key={note} class="jb-hint">
          {note}
        </p>
      ))}
    </>
  );
}
