// The impact–effort matrix: clusters as bubbles that can be dragged, or chosen and put by a click; the table beside it says
// and does the same.
import { useRef, useState } from "preact/hooks";
import type { Doing } from "./ideas";
import { RatingList } from "./ideas-cluster";
import { dotsOf, groupsOf, type Numbered } from "./ideas-data";
import { bubbles, CELL, cellAt, HEIGHT, LEFT, type Place, SIDE, TOP, WIDTH } from "./matrix";
import type { DebriefKey } from "./words";

/** So many clusters are in the table and the matrix at first. */
const FIRST = 30;
/** So many wait below the matrix at once; others take the place of those that are put. */
const WAITING = 20;
/** A pointer that moves less than this clicks. */
const SLIP_PX = 5;

const STEPS = [1, 2, 3, 4, 5];

/** The four fields: what they are called, and the middle of each. */
const FIELDS: { name: DebriefKey; x: number; y: number }[] = [
  { name: "quick_wins", x: 0.25, y: 0.25 },
  { name: "big_projects", x: 0.75, y: 0.25 },
  { name: "fill_ins", x: 0.25, y: 0.75 },
  { name: "leave_out", x: 0.75, y: 0.75 },
];

interface Held {
  id: number;
  at: { x: number; y: number };
}

export function MatrixView({ doing, shown }: { doing: Doing; shown: Numbered[] }) {
  const { say, rate } = doing;
  const [byDots, setByDots] = useState(true);
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const some = all ? shown : shown.slice(0, FIRST);
  const voted = some.some(({ cluster }) => dotsOf(cluster) > 0);
  const sizeOf = ({ cluster }: Numbered) => (voted && byDots ? dotsOf(cluster) : cluster.cards.length);
  const put = (id: number, place: Place | null) => {
    const one = some.find(({ cluster }) => cluster.id === id);
    if (one !== undefined && place !== null) rate(one.cluster, place);
    setChosen(null);
  };
  const placeAt = (x: number, y: number): Place | null => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined) return null;
    return cellAt(((x - box.left) / box.width) * WIDTH, ((y - box.top) / box.height) * HEIGHT);
  };
  const { held, hold } = useHeld(
    (id, at) => put(id, placeAt(at.x, at.y)),
    (id) => setChosen(chosen === id ? null : id),
  );
  const drawn = bubbles(
    some.flatMap((one) => {
      const { id, impact, effort } = one.cluster;
      return impact === null || effort === null ? [] : [{ id, place: { impact, effort }, size: sizeOf(one) }];
    }),
  );
  const numberOf = (id: number) => some.find(({ cluster }) => cluster.id === id)?.number;
  const waiting = some
    .filter(({ cluster: { impact, effort } }) => impact === null || effort === null)
    .slice(0, WAITING);
  return (
    <div class="jb-matrix-view">
      <section aria-label={say("as_matrix")}>
        {voted && (
          <div class="jb-choice" role="group" aria-label={say("sized_by")}>
            {[true, false].map((dots) => (
              <button
                key={String(dots)}
                type="button"
                aria-pressed={byDots === dots}
                onClick={() => setByDots(dots)}
              >
                {say(dots ? "by_dots" : "by_cards")}
              </button>
            ))}
          </div>
        )}
        <svg
          ref={svg}
          class={chosen === null ? "jb-matrix" : "jb-matrix jb-putting"}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={say("matrix_label")}
          data-testid="matrix"
          onPointerUp={({ clientX, clientY }) => {
            if (chosen !== null) put(chosen, placeAt(clientX, clientY));
          }}
        >
          <Grid say={say} />
          {drawn.map(({ id, x, y, r }) => (
            <g
              key={id}
              class={`jb-bubble${chosen === id ? " jb-chosen" : ""}${held?.id === id ? " jb-held" : ""}`}
              data-testid="bubble"
              data-id={id}
              onPointerDown={(event) => hold(id, event)}
            >
              <circle cx={x} cy={y} r={r} />
              <text x={x} y={y}>
                {numberOf(id)}
              </text>
              <title>{some.find(({ cluster }) => cluster.id === id)?.cluster.name}</title>
            </g>
          ))}
          <FieldNames say={say} />
        </svg>
        {waiting.length > 0 && (
          <div class="jb-tray">
            <p class="jb-hint">{say("not_rated")}</p>
            {waiting.map(({ number, cluster: { id, name } }) => (
              // For the pointer alone: by keyboard the table does the same.
              <span
                key={id}
                title={name}
                class={chosen === id ? "jb-chosen" : ""}
                data-testid="waiting"
                data-id={id}
                onPointerDown={(event) => hold(id, event)}
              >
                {number}
              </span>
            ))}
          </div>
        )}
      </section>
      <section aria-label={say("matrix_table")}>
        <Table doing={doing} some={some} chosen={chosen} />
        {shown.length > some.length && (
          <button type="button" class="jb-more" onClick={() => setAll(true)}>
            {say("more_clusters", { n: shown.length - some.length })}
          </button>
        )}
      </section>
      {held !== null && (
        <span class="jb-flying" style={{ left: `${held.at.x}px`, top: `${held.at.y}px` }} aria-hidden="true">
          {numberOf(held.id)}
        </span>
      )}
    </div>
  );
}

