// One round: its clock and its count while it is open, its bars once it is revealed.
import { useCountdown } from "../countdown";
import type { Room } from "./room";
import { bars, clock, type VoteRound } from "./votes-data";

interface Props {
  room: Room;
  round: VoteRound;
  /** "Round 2". */
  name: string;
  newest?: boolean;
}

export function RoundPanel({ room, round, name, newest = false }: Props) {
  const { say } = room;
  const left = useCountdown(round);
  const state = round.state === "open" && left === 0 ? "closed" : round.state;
  const does = (action: string) => () => room.act(action, { round: round.id });
  return (
    <section
      class={newest ? "jb-round jb-newest" : "jb-round"}
      data-testid="round"
      data-state={state}
      aria-label={name}
    >
      <header>
        <h3>
          <span class="jb-hint">{name}</span> {round.question}
        </h3>
        {state === "open" && left !== null && (
          <p class="jb-clock" role="timer" data-testid="clock">
            {clock(left)}
          </p>
        )}
      </header>
      <p class="jb-hint" data-testid="ballots">
        {say(`state_${state}`)} · {say("ballots", { n: round.ballots })} ·{" "}
        {say("dots_each", { n: round.dots })}
      </p>
      {state === "revealed" ? <Bars room={room} round={round} /> : <Choices round={round} />}
      {state !== "revealed" && (
        <p class="jb-buttons">
          {state === "open" && (
            <button type="button" data-testid="close" onClick={does("close")}>
              {say("close")}
            </button>
          )}
          {state === "closed" && (
            <button type="button" class="jb-main" data-testid="reveal" onClick={does("reveal")}>
              {say("reveal")}
            </button>
          )}
        </p>
      )}
    </section>
  );
}

/** What can be chosen, while nobody is to see what is. */
function Choices({ round }: { round: VoteRound }) {
  return (
    <ul class="jb-chosen-from">
      {round.choices.map(({ id, name }) => (
        <li key={id}>{name}</li>
      ))}
    </ul>
  );
}

function Bars({ room: { say }, round }: { room: Room; round: VoteRound }) {
  return (
    <ol class="jb-bars">
      {bars(round).map(({ id, name, dots, share }) => (
        <li key={id} data-testid="bar">
          <span class="jb-name">{name}</span>
          <span class="jb-bar" style={{ "--share": share }} aria-hidden="true" />
          <strong role="img" aria-label={say("dots", { n: dots })}>
            {dots}
          </strong>
        </li>
      ))}
    </ol>
  );
}
