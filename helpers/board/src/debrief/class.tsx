// The class as a whole: who has handed in, how exercises and criteria went, what the course brought. Nobody is named until
// the trainer asks for it, and then only while names may be seen at all.
import { useEffect, useState } from "preact/hooks";
import "../style/debrief-class.css";
import type {
  ClassFigures,
  Criterion,
  Learning,
  Opinion,
  Progress,
  Scores,
  SheetRound,
  Trainees,
} from "./classdata";
import type { Room } from "./room";
import { view } from "./server";
import type { Say } from "./words";

const SOON = 1000;
const LATER = 10_000;
/** So many criteria are shown at once; the weakest are what there is to talk about. */
const WEAKEST = 5;

/** Return what a view says of files outside the debrief's store, asked for again and again: soon while it is busy. */
function useFigures<View extends { busy: boolean }>(room: Room, name: string): View | null {
  const [found, setFound] = useState<View | null>(null);
  useEffect(() => {
    let gone = false;
    let timer = 0;
    const ask = async () => {
      clearTimeout(timer);
      let wait = LATER;
      await room.attempt(async () => {
        const fresh = (await view(name)) as View;
        if (gone) return;
        wait = fresh.busy ? SOON : LATER;
        setFound(fresh);
      });
      clearTimeout(timer);
      if (!gone) timer = window.setTimeout(ask, wait);
    };
    const end = room.onChange(() => void ask());
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
      end();
    };
  }, [room, name]);
  return found;
}

export function ClassView({ room }: { room: Room }) {
  const { say } = room;
  const found = useFigures<ClassFigures>(room, "class");
  if (found === null || !found.known) return <p class="jb-wait">{say("class_busy")}</p>;
  const { progress, scores, trainees } = found;
  return (
    <>
      {found.problems.map((problem) => (
        <p key={problem} class="jb-warn">
          {problem}
        </p>
      ))}
      <section aria-labelledby="progress">
        <h2 id="progress">{say("class_progress")}</h2>
        {progress.exercises.length === 0 ? (
          <p class="jb-wait">{say("class_nothing")}</p>
        ) : (
          <ProgressTable say={say} progress={progress} trainees={trainees} />
        )}
      </section>
      <section aria-labelledby="scores">
        <h2 id="scores">{say("class_scores")}</h2>
        {scores.length === 0 && <p class="jb-wait">{say("class_no_scores")}</p>}
        <div class="jb-exercises">
          {scores.map((one) => (
            <ScoreCard key={one.id} say={say} scores={one} />
          ))}
        </div>
      </section>
      <Rounds say={say} title={say("class_reaction")} rounds={found.reaction} trainees={trainees} />
      <section aria-labelledby="learning">
        <h2 id="learning">{say("class_learning")}</h2>
        {found.learning === null ? (
          <p class="jb-wait">{say("class_no_learning")}</p>
        ) : (
          <LearningTable say={say} learning={found.learning} />
        )}
      </section>
      {found.behaviour.some(({ sent }) => sent > 0) && (
        <Rounds say={say} title={say("class_behaviour")} rounds={found.behaviour} trainees={trainees} />
      )}
      {progress.exercises.length > 0 && <People room={room} progress={progress} />}
    </>
  );
}

const percent = (share: number) => Math.round(100 * share);

