// One cluster in the list: its name, its figures, what the data say, and its cards, all of which can be set right.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { plural } from "../i18n";
import { shortened } from "./curves";
import { decisionOn } from "./decisions";
import type { Doing, Rating } from "./ideas";
import { type Cluster, groupsOf, type IdeaCard, keyOf, type Numbered, sentences, toOne } from "./ideas-data";
import { useDraggable, useDropTarget } from "./ideas-drag";
import { SpotlightButton } from "./spotbutton";
import type { Say } from "./words";

/** So many cards of a cluster are shown at first. */
const FIRST = 5;
const LONGEST_NAME = 200;

export function ClusterPanel({ doing, one }: { doing: Doing; one: Numbered }) {
  const { cluster, number } = one;
  const { say, setDragged } = doing;
  const ref = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  const [merging, setMerging] = useState(false);
  useDraggable(ref, { what: "cluster", cluster: cluster.id }, setDragged, handle);
  const over = useDropTarget(
    ref,
    (dragged) => dragged.cluster !== cluster.id,
    (dragged) => {
      if (dragged.what === "card") doing.move(dragged.card, cluster.id);
      else setWanted(dragged.cluster);
    },
  );
  const others = doing.all.filter(({ cluster: { id } }) => id !== cluster.id);
  return (
    <li
      ref={ref}
      class={over ? "jb-cluster jb-over" : "jb-cluster"}
      data-testid="cluster"
      data-cluster={cluster.id}
    >
      <header>
        <span ref={handle} class="jb-handle" title={say("drag_cluster")} data-testid="handle">
          {number}
        </span>
        <Name doing={doing} cluster={cluster} />
      </header>
      {wanted !== null && (
        <ConfirmMerge
          say={say}
          source={others.find(({ cluster: { id } }) => id === wanted)}
          onMerge={() => doing.merge(wanted, cluster.id)}
          onEnd={() => setWanted(null)}
        />
      )}
      <Figures doing={doing} cluster={cluster} />
      <Facts say={say} cluster={cluster} />
      <Cards doing={doing} cluster={cluster} others={others} />
      <footer>
        <RatingList doing={doing} cluster={cluster} of="impact" />
        <RatingList doing={doing} cluster={cluster} of="effort" />
        <a class="jb-button" href={decisionOn(cluster.id)} data-testid="decide">
          {say("decide")}
        </a>
        {!merging && others.length > 0 && (
          <button type="button" data-testid="merge" onClick={() => setMerging(true)}>
            {say("merge")}
          </button>
        )}
        {merging && (
          <Chooser
            say={say}
            label={say("merge_into", { name: cluster.name })}
            options={others}
            submit={say("merge_now")}
            onChoose={(into) => into !== null && doing.merge(cluster.id, into)}
            onEnd={() => setMerging(false)}
          />
        )}
      </footer>
    </li>
  );
}

/** A cluster's name, which a click turns into a field. */
function Name({ doing: { say, rename }, cluster }: { doing: Doing; cluster: Cluster }) {
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const writing = draft !== null;
  useLayoutEffect(() => {
    if (writing) field.current?.select();
  }, [writing]);
  if (draft === null)
    return (
      <h3>
        <span class="jb-name">{cluster.name}</span>
        <button
          type="button"
          class="jb-quiet"
          aria-label={say("rename", { name: cluster.name })}
          title={say("rename", { name: cluster.name })}
          data-testid="rename"
          onClick={() => setDraft(cluster.name)}
        >
          ✎
        </button>
      </h3>
    );
  return (
    <form
      class="jb-rename"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.trim() !== cluster.name) rename(cluster, draft.trim());
        setDraft(null);
      }}
      onKeyDown={({ key }) => key === "Escape" && setDraft(null)}
    >
      <input
        ref={field}
        value={draft}
        required
        maxLength={LONGEST_NAME}
        aria-label={say("new_name")}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
      />
      <button type="submit">{say("save")}</button>
      <button type="button" onClick={() => setDraft(null)}>
        {say("cancel")}
      </button>
    </form>
  );
}

function ConfirmMerge({
  say,
  source,
  onMerge,
  onEnd,
}: {
  say: Say;
  source: Numbered | undefined;
  onMerge(): void;
  onEnd(): void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => button.current?.focus(), []);
  if (source === undefined) return null;
  const { name, cards } = source.cluster;
  return (
    <div class="jb-ask" role="group" aria-label={say("merge")} data-testid="confirm-merge">
      <p>{say("merge_ask", { name, n: cards.length })}</p>
      <button
        ref={button}
        type="button"
        onClick={() => {
          onMerge();
          onEnd();
        }}
      >
        {say("merge_now")}
      </button>
      <button type="button" onClick={onEnd}>
        {say("cancel")}
      </button>
    </div>
  );
}

function Figures({ doing: { say, stages, roundName }, cluster }: { doing: Doing; cluster: Cluster }) {
  const groups = groupsOf(cluster);
  const cards = cluster.cards.length;
  return (
    <ul class="jb-badges">
      <li data-testid="counts">
        {say(plural("groups", groups), { n: groups })} · {say(plural("cards", cards), { n: cards })}
      </li>
      {cluster.severity !== null && (
        <li data-testid="severity">{say("severity_mean", { n: toOne(cluster.severity).toFixed(1) })}</li>
      )}
      {cluster.places.map((place) => (
        <li key={place}>{stages[place]}</li>
      ))}
      {Object.entries(cluster.votes).map(([round, dots]) => (
        <li key={round} class="jb-dots" data-testid="dots">
          ● {dots} <small>{roundName(Number(round))}</small>
        </li>
      ))}
    </ul>
  );
}

