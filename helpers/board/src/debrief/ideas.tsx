// Pain points and opportunities: the groups' cards in clusters that the trainer sets right, and where the clusters stand
// between impact and effort.
import { useEffect, useRef, useState } from "preact/hooks";
import "../style/debrief-controls.css";
import "../style/debrief-ideas.css";
import { ClusterPanel } from "./ideas-cluster";
import {
  type Cluster,
  type Filter,
  filtered,
  type Ideas,
  KINDS,
  keyOf,
  type Numbered,
  numbered,
} from "./ideas-data";
import { type Dragged, useAutoScroll, useDropTarget } from "./ideas-drag";
import { MatrixView } from "./ideas-matrix";
import { type Room, useView } from "./room";
import { act } from "./server";
import { roundNumber, type Votes } from "./votes-data";
import type { Say } from "./words";

/** So many clusters are drawn at first: of forty groups there may be hundreds. */
const FIRST = 24;

export type Rating = Pick<Cluster, "impact" | "effort">;

/** What the trainer can do with clusters, and what all parts of the view need for it. */
export interface Doing {
  room: Room;
  say: Say;
  /** All clusters of the kind that is shown. */
  all: Numbered[];
  stages: string[];
  /** What a revealed round is called. */
  roundName(id: number): string;
  dragged: Dragged | null;
  setDragged(dragged: Dragged | null): void;
  move(card: { team: string; card: string }, cluster: number | null): void;
  merge(source: number, into: number): void;
  rename(cluster: Cluster, name: string): void;
  rate(cluster: Cluster, rating: Partial<Rating>): void;
}

export function IdeasView({ room }: { room: Room }) {
  const { say } = room;
  const found = useView<Ideas>(room, "clusters");
  const votes = useView<Votes>(room, "votes");
  const [filter, setFilter] = useState<Filter>({ kind: "pain_point", place: null, severity: 1 });
  const [asMatrix, setAsMatrix] = useState(false);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [said, setSaid] = useState("");
  const setMoved = useFocusAfterMove(found);
  useAutoScroll();
  if (found === null) return <p class="jb-wait">{say("loading")}</p>;

  /** Do something and say so, also to those who do not see it. */
  const does = (
    name: string,
    fields: Record<string, unknown>,
    then: string,
    done?: (answer: unknown) => void,
  ) =>
    void room.attempt(async () => {
      setSaid("");
      const answer = await act(name, fields);
      done?.(answer);
      setSaid(then);
    });
  const all = numbered(found.clusters, filter.kind);
  const nameOf = (id: number) => all.find(({ cluster }) => cluster.id === id)?.cluster.name ?? "";
  const doing: Doing = {
    room,
    say,
    all,
    stages: found.stages,
    roundName: (id) => say("round", { n: roundNumber(votes?.rounds ?? [], id) }),
    dragged,
    setDragged,
    move(card, cluster) {
      const then = cluster === null ? say("moved_new") : say("moved", { name: nameOf(cluster) });
      does("move", { team: card.team, card: card.card, cluster }, then, (answer) =>
        setMoved({ key: keyOf(card), cluster: (answer as { cluster: number }).cluster }),
      );
    },
    merge: (source, into) =>
      does("merge", { source, into }, say("merged", { name: nameOf(source), into: nameOf(into) })),
    rename: ({ id }, name) => does("rename", { cluster: id, name }, say("renamed", { name })),
    rate(cluster, rating) {
      const { impact, effort, name } = { ...cluster, ...rating };
      const then = say("rated", { name, impact: impact ?? "–", effort: effort ?? "–" });
      does("rate", { cluster: cluster.id, ...rating }, then);
    },
  };
  const left = filtered(found.clusters, filter);
  return (
    <div class="jb-ideas">
      <h2>{say("ideas")}</h2>
      <Filters say={say} filter={filter} stages={found.stages} onChange={setFilter}>
        <div class="jb-choice" role="group" aria-label={say("shown_as")}>
          {[false, true].map((matrix) => (
            <button
              key={String(matrix)}
              type="button"
              aria-pressed={asMatrix === matrix}
              onClick={() => setAsMatrix(matrix)}
            >
              {say(matrix ? "as_matrix" : "as_list")}
            </button>
          ))}
        </div>
      </Filters>
      <p class="jb-said" role="status" data-testid="said">
        {said}
      </p>
      {left.length === 0 && <p class="jb-wait">{say(all.length === 0 ? "no_ideas" : "none_left")}</p>}
      {left.length > 0 &&
        (asMatrix ? <MatrixView doing={doing} shown={left} /> : <List doing={doing} shown={left} />)}
    </div>
  );
}

