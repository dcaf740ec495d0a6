// The part of the menu in which the kernel makes files of the map, and the window that asks before one is taken in.
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { JourneyMap } from "../generated/journey-map";
import type { Key } from "../i18n";
import { fileStem } from "../picture/name";
import { download } from "./export";
import { useStore, useView } from "./hooks";
import { Icon } from "./icons";
import { Popover } from "./popover";

/** What the menu offers: a format of the kernel's, and for a PDF its paper. */
const ENTRIES = [
  ["pptx", null],
  ["pdf", "A4"],
  ["pdf", "A3"],
  ["pdf", "A1"],
  ["html", null],
  ["markdown", null],
  ["xlsx", null],
  ["csv", null],
  ["mermaid", null],
  ["cjml", null],
  ["json", null],
] as const;

const nameOf = (format: string, paper: string | null) => (paper === null ? format : `${format}-${paper}`);

/** How making a file went. */
type Outcome =
  | { state: "making" }
  | { state: "made"; name: string; losses: readonly string[] }
  | { state: "failed"; message: string };

/** A list of what was left behind; nothing where all was taken along. */
function Losses({ losses }: { losses: readonly string[] }) {
  const { t } = useView();
  if (losses.length === 0) return null;
  return (
    <>
      <p>{t("file_losses")}</p>
      <ul data-testid="losses">
        {losses.map((loss) => (
          <li key={loss}>{loss}</li>
        ))}
      </ul>
    </>
  );
}

/** The files that the kernel makes, and how the last one went. */
export function FileChoices({ onOpen }: { onOpen: () => void }) {
  const { t, files, state, readonly } = useView();
  const snapshot = useStore(state, (shared) => shared.snapshot);
  const { writes, reads } = useStore(state, (shared) => shared.formats);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  // What is answered late must not speak for what was asked later.
  const turn = useRef(0);
  const shown = useRef<HTMLDivElement>(null);
  // On a small screen the window scrolls, and this stands at its end.
  useEffect(() => shown.current?.scrollIntoView({ block: "nearest" }), [outcome]);
  const busy = outcome?.state === "making";

  async function make(format: string, paper: string | null): Promise<void> {
    turn.current += 1;
    const mine = turn.current;
    setOutcome({ state: "making" });
    const stem = fileStem([snapshot.scenario.name, snapshot.persona.name], t("board"));
    try {
      const { suffix, data, losses } = await files.make(format, paper);
      const name = `${stem}${suffix}`;
      download(new Blob([data]), name);
      if (mine === turn.current) setOutcome({ state: "made", name, losses });
    } catch (error) {
      if (mine === turn.current) setOutcome({ state: "failed", message: (error as Error).message });
    }
  }

  return (
    <>
      <div class="jb-choices">
        <div class="jb-choices-title">{t("file_title")}</div>
        {ENTRIES.filter(([format]) => writes.includes(format)).map(([format, paper]) => {
          const name = nameOf(format, paper);
          return (
            <button
              key={name}
              type="button"
              class="jb-choice"
              disabled={busy || snapshot.columns.length === 0}
              data-testid={`file-${name}`}
              onClick={() => void make(format, paper)}
            >
              <Icon name="download" />
              <span>{t(`file_${name.replace("-", "_")}` as Key)}</span>
              <small>{t(`file_${name.replace("-", "_")}_note` as Key)}</small>
            </button>
          );
        })}
        {!readonly && reads.length > 0 && (
          <button type="button" class="jb-choice jb-file-open" data-testid="file-open" onClick={onOpen}>
            <Icon name="up" />
            <span>{t("open")}</span>
            <small>{t("open_note")}</small>
          </button>
        )}
      </div>
      <div ref={shown} class="jb-file-outcome" role="status" data-testid="file-outcome">
        {outcome?.state === "making" && (
          <p>
            <span class="jb-spinner" />
            {t("file_making")}
          </p>
        )}
        {outcome?.state === "failed" && <p class="jb-file-failed">{outcome.message}</p>}
        {outcome?.state === "made" && (
          <>
            <p>{t("file_saved", { name: outcome.name })}</p>
            <Losses losses={outcome.losses} />
          </>
        )}
      </div>
    </>
  );
}

const counted = (map: JourneyMap) => ({
  stages: map.stages?.length ?? 0,
  touchpoints: map.touchpoints?.length ?? 0,
  pain_points: map.pain_points?.length ?? 0,
  opportunities: map.opportunities?.length ?? 0,
});

/** What is in a file that was opened or dropped, and whether to take it. */
export function IncomingWindow({ anchor }: { anchor: RefObject<HTMLElement | null> }) {
  const { t, incoming, state } = useView();
  const now = useStore(incoming.store, (held) => held);
  const empty = useStore(state, (shared) => shared.snapshot.columns.length === 0);
  if (now.phase === "none") return null;
  return (
    <Popover anchor={anchor} label={t("open")} testId="incoming" onClose={incoming.leave}>
      <div class="jb-incoming">
        <h4 class="jb-cut" title={now.name}>
          {now.name}
        </h4>
        {now.phase === "reading" && (
          <p role="status">
            <span class="jb-spinner" />
            {t("open_reading")}
          </p>
        )}
        {now.phase === "failed" && (
          <p class="jb-file-failed" role="alert" data-testid="incoming-failed">
            {now.message}
          </p>
        )}
        {now.phase === "asking" && (
          <>
            <p data-testid="incoming-counts">{t("open_counts", counted(now.map))}</p>
            <Losses losses={now.losses} />
            <p>{t(empty ? "open_ask_empty" : "open_ask")}</p>
          </>
        )}
        <div class="jb-incoming-foot">
          {now.phase === "asking" && (
            <button
              type="button"
              class="jb-button jb-primary"
              data-testid="incoming-accept"
              onClick={incoming.accept}
            >
              {t(empty ? "open_take" : "open_replace")}
            </button>
          )}
          <button type="button" class="jb-button" data-testid="incoming-leave" onClick={incoming.leave}>
            {t(now.phase === "failed" ? "close" : "open_cancel")}
          </button>
        </div>
      </div>
    </Popover>
  );
}