/** What the data say of the touchpoints that a cluster's cards stand at: the first at once, others behind a word. */
function Facts({ say, cluster }: { say: Say; cluster: Cluster }) {
  const told = cluster.facts
    .map((fact) => ({ code: fact.code, name: fact.name, said: sentences(fact, say) }))
    .filter(({ said }) => said.length > 0);
  if (told.length === 0) return <p class="jb-hint">{say("no_facts")}</p>;
  const list = (some: typeof told) =>
    some.map(({ code, name, said }) => (
      <p key={code} data-testid="fact">
        <b>{name}</b>
        {said.map(({ text, few }) => (
          <span key={text}>
            {text}
            {few && <em> {say("few")}</em>}
          </span>
        ))}
      </p>
    ));
  return (
    <div class="jb-facts">
      {list(told.slice(0, 1))}
      {told.length > 1 && (
        <details>
          <summary>{say("more_facts", { n: told.length - 1 })}</summary>
          {list(told.slice(1))}
        </details>
      )}
    </div>
  );
}

function Cards({ doing, cluster, others }: { doing: Doing; cluster: Cluster; others: Numbered[] }) {
  const { say } = doing;
  const { cards } = cluster;
  const [all, setAll] = useState(false);
  return (
    <>
      <ul class="jb-cards">
        {(all ? cards : cards.slice(0, FIRST)).map((card) => (
          <Card key={keyOf(card)} doing={doing} cluster={cluster} card={card} others={others} />
        ))}
      </ul>
      {cards.length > FIRST && (
        <button type="button" class="jb-quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? say("fewer_cards") : say("more_cards", { n: cards.length - FIRST })}
        </button>
      )}
    </>
  );
}

interface CardProps {
  doing: Doing;
  cluster: Cluster;
  card: IdeaCard;
  others: Numbered[];
}

function Card({ doing, cluster, card, others }: CardProps) {
  const { say } = doing;
  const ref = useRef<HTMLLIElement>(null);
  const [moving, setMoving] = useState(false);
  useDraggable(ref, moving ? null : { what: "card", card, cluster: cluster.id }, doing.setDragged);
  return (
    <li ref={ref} data-testid="card">
      <p>{card.text}</p>
      <span class="jb-hint">
        {card.team_name}
        {card.severity !== null && ` · ${say("severity_one", { n: card.severity })}`}
      </span>
      {!moving && (
        <span class="jb-card-buttons">
          <SpotlightButton room={doing.room} team={card.team} card={card.card} text={card.text} />
          <button
            type="button"
            class="jb-quiet"
            data-move={keyOf(card)}
            data-testid="move"
            aria-label={say("move", { text: card.text })}
            title={say("move_hint")}
            onClick={() => setMoving(true)}
          >
            ⇄
          </button>
        </span>
      )}
      {moving && (
        <Chooser
          say={say}
          label={say("move", { text: card.text })}
          options={others}
          extra={say("new_cluster")}
          submit={say("move_now")}
          onChoose={(into) => doing.move(card, into)}
          onEnd={() => setMoving(false)}
        />
      )}
    </li>
  );
}

interface ChooserProps {
  say: Say;
  label: string;
  options: Numbered[];
  /** What stands for null, where that can be chosen. */
  extra?: string;
  submit: string;
  onChoose(cluster: number | null): void;
  onEnd(): void;
}

/** Chooses a cluster by keyboard or mouse. Nothing happens before the button: arrow keys alone change a list's value. */
function Chooser({ say, label, options, extra, submit, onChoose, onEnd }: ChooserProps) {
  const field = useRef<HTMLSelectElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="jb-chooser"
      onSubmit={(event) => {
        event.preventDefault();
        const value = field.current?.value ?? "";
        onChoose(value === "" ? null : Number(value));
        onEnd();
      }}
      onKeyDown={({ key }) => key === "Escape" && onEnd()}
    >
      <select ref={field} aria-label={label}>
        {options.map(({ number, cluster: { id, name } }) => (
          <option key={id} value={id}>
            {number} {shortened(name, 30)}
          </option>
        ))}
        {extra !== undefined && <option value="">{extra}</option>}
      </select>
      <button type="submit">{submit}</button>
      <button type="button" onClick={onEnd}>
        {say("cancel")}
      </button>
    </form>
  );
}

/** One of the two numbers that place a cluster in the matrix, as a list from 1 to 5. */
export function RatingList({
  doing,
  cluster,
  of,
  bare = false,
}: {
  doing: Doing;
  cluster: Cluster;
  of: keyof Rating;
  /** Without its word in sight. */
  bare?: boolean;
}) {
  const { say, rate } = doing;
  return (
    <label>
      <span class={bare ? "jb-unseen" : ""}>{say(of)}</span>
      <select
        value={cluster[of] ?? ""}
        aria-label={say("rate", { what: say(of), name: cluster.name })}
        data-testid={of}
        onChange={({ currentTarget: { value } }) =>
          rate(cluster, { [of]: value === "" ? null : Number(value) })
        }
      >
        <option value="">–</option>
        {[1, 2, 3, 4, 5].map((step) => (
          <option key={step} value={step}>
            {step}
          </option>
        ))}
      </select>
    </label>
  );
}
