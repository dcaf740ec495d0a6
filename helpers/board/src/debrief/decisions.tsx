// What was agreed: decisions, and actions with who does them and until when, recorded while the debrief goes on.
import { useEffect, useRef, useState } from "preact/hooks";
import { useRest } from "./address";
import { type Room, useView } from "./room";
import { act } from "./server";
import { TwiceButton } from "./twice";
import "../style/debrief-decisions.css";
import "../style/debrief-field.css";

interface Decision {
  id: number;
  text: string;
  owner: string;
  /** Such as "2026-12-31", or empty. */
  due: string;
  cluster: number | null;
  cluster_name: string;
}

interface Cluster {
  id: number;
  name: string;
}

const NEW: Decision = { id: 0, text: "", owner: "", due: "", cluster: null, cluster_name: "" };

/** Where a decision that answers a cluster is recorded. */
export const decisionOn = (cluster: number): string => `#decisions/${cluster}`;

/** A day as the class's language writes it. */
function written(due: string): string {
  const [year, month, day] = due.split("-").map(Number) as [number, number, number];
  const options = { year: "numeric", month: "short", day: "numeric" } as const;
  return new Date(year, month - 1, day).toLocaleDateString(document.documentElement.lang, options);
}

export function DecisionsView({ room }: { room: Room }) {
  const { say } = room;
  const found = useView<{ decisions: Decision[] }>(room, "decisions");
  const clusters = useView<{ clusters: Cluster[] }>(room, "clusters")?.clusters ?? null;
  const wanted = useRest();
  const [edited, setEdited] = useState<number | null>(null);
  if (found === null || clusters === null) return <p class="jb-wait">{say("loading")}</p>;
  return (
    <>
      <h2>{say("decisions")}</h2>
      {found.decisions.length === 0 && <p class="jb-hint">{say("decisions_empty")}</p>}
      <ol class="jb-decisions">
        {found.decisions.map((one) => (
          <li key={one.id} data-testid="decision">
            {edited === one.id ? (
              <DecisionForm room={room} clusters={clusters} begin={one} onDone={() => setEdited(null)} />
            ) : (
              <Said room={room} decision={one} onEdit={() => setEdited(one.id)} />
            )}
          </li>
        ))}
      </ol>
      {edited === null && (
        <DecisionForm
          key={wanted}
          room={room}
          clusters={clusters}
          begin={{ ...NEW, cluster: clusters.find(({ id }) => String(id) === wanted)?.id ?? null }}
        />
      )}
    </>
  );
}

function Said({ room, decision, onEdit }: { room: Room; decision: Decision; onEdit(): void }) {
  const { say } = room;
  const { id, text, owner, due, cluster_name } = decision;
  return (
    <>
      <div>
        <p class="jb-decision-text">{text}</p>
        <p class="jb-decision-facts">
          {owner !== "" && (
            <span>
              {say("decision_owner")} <strong>{owner}</strong>
            </span>
          )}
          {due !== "" && (
            <span>
              {say("decision_due")} <strong>{written(due)}</strong>
            </span>
          )}
          {cluster_name !== "" && (
            <span>
              {say("decision_cluster")} {cluster_name}
            </span>
          )}
        </p>
      </div>
      <span class="jb-decision-buttons">
        <button
          type="button"
          aria-label={say("decision_edit", { text })}
          data-testid="decision-edit"
          onClick={onEdit}
        >
          {say("edit")}
        </button>
        <TwiceButton
          text={say("remove")}
          sure={say("sure")}
          label={say("decision_remove", { text })}
          testId="decision-remove"
          onSure={() => void room.act("forget", { decision: id })}
        />
      </span>
    </>
  );
}

interface FormProps {
  room: Room;
  clusters: readonly Cluster[];
  begin: Decision;
  /** For one that is there already: closes the form. */
  onDone?: () => void;
}

function DecisionForm({ room, clusters, begin, onDone }: FormProps) {
  const { say } = room;
  const [draft, setDraft] = useState(begin);
  const field = useRef<HTMLTextAreaElement>(null);
  const answers = onDone === undefined && begin.cluster !== null;
  // Whoever comes from a cluster goes on writing here.
  useEffect(() => {
    if (answers) field.current?.focus();
  }, [answers]);
  const set = (change: Partial<Decision>) => setDraft((was) => ({ ...was, ...change }));
  const { text, owner, due, cluster } = draft;
  const isGone = cluster !== null && !clusters.some(({ id }) => id === cluster);
  const submit = (event: Event) => {
    event.preventDefault();
    void room.attempt(async () => {
      // What was refused stays in the form.
      await act("decide", { decision: onDone ? begin.id : null, text, owner, due, cluster });
      setDraft(NEW);
      field.current?.focus();
      onDone?.();
    });
  };
  return (
    <form class="jb-decision-form" onSubmit={submit} data-testid="decision-form">
      <label class="jb-decision-what">
        {say("decision_text")}
        <textarea
          class="jb-field"
          ref={field}
          rows={2}
          required
          maxLength={1000}
          value={text}
          data-testid="decision-text"
          onInput={(event) => set({ text: event.currentTarget.value })}
        />
      </label>
      <label>
        {say("decision_owner")}
        <input
          class="jb-field"
          value={owner}
          maxLength={200}
          data-testid="decision-owner"
          onInput={(event) => set({ owner: event.currentTarget.value })}
        />
      </label>
      <label>
        {say("decision_due")}
        <input
          class="jb-field"
          type="date"
          value={due}
          data-testid="decision-due"
          onInput={(event) => set({ due: event.currentTarget.value })}
        />
      </label>
      <label>
        {say("decision_cluster")}
        <select
          class="jb-field"
          value={cluster ?? ""}
          data-testid="decision-cluster"
          onChange={(event) => set({ cluster: Number(event.currentTarget.value) || null })}
        >
          <option value="">{say("cluster_none")}</option>
          {isGone && <option value={cluster}>{begin.cluster_name}</option>}
          {clusters.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <span class="jb-decision-buttons">
        <button type="submit" data-testid="decision-save">
          {say(onDone ? "decision_save" : "decision_add")}
        </button>
        {onDone && (
          <button type="button" onClick={onDone}>
            {say("decision_cancel")}
          </button>
        )}
      </span>
    </form>
  );
}
