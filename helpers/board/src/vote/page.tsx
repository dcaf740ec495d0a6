// What a voter sees.
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useCountdown } from "../countdown";
import type { Language } from "../i18n";
import { changed, type Dots, given, isAsked, newer, type Round, ranked } from "./ballot";
import { type Presented, PresentedView } from "./presented";
import { follow, join, look, lookUp, Refused, send } from "./server";
import { type Say, sayIn } from "./words";

const RETRY_MS = 1000;

const NOTHING: Presented = { item: null, spotlight: null };

type Sending = "saved" | "saving" | "unsent";

export function Vote({ lang }: { lang: Language }) {
  const say = useMemo(() => sayIn(lang), [lang]);
  const [joined, setJoined] = useState<boolean | null>(null);
  const [round, setRound] = useState<Round | null>(null);
  const [offline, setOffline] = useState(false);
  const [presented, setPresented] = useState<Presented>(NOTHING);
  const attempt = useCallback(async (work: () => Promise<void>) => {
    try {
      await work();
      setJoined(true);
      setOffline(false);
    } catch (error) {
      if (error instanceof Refused) setJoined(error.code === "unknown_voter" ? false : (was) => was);
      else setOffline(true);
    }
  }, []);
  const refresh = useCallback(
    () =>
      attempt(async () => {
        const found = await look();
        setRound((known) => newer(known, found));
      }),
    [attempt],
  );
  const follows = useCallback(() => attempt(async () => setPresented(await lookUp())), [attempt]);
  useEffect(() => void refresh(), [refresh]);
  useEffect(() => (joined ? follow(refresh, follows) : undefined), [joined, refresh, follows]);
  const { item } = presented;
  const asked = isAsked(round, item === null ? null : item.screen);
  return (
    <>
      <h1>{say(item === null ? "title" : "follow_title")}</h1>
      {offline && (
        <p role="alert" class="jb-warn">
          {say("offline")}
        </p>
      )}
      {joined === false && <JoinForm say={say} onJoined={refresh} />}
      {joined && <PresentedView say={say} presented={presented} />}
      {joined && round === null && asked && (
        <p class="jb-wait">{say(item === null ? "waiting" : "vote_soon")}</p>
      )}
      {joined && round !== null && asked && (
        <RoundView key={round.round} say={say} round={round} onChange={refresh} />
      )}
      {joined && (
        <footer>
          <p>{say("anonymous")}</p>
          <button type="button" class="jb-plain" onClick={() => setJoined(false)}>
            {say("again")}
          </button>
        </footer>
      )}
    </>
  );
}

function JoinForm({ say, onJoined }: { say: Say; onJoined(): Promise<void> }) {
  const [code, setCode] = useState(() => new URLSearchParams(location.hash.slice(1)).get("code") ?? "");
  const [problem, setProblem] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await join(code);
      history.replaceState(null, "", location.pathname); // the code is not left in the history
      setProblem("");
      await onJoined();
    } catch (error) {
      setProblem(error instanceof Refused ? error.message : say("offline"));
    }
  };
  return (
    <form onSubmit={submit}>
      <label for="code">{say("code")}</label>
      <input
        id="code"
        value={code}
        onInput={(event) => setCode(event.currentTarget.value)}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        maxLength={20}
        required
        aria-describedby="code-hint"
      />
      <p id="code-hint" class="jb-hint">
        {say("code_hint")}
      </p>
      {problem !== "" && (
        <p role="alert" class="jb-warn">
          {problem}
        </p>
      )}
      <button type="submit">{say("join")}</button>
    </form>
  );
}

function RoundView({ say, round, onChange }: { say: Say; round: Round; onChange(): Promise<void> }) {
  const left = useCountdown(round, onChange);
  if (round.state === "revealed") return <ResultView say={say} round={round} />;
  return (
    <section>
      <h2>{round.question}</h2>
      {round.state === "closed" || left === 0 ? (
        <p class="jb-wait">{say("closed")}</p>
      ) : (
        <>
          {left !== null && (
            <p class="jb-clock" role="timer">
              {left >= 90 ? say("minutes", { n: Math.ceil(left / 60) }) : say("seconds", { n: left })}
            </p>
          )}
          <BallotView say={say} round={round} onChange={onChange} />
        </>
      )}
    </section>
  );
}