function Grid({ say }: { say: Doing["say"] }) {
  return (
    <g class="jb-cells">
      {FIELDS.map(({ name, x, y }) => (
        <g key={name}>
          <rect
            class={`jb-${name.replace("_", "-")}`}
            x={LEFT + (x - 0.25) * SIDE}
            y={TOP + (y - 0.25) * SIDE}
            width={SIDE / 2}
            height={SIDE / 2}
          />
        </g>
      ))}
      {STEPS.map((step) => (
        <g key={step}>
          <rect class="jb-line" x={LEFT + (step - 1) * CELL} y={TOP} width={CELL} height={SIDE} />
          <rect class="jb-line" x={LEFT} y={TOP + (step - 1) * CELL} width={SIDE} height={CELL} />
          <text x={LEFT + (step - 0.5) * CELL} y={TOP + SIDE + 24}>
            {step}
          </text>
          <text x={LEFT - 18} y={TOP + (5.5 - step) * CELL}>
            {step}
          </text>
        </g>
      ))}
      <text class="jb-axis" x={LEFT + SIDE / 2} y={TOP + SIDE + 48}>
        {say("effort_axis")}
      </text>
      <text class="jb-axis" transform={`translate(20 ${TOP + SIDE / 2}) rotate(-90)`}>
        {say("impact_axis")}
      </text>
    </g>
  );
}

/** What the fields are called, between two rows of cells, where bubbles are rare. */
function FieldNames({ say }: { say: Doing["say"] }) {
  return FIELDS.map(({ name, x, y }) => (
    <text key={name} class="jb-field" x={LEFT + x * SIDE} y={TOP + (y < 0.5 ? CELL : SIDE - CELL)}>
      {say(name)}
    </text>
  ));
}

function Table({ doing, some, chosen }: { doing: Doing; some: Numbered[]; chosen: number | null }) {
  const { say } = doing;
  return (
    <div class="jb-scroll">
      <table class="jb-ratings">
        <thead>
          <tr>
            <th scope="col">{say("number")}</th>
            <th scope="col">{say("cluster")}</th>
            <th scope="col">{say("impact")}</th>
            <th scope="col">{say("effort")}</th>
            <th scope="col">{say("groups_count")}</th>
            <th scope="col">{say("dots_count")}</th>
          </tr>
        </thead>
        <tbody>
          {some.map(({ number, cluster }) => (
            <tr key={cluster.id} class={chosen === cluster.id ? "jb-chosen" : ""} data-testid="rating">
              <td>{number}</td>
              <th scope="row">{cluster.name}</th>
              <td>
                <RatingList doing={doing} cluster={cluster} of="impact" bare />
              </td>
              <td>
                <RatingList doing={doing} cluster={cluster} of="effort" bare />
              </td>
              <td>{groupsOf(cluster)}</td>
              <td>{Object.keys(cluster.votes).length === 0 ? "–" : dotsOf(cluster)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the pointer holds: let go elsewhere it is dropped there, let go where it was taken it is clicked. */
function useHeld(onDrop: (id: number, at: { x: number; y: number }) => void, onClick: (id: number) => void) {
  const [held, setHeld] = useState<Held | null>(null);
  const hold = (id: number, event: PointerEvent) => {
    if (event.button !== 0 || !(event.currentTarget instanceof Element)) return;
    event.preventDefault();
    const target = event.currentTarget;
    const from = { x: event.clientX, y: event.clientY };
    const far = ({ clientX, clientY }: PointerEvent) =>
      Math.hypot(clientX - from.x, clientY - from.y) > SLIP_PX;
    const move = (now: Event) => {
      if (now instanceof PointerEvent && far(now)) setHeld({ id, at: { x: now.clientX, y: now.clientY } });
    };
    const end = (now: Event) => {
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", end);
      target.removeEventListener("pointercancel", end);
      setHeld(null);
      if (!(now instanceof PointerEvent) || now.type === "pointercancel") return;
      now.stopPropagation();
      if (far(now)) onDrop(id, { x: now.clientX, y: now.clientY });
      else onClick(id);
    };
    target.setPointerCapture(event.pointerId);
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", end);
    target.addEventListener("pointercancel", end);
  };
  return { held, hold };
}
