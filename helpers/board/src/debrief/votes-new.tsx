// Making a round: the question, what can be chosen, how many dots, how long.
import { useState } from "preact/hooks";
import { groupsOf, type Ideas, KINDS, type Kind, numbered } from "./ideas-data";
import { type Room, useView } from "./room";
import { MOST_CHOICES, MOST_DOTS } from "./votes-data";

/** So many of the largest clusters are chosen at first, and so many are listed. */
const [CHOSEN, LISTED] = [8, 30];
const LONGEST_QUESTION = 300;
const MINUTES = [1, 2, 3, 5, 10];

interface Props {
  room: Room;
  /** Whether the form is there from the start. */
  open: boolean;
  /** Whether a round is open, which a new one would close. */
  running: boolean;
}

export function NewRound({ room, open, running }: Props) {
  const [shown, setShown] = useState(open);
  const { say } = room;
  if (!shown)
    return (
      <p class="jb-buttons">
        <button type="button" data-testid="new-round" onClick={() => setShown(true)}>
          {say("new_round")}
        </button>
      </p>
    );
  return (
    <section aria-labelledby="new-round">
      <h2 id="new-round">{say("new_round")}</h2>
      {running && <p class="jb-warn">{say("closes_other")}</p>}
      <Form room={room} />
    </section>
  );
}

function Form({ room }: { room: Room }) {
  const { say } = room;
  // Asked for here alone: while phones vote, each ballot is a change.
  const ideas = useView<Ideas>(room, "clusters");
  const [kind, setKind] = useState<Kind>("pain_point");
  /** As typed; null as long as nobody has. */
  const [question, setQuestion] = useState<string | null>(null);
  const [dots, setDots] = useState(3);
  const [minutes, setMinutes] = useState(0);
  /** Of both kinds; null: the largest. */
  const [picked, setPicked] = useState<ReadonlySet<number> | null>(null);
  const [all, setAll] = useState(false);
  if (ideas === null) return <p class="jb-wait">{say("loading")}</p>;
  const own = numbered(ideas.clusters, kind);
  const largest = own.slice(0, CHOSEN).map(({ cluster }) => cluster.id);
  const chosen = own.map(({ cluster }) => cluster.id).filter((id) => picked?.has(id) ?? largest.includes(id));
  const pick = (id: number, is: boolean) => {
    const next = new Set(chosen);
    if (is) next.add(id);
    else next.delete(id);
    setPicked(next);
  };
  const enough = chosen.length >= 2 && chosen.length <= MOST_CHOICES;
  return (
    <form
      class="jb-new-round"
      onSubmit={(event) => {
        event.preventDefault();
        void room.act("open", {
          kind,
          question: (question ?? say(`ask_${kind}`)).trim(),
          choices: chosen,
          dots,
          seconds: minutes === 0 ? null : minutes * 60,
        });
      }}
    >
      <div class="jb-choice" role="group" aria-label={say("kind")}>
        {KINDS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={kind === one}
            data-testid={`vote-${one}`}
            onClick={() => {
              setKind(one);
              setPicked(null);
            }}
          >
            {say(one)}
          </button>
        ))}
      </div>
      <label class="jb-question">
        {say("question")}
        <input
          value={question ?? say(`ask_${kind}`)}
          required
          pattern=".*\S.*"
          maxLength={LONGEST_QUESTION}
          data-testid="question"
          onInput={({ currentTarget }) => setQuestion(currentTarget.value)}
        />
      </label>
      <label>
        {say("dots_per_voter")}
        <select
          value={dots}
          data-testid="dots"
          onChange={({ currentTarget }) => setDots(Number(currentTarget.value))}
        >
          {Array.from({ length: MOST_DOTS }, (_, i) => (
            <option key={i + 1} value={i + 1}>
              {i + 1}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say("limit")}
        <select
          value={minutes}
          data-testid="limit"
          onChange={({ currentTarget }) => setMinutes(Number(currentTarget.value))}
        >
          <option value={0}>{say("no_limit")}</option>
          {MINUTES.map((n) => (
            <option key={n} value={n}>
              {say("minutes", { n })}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>{say("choices", { n: chosen.length })}</legend>
        {own.slice(0, all ? own.length : LISTED).map(({ number, cluster }) => (
          <label key={cluster.id}>
            <input
              type="checkbox"
              checked={chosen.includes(cluster.id)}
              data-testid="choice"
              onChange={({ currentTarget }) => pick(cluster.id, currentTarget.checked)}
            />
            <span>
              {number} {cluster.name} <small>{say("groups_n", { n: groupsOf(cluster) })}</small>
            </span>
          </label>
        ))}
        {own.length > LISTED && !all && (
          <button type="button" onClick={() => setAll(true)}>
            {say("more_clusters", { n: own.length - LISTED })}
          </button>
        )}
      </fieldset>
      <p class="jb-buttons">
        <button type="submit" class="jb-main" disabled={!enough} data-testid="open">
          {say("open_round")}
        </button>
        {!enough && <span class="jb-hint">{say("choose_two", { most: MOST_CHOICES })}</span>}
      </p>
    </form>
  );
}