function BallotView({ say, round, onChange }: { say: Say; round: Round; onChange(): Promise<void> }) {
  const { dots, sending, problem, give } = useBallot(round, onChange);
  const left = round.dots - given(dots);
  return (
    <>
      <p class="jb-left" aria-live="polite">
        {left > 0 ? say("left", { n: left }) : say("none_left")}
      </p>
      <ul class="jb-choices">
        {round.choices.map(({ id, name }) => (
          <li key={id} class={dots[id] ? "jb-on" : ""} data-testid="choice">
            <span class="jb-name">{name}</span>
            <span class="jb-give">
              <button
                type="button"
                disabled={!dots[id]}
                aria-label={say("less", { name })}
                onClick={() => give(id, -1)}
              >
                −
              </button>
              <span class="jb-dots" role="img" aria-label={say("dots_of", { n: dots[id] ?? 0 })}>
                {"●".repeat(Math.min(dots[id] ?? 0, 5)) || "○"}
                {(dots[id] ?? 0) > 5 && ` ${dots[id]}`}
              </span>
              <button
                type="button"
                disabled={left === 0}
                aria-label={say("more", { name })}
                onClick={() => give(id, 1)}
              >
                ＋
              </button>
            </span>
          </li>
        ))}
      </ul>
      <p
        class={sending === "unsent" ? "jb-warn" : "jb-hint"}
        role="status"
        data-testid="sending"
        data-state={sending}
      >
        {problem || say(sending)}
      </p>
    </>
  );
}

function ResultView({ say, round }: { say: Say; round: Round }) {
  const dots = round.result?.dots ?? {};
  const most = Math.max(1, ...Object.values(dots));
  return (
    <section>
      <h2>{round.question}</h2>
      <p class="jb-left">{say("result", { ballots: round.result?.ballots ?? 0 })}</p>
      <ol class="jb-result">
        {ranked(round).map(({ id, name }) => (
          <li key={id} data-testid="result">
            <span class="jb-name">{name}</span>
            <span class="jb-bar" style={{ "--share": (dots[id] ?? 0) / most }} aria-hidden="true" />
            <span class="jb-count" role="img" aria-label={say("dots_of", { n: dots[id] ?? 0 })}>
              {dots[id] ?? 0}
            </span>
            {round.ballot[id] !== undefined && (
              <span class="jb-hint">{say("yours", { n: round.ballot[id] })}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The voter's dots: shown at once, sent whole, and sent again until the server has them. */
function useBallot(round: Round, onChange: () => Promise<void>) {
  const [dots, setDots] = useState<Dots>(round.ballot);
  const [sending, setSending] = useState<Sending>("saved");
  const [problem, setProblem] = useState("");
  const wanted = useRef<Dots | null>(null);
  const arrived = useRef(0);
  const busy = useRef(false);
  const alive = useRef(true);
  useEffect(
    () => () => {
      alive.current = false;
    },
    [],
  );
  // What is not sent yet goes before what the server has, and so does what it did not have yet when it was asked.
  useEffect(() => {
    if (wanted.current === null && round.asked >= arrived.current) setDots(round.ballot);
  }, [round]);
  const push = async () => {
    if (busy.current) return;
    busy.current = true;
    while (wanted.current !== null && alive.current) {
      const sent = wanted.current;
      try {
        await send(round.round, sent);
        arrived.current = performance.now();
        if (wanted.current === sent) wanted.current = null;
        setProblem("");
        setSending(wanted.current === null ? "saved" : "saving");
      } catch (error) {
        if (error instanceof Refused) {
          wanted.current = null;
          setProblem(error.message);
          setSending("unsent");
          await onChange();
        } else {
          setSending("unsent");
          await new Promise((done) => setTimeout(done, RETRY_MS));
        }
      }
    }
    busy.current = false;
  };
  const give = (choice: number, by: 1 | -1) => {
    const next = changed(dots, choice, by, round.dots);
    if (next === dots) return;
    wanted.current = next;
    setDots(next);
    setSending("saving");
    void push();
  };
  return { dots, sending, problem, give };
}
