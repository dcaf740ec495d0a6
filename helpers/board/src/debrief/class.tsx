// The class as a whole: who has handed in, how exercises and criteria went, what the course brought. Nobody is named until
// the trainer asks for it, and then only while names may be seen at all.
import { useEffect, useState } from "preact/hooks";
import "../style/debrief-class.css";
import { LearningTable, Rounds } from "./classcourse";
import type { ClassFigures, Criterion, Progress, Scores, Trainees } from "./classdata";
import type { Room } from "./room";
import { view } from "./server";
import type { ViewName } from "./topics";
import type { Say } from "./words";

const SOON = 1000;
const LATER = 10_000;
/** So many criteria are shown at once; the weakest are what there is to talk about. */
const WEAKEST = 5;

/** Return what a view says of files outside the debrief's store, asked for again and again: soon while it is busy. */
function useFigures<View extends { busy: boolean }>(room: Room, name: ViewName): View | null {
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
    const end = room.onChange(name, () => void ask());
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
