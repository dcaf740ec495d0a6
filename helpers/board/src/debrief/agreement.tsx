// Where the teams agree: their curves over each other, a map of heat, two figures in words, and what to discuss first.
import { useState } from "preact/hooks";
import {
  asideOf,
  bandPath,
  HEIGHT,
  hueOf,
  linePath,
  runs,
  shortened,
  signed,
  stepOf,
  WIDTH,
  xOf,
  yOf,
} from "./curves";
import type { Agreement, Figure, StageComparison, Team } from "./data";
import { type Room, useView } from "./room";
import type { Say } from "./words";

export function AgreementView({ room }: { room: Room }) {
  const { say } = room;
  const found = useView<Agreement>(room, "agreement");
  const [lit, setLit] = useState<string | null>(null);
  if (found === null) return <p class="jb-wait">{say("loading")}</p>;
  if (found.stages.length === 0) return <p class="jb-wait">{say("nothing_drawn")}</p>;
  const names = new Map(found.teams.map(({ id, name }) => [id, name]));
  return (
    <>
      {found.warnings.map((warning) => (
        <p key={warning} class="jb-warn" data-testid="warning">
          {warning}
        </p>
      ))}
      <section aria-labelledby="first">
        <h2 id="first">{say("discuss")}</h2>
        {found.discuss.length === 0 && <p>{say("nothing_to_discuss")}</p>}
        <ol class="jb-topics">
          {found.discuss.map(({ place, text, teams }) => (
            <li key={place} data-testid="topic">
              <p>{text}</p>
              <p class="jb-hint">
                {say("begin", {
                  teams: teams.map((id) => names.get(id) ?? "").join(say("separator")),
                })}
              </p>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="curves">
        <h2 id="curves">{say("curves")}</h2>
        <Curves say={say} found={found} lit={lit} />
        <Legend say={say} found={found} lit={lit} onLight={setLit} />
      </section>
      <section aria-labelledby="heat">
        <h2 id="heat">{say("heat")}</h2>
        <Heat say={say} found={found} />
        <p class="jb-hint">{say("heat_hint")}</p>
      </section>
      <section class="jb-figures">
        <FigureCard title={say("alpha")} figure={found.alpha} testId="alpha" />
        <FigureCard title={say("w")} figure={found.w} testId="w" />
      </section>
    </>
  );
}

function FigureCard({ title, figure, testId }: { title: string; figure: Figure; testId: string }) {
  return (
    <div class="jb-figure" data-testid={testId}>
      <h2>{title}</h2>
      <strong>{figure.value === null ? "–" : figure.value.toFixed(2).replace("-", "−")}</strong>
      <p>{figure.text}</p>
    </div>
  );
}

function Curves({ say, found, lit }: { say: Say; found: Agreement; lit: string | null }) {
  const { stages, teams } = found;
  const measured = stages.map((stage) => stage.measured);
  return (
    <svg class="jb-curves" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={say("curves_label")}>
      {[2, 1, 0, -1, -2].map((emotion) => (
        <g key={emotion} class="jb-grid">
          <line x1={56} x2={WIDTH - 20} y1={yOf(emotion)} y2={yOf(emotion)} />
          <text x={44} y={yOf(emotion)}>
            {signed(emotion)}
          </text>
        </g>
      ))}
      <path class="jb-band" d={bandPath(stages)} />
      {teams.map(({ id }, i) => (
        <Curve
          key={id}
          values={stages.map((stage) => stage.emotions[id] ?? null)}
          hue={hueOf(i)}
          aside={asideOf(i, teams.length)}
          faint={lit !== null && lit !== id}
        />
      ))}
      <path class="jb-measured" d={linePath(measured)} data-testid="measured" />
      {stages.map((stage, place) => (
        <StageName key={`${place} ${stage.name}`} stage={stage} place={place} of={stages.length} />
      ))}
    </svg>
  );
}

interface CurveProps {
  values: (number | null)[];
  hue: number;
  aside: number;
  faint: boolean;
}

function Curve({ values, hue, aside, faint }: CurveProps) {
  return (
    <g class={faint ? "jb-curve jb-faint" : "jb-curve"} style={{ "--hue": hue }} data-testid="curve">
      <path d={linePath(values, aside)} />
      {runs(values, aside)
        .flat()
        .map(({ x, y }) => (
          <circle key={x} cx={x} cy={y} r={5} />
        ))}
    </g>
  );
}

/** As much of a stage's name as has room under the curves. */
function StageName({ stage, place, of }: { stage: StageComparison; place: number; of: number }) {
  const room = Math.max(3, (WIDTH - 76) / of / 17 - 1);
  return (
    <text class="jb-stage" x={xOf(place, of)} y={HEIGHT - 12}>
      {shortened(stage.name, room)}
      <title>{stage.name}</title>
    </text>
  );
}

function Legend({
  say,
  found,
  lit,
  onLight,
}: {
  say: Say;
  found: Agreement;
  lit: string | null;
  onLight(team: string | null): void;
}) {
  return (
    <ul class="jb-legend">
      <li class="jb-key-measured">{say("measured")}</li>
      <li class="jb-key-band">{say("band")}</li>
      {found.teams.map(({ id, name }, i) => (
        <li key={id}>
          <button
            type="button"
            class="jb-key"
            style={{ "--hue": hueOf(i) }}
            aria-pressed={lit === id}
            onClick={() => onLight(lit === id ? null : id)}
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Heat({ say, found: { teams, stages } }: { say: Say; found: Agreement }) {
  return (
    <div class="jb-scroll">
      <table class="jb-heat">
        <thead>
          <tr>
            <th scope="col">{say("team")}</th>
            {stages.map(({ name }, place) => (
              <th key={`${place} ${name}`} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => (
            <tr key={team.id} data-testid="heat-row">
              <th scope="row">{team.name}</th>
              {stages.map((stage, place) => (
                <HeatCell key={`${place} ${stage.name}`} say={say} team={team} stage={stage} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeatCell({ say, team, stage }: { say: Say; team: Team; stage: StageComparison }) {
  const value = stage.emotions[team.id] ?? null;
  if (stage.silent.includes(team.id)) return <td class="jb-none">{say("silent")}</td>;
  return (
    <td class={value === null ? "jb-none" : `jb-step${stepOf(value)}`}>
      {value === null ? "–" : signed(value)}
      {stage.moments.includes(team.id) && (
        <span role="img" aria-label={say("moment")}>
          {" ★"}
        </span>
      )}
    </td>
  );
}