function Filters({
  say,
  filter,
  stages,
  onChange,
  children,
}: {
  say: Say;
  filter: Filter;
  stages: string[];
  onChange(filter: Filter): void;
  children: preact.ComponentChildren;
}) {
  return (
    <div class="jb-filters">
      <div class="jb-choice" role="group" aria-label={say("kind")}>
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={filter.kind === kind}
            data-testid={`kind-${kind}`}
            onClick={() => onChange({ ...filter, kind })}
          >
            {say(kind)}
          </button>
        ))}
      </div>
      <label>
        {say("stage")}
        <select
          value={filter.place ?? ""}
          data-testid="filter-stage"
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...filter, place: value === "" ? null : Number(value) })
          }
        >
          <option value="">{say("all_stages")}</option>
          {stages.map((name, place) => (
            <option key={`${place} ${name}`} value={place}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {filter.kind === "pain_point" && (
        <label>
          {say("severity_least")}
          <select
            value={filter.severity}
            data-testid="filter-severity"
            onChange={({ currentTarget: { value } }) => onChange({ ...filter, severity: Number(value) })}
          >
            {[1, 2, 3, 4, 5].map((step) => (
              <option key={step} value={step}>
                {step === 1 ? say("any_severity") : say("severity_from", { n: step })}
              </option>
            ))}
          </select>
        </label>
      )}
      {children}
    </div>
  );
}

function List({ doing, shown }: { doing: Doing; shown: Numbered[] }) {
  const { say, dragged } = doing;
  const [most, setMost] = useState(FIRST);
  return (
    <>
      <ol class="jb-clusters">
        {shown.slice(0, most).map((one) => (
          <ClusterPanel key={one.cluster.id} doing={doing} one={one} />
        ))}
      </ol>
      {shown.length > most && (
        <button type="button" class="jb-more" onClick={() => setMost(most + FIRST)}>
          {say("more_clusters", { n: shown.length - most })}
        </button>
      )}
      {dragged?.what === "card" && <NewCluster doing={doing} />}
    </>
  );
}

/** Where a dragged card is dropped to stand alone. */
function NewCluster({ doing }: { doing: Doing }) {
  const ref = useRef<HTMLDivElement>(null);
  const over = useDropTarget(
    ref,
    ({ what }) => what === "card",
    (dragged) => dragged.what === "card" && doing.move(dragged.card, null),
  );
  return (
    <div ref={ref} class={over ? "jb-new jb-over" : "jb-new"} data-testid="new-cluster">
      {doing.say("drop_new")}
    </div>
  );
}

/** Let the focus go with a card that was moved; returns what is to be told of it: the card's key and its new cluster. */
function useFocusAfterMove(found: Ideas | null) {
  const [moved, setMoved] = useState<{ key: string; cluster: number } | null>(null);
  useEffect(() => {
    if (moved === null || !found?.clusters.some(({ id }) => id === moved.cluster)) return;
    const panel = document.querySelector<HTMLElement>(`[data-cluster="${moved.cluster}"]`);
    const buttons = [...(panel?.querySelectorAll<HTMLElement>("[data-move]") ?? [])];
    const own = buttons.find(({ dataset }) => dataset.move === moved.key);
    // The card comes with the next answer; one that stands behind "more" leaves the focus on its cluster.
    const there = found.clusters.some(
      ({ id, cards }) => id === moved.cluster && cards.some((card) => keyOf(card) === moved.key),
    );
    if (!there) return;
    setMoved(null);
    if (document.activeElement === document.body) (own ?? panel?.querySelector("button"))?.focus();
  }, [found, moved]);
  return setMoved;
}
