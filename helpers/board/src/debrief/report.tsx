// One click for each file of the report; what stands in it and what does not is said before.
import { useState } from "preact/hooks";
import "../style/debrief-report.css";
import { type Room, useView } from "./room";
import { download } from "./server";

const KINDS = ["pptx", "pdf", "xlsx"] as const;

type Kind = (typeof KINDS)[number];

export function ReportView({ room }: { room: Room }) {
  const { say } = room;
  const names = useView<{ hidden: boolean }>(room, "names");
  const [making, setMaking] = useState<Kind | null>(null);
  const [told, setTold] = useState("");
  const make = async (kind: Kind) => {
    setMaking(kind);
    setTold("");
    await room.attempt(async () => {
      const file = await download(`report.${kind}`);
      setTold(say("report_done", { file }));
    });
    setMaking(null);
  };
  return (
    <section aria-labelledby="report">
      <h2 id="report">{say("report_tab")}</h2>
      <p>{say("report_intro")}</p>
      <ul class="jb-files">
        {KINDS.map((kind) => (
          <li key={kind}>
            <button
              type="button"
              data-testid={`report-${kind}`}
              disabled={making !== null}
              onClick={() => void make(kind)}
            >
              {making === kind ? say("report_making") : say(`report_${kind}`)}
            </button>
            <p class="jb-hint">{say(`report_${kind}_about`)}</p>
          </li>
        ))}
      </ul>
      <p role="status" class={told === "" ? "" : "jb-wait"} data-testid="report-done">
        {told}
      </p>
      {names !== null && (
        <ul class="jb-hint" data-testid="report-names">
          <li>{say(names.hidden ? "report_hidden" : "report_named")}</li>
          <li>{say("report_votes")}</li>
          <li>{say("report_no_trainees")}</li>
        </ul>
      )}
    </section>
  );
}