function ProgressTable({ say, progress, trainees }: { say: Say; progress: Progress; trainees: number }) {
  const { exercises, groups } = progress;
  const all = { name: say("class_all"), members: trainees, handed: exercises.map(({ handed }) => handed) };
  return (
    <div class="jb-scroll">
      <table class="jb-progress">
        <thead>
          <tr>
            <th scope="col">{say("team")}</th>
            {exercises.map(({ id, title }) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...groups, all].map(({ name, members, handed }, row) => (
            <tr
              key={`${row} ${name}`}
              data-testid="progress-row"
              class={row === groups.length ? "jb-total" : ""}
            >
              <th scope="row">{name}</th>
              {handed.map((count, i) => (
                <td key={exercises[i]?.id} style={{ "--share": members ? count / members : 0 }}>
                  {say("class_of", { handed: count, members })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ScoreCard({ say, scores }: { say: Say; scores: Scores }) {
  const { criteria, ranges } = scores;
  const most = Math.max(1, ...ranges.map(({ count }) => count));
  return (
    <div class="jb-scores" data-testid="scores">
      <h3>{scores.title}</h3>
      <p>{scores.text}</p>
      {ranges.length > 0 && (
        <figure class="jb-ranges">
          <figcaption class="jb-hint">{say("class_ranges")}</figcaption>
          <ol>
            {ranges.map(({ name, count }) => (
              <li key={name} style={{ "--share": count / most }}>
                <b>{count}</b>
                <i />
                <span>{name}</span>
              </li>
            ))}
          </ol>
        </figure>
      )}
      {criteria.length > 0 && (
        <>
          <p class="jb-hint">{say("class_criteria")}</p>
          <CriteriaList say={say} criteria={criteria.slice(0, WEAKEST)} />
          {criteria.length > WEAKEST && (
            <details>
              <summary>{say("class_more", { count: criteria.length })}</summary>
              <CriteriaList say={say} criteria={criteria.slice(WEAKEST)} />
            </details>
          )}
        </>
      )}
      {scores.notes.map((note) => (
        <p key={note} class="jb-hint">
          {note}
        </p>
      ))}
    </div>
  );
}

function CriteriaList({ say, criteria }: { say: Say; criteria: Criterion[] }) {
  return (
    <ul class="jb-criteria">
      {criteria.map(({ name, share, open }, i) => (
        <li key={`${i} ${name}`} data-testid="criterion">
          <span>{name}</span>
          <i style={{ "--share": share }} />
          <span class="jb-hint">
            {say("class_share", { share: percent(share) })}
            {open > 0 && ` · ${say("class_open", { share: percent(open) })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface RoundsProps {
  say: Say;
  title: string;
  rounds: SheetRound[];
  trainees: number;
}

function Rounds({ say, title, rounds, trainees }: RoundsProps) {
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

function LearningTable({ say, learning }: { say: Say; learning: Learning }) {
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

/** Trainees by name, once the trainer wants to see them. */
function People({ room, progress }: { room: Room; progress: Progress }) {
  const { say } = room;
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="people">
      <h2 id="people">{say("class_names")}</h2>
      <button type="button" aria-expanded={open} data-testid="people" onClick={() => setOpen(!open)}>
        {say(open ? "class_hide_people" : "class_show_people")}
      </button>
      {open && <PeopleTable room={room} progress={progress} />}
    </section>
  );
}

function PeopleTable({ room, progress }: { room: Room; progress: Progress }) {
  const { say } = room;
  const found = useFigures<Trainees>(room, "trainees");
  if (found === null) return <p class="jb-wait">{say("loading")}</p>;
  if (found.hidden) return <p class="jb-wait">{say("class_people_hidden")}</p>;
  const waits = found.rows.some(({ cells }) => cells.some((cell) => cell.waits));
  return (
    <>
      <div class="jb-scroll">
        <table class="jb-list">
          <thead>
            <tr>
              <th scope="col">{say("class_trainee")}</th>
              <th scope="col">{say("team")}</th>
              {progress.exercises.map(({ id, title }) => (
                <th key={id} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.rows.map(({ name, group, cells }, row) => (
              <tr key={`${row} ${name}`} data-testid="trainee">
                <th scope="row">{name}</th>
                <td>{group}</td>
                {cells.map((cell, i) => (
                  <td key={progress.exercises[i]?.id}>
                    {cell.points !== null
                      ? `${cell.points} / ${cell.most}${cell.waits ? say("class_waits") : ""}`
                      : cell.handed
                        ? say("class_handed")
                        : "–"}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {waits && <p class="jb-hint">{say("class_waits_hint")}</p>}
    </>
  );
}
