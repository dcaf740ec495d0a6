// Slips with codes: made here, and to be seen on the printed sheet alone. The page is on the wall: whoever reads a code there
// could vote with it. Nobody keeps the codes; leaving this view, or "Done", forgets them.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Code, type Drawn, fetchCodes } from "./qr";
import type { Room } from "./room";
import { act } from "./server";
import { joinLink, MOST_SLIPS } from "./votes-data";
import type { Say } from "./words";

const USUAL = 30;

interface Slip {
  code: string;
  /** Leads a phone's camera to the page with the code filled in; null where no address is known. */
  qr: Drawn | null;
}

export function Slips({ room, address }: { room: Room; address: string | null }) {
  const { say } = room;
  const [wanted, setWanted] = useState(USUAL);
  const [busy, setBusy] = useState(false);
  const [slips, setSlips] = useState<Slip[] | null>(null);
  useSheet(say, slips, address);
  const deal = async () => {
    setBusy(true);
    await room.attempt(async () => {
      const { codes } = (await act("deal", { slips: wanted })) as { codes: string[] };
      setSlips(codes.map((code) => ({ code, qr: null })));
      if (address === null) return;
      const drawn = await fetchCodes(codes.map((code) => joinLink(address, code)));
      setSlips(codes.map((code, i) => ({ code, qr: drawn[i] ?? null })));
    });
    setBusy(false);
  };
  return (
    <section aria-labelledby="slips">
      <h2 id="slips">{say("slips")}</h2>
      <p class="jb-hint">{say("slips_hint")}</p>
      {slips === null ? (
        <form
          class="jb-deal"
          onSubmit={(event) => {
            event.preventDefault();
            void deal();
          }}
        >
          <label>
            {say("slips_wanted")}
            <input
              type="number"
              min={1}
              max={MOST_SLIPS}
              required
              value={wanted}
              data-testid="slips-wanted"
              onInput={({ currentTarget }) => setWanted(currentTarget.valueAsNumber)}
            />
          </label>
          <button type="submit" disabled={busy} data-testid="deal">
            {say(busy ? "making_slips" : "make_slips")}
          </button>
        </form>
      ) : (
        <div class="jb-wait" data-testid="slips-ready">
          <p>{say("slips_ready", { n: slips.length })}</p>
          <p class="jb-buttons">
            <button type="button" class="jb-main" disabled={busy} data-testid="print" onClick={() => print()}>
              {say("print_slips")}
            </button>
            <button type="button" data-testid="forget" onClick={() => setSlips(null)}>
              {say("slips_done")}
            </button>
          </p>
        </div>
      )}
    </section>
  );
}

/** Put the sheet beside the page, where only paper shows it; see debrief-votes.css. */
function useSheet(say: Say, slips: Slip[] | null, address: string | null): void {
  useEffect(() => {
    if (slips === null) return;
    const sheet = document.createElement("div");
    sheet.className = "jb-sheet";
    document.body.append(sheet);
    render(<Sheet say={say} slips={slips} address={address} />, sheet);
    return () => {
      render(null, sheet);
      sheet.remove();
    };
  }, [say, slips, address]);
}

function Sheet({ say, slips, address }: { say: Say; slips: Slip[]; address: string | null }) {
  return slips.map(({ code, qr }) => (
    <div key={code} class="jb-slip" data-testid="slip">
      <div>
        <b>{say("slip_title")}</b>
        {address !== null && (
          <p>
            {say("join_at")} <span class="jb-address">{address}</span>
          </p>
        )}
        <p class="jb-slip-code">{code}</p>
        <p class="jb-small">{say("slip_rule")}</p>
      </div>
      {qr !== null && <Code drawn={qr} label={say("join_qr")} />}
    </div>
  ));
}
