// How phones join the vote: a button in the page's head, and behind it the address, large and as a picture to scan.
import { useEffect, useRef, useState } from "preact/hooks";
import "../style/debrief-join.css";
import { type Room, useView } from "./room";
import type { Say } from "./words";

interface Joining {
  address: string | null;
  qr: string | null;
  /** Whether nobody but this computer reaches the address. */
  alone: boolean;
}

export function JoinButton({ room }: { room: Room }) {
  const found = useView<Joining>(room, "joining");
  const [open, setOpen] = useState(false);
  if (found === null || found.address === null) return null;
  return (
    <>
      <button type="button" aria-haspopup="dialog" data-testid="join" onClick={() => setOpen(true)}>
        {room.say("join")}
      </button>
      {open && <JoinDialog say={room.say} found={found} onClose={() => setOpen(false)} />}
    </>
  );
}

function JoinDialog({ say, found, onClose }: { say: Say; found: Joining; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="jb-join" aria-labelledby="join-title" data-testid="joining" onClose={onClose}>
      <header>
        <h2 id="join-title">{say("join_title")}</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          {say("join_close")}
        </button>
      </header>
      {found.alone && <p class="jb-warn">{say("join_alone")}</p>}
      {found.qr !== null && <img src={found.qr} alt={say("join_picture")} />}
      <p class="jb-address">{found.address}</p>
      <p>{say("join_hint")}</p>
    </dialog>
  );
}
