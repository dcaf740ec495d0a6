// Rounds of dot votes: made here, followed while phones vote, closed, revealed, and kept below. The page is on the wall, so
// no result is on it before it is revealed, and never a slip's code.
import { useEffect, useState } from "preact/hooks";
import "../style/debrief-controls.css";
import "../style/debrief-votes.css";
import { Code, type Drawn, fetchCodes } from "./qr";
import { type Room, useView } from "./room";
import { roundNumber, type Votes } from "./votes-data";
import { NewRound } from "./votes-new";
import { RoundPanel } from "./votes-round";
import { Slips } from "./votes-slips";

export function VotesView({ room }: { room: Room }) {
  const { say } = room;
  const votes = useView<Votes>(room, "votes");
  // Where phones join, such as "http://192.168.1.20:8000/"; null where no server is for them.
  const address = useView<{ address: string | null }>(room, "joining")?.address ?? null;
  if (votes === null) return <p class="jb-wait">{say("loading")}</p>;
  const [newest, ...earlier] = votes.rounds;
  const called = (id: number) => say("round", { n: roundNumber(votes.rounds, id) });
  return (
    <div class="jb-votes">
      <h2>{say("votes_tab")}</h2>
      <Joining room={room} votes={votes} address={address} />
      {newest !== undefined && (
        <RoundPanel key={newest.id} room={room} round={newest} name={called(newest.id)} newest />
      )}
      <NewRound
        key={newest?.id ?? 0}
        room={room}
        open={newest === undefined}
        running={newest?.state === "open"}
      />
      <Slips room={room} address={address} />
      {earlier.length > 0 && (
        <section>
          <h2>{say("earlier")}</h2>
          {earlier.map((round) => (
            <RoundPanel key={round.id} room={room} round={round} name={called(round.id)} />
          ))}
        </section>
      )}
    </div>
  );
}

/** How phones join, and how many have. */
function Joining({ room, votes, address }: { room: Room; votes: Votes; address: string | null }) {
  const { say } = room;
  const [code, setCode] = useState<Drawn | null>(null);
  useEffect(() => {
    setCode(null);
    if (address === null) return;
    let gone = false;
    void room.attempt(async () => {
      const [drawn] = await fetchCodes([address]);
      if (!gone) setCode(drawn ?? null);
    });
    return () => {
      gone = true;
    };
  }, [room, address]);
  return (
    <div class="jb-joining">
      {code !== null && <Code drawn={code} label={say("join_qr")} />}
      <div>
        {address === null ? (
          <p>{say("join_by_slip")}</p>
        ) : (
          <p>
            {say("join_at")} <strong data-testid="address">{address}</strong>
          </p>
        )}
        <p class="jb-hint" data-testid="joined">
          {votes.slips === 0 ? say("no_slips") : say("joined", { n: votes.joined, of: votes.slips })}
        </p>
      </div>
    </div>
  );
}
