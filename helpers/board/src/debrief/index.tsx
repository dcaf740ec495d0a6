// The trainer's page of a debrief: one view at a time, chosen by a tab and named in the address after its `#`. What changes
// is shown without loading it again.
import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Language } from "../i18n";
import "../style/debrief.css";
import { AgreementView } from "./agreement";
import { hash } from "./frame";
import { JoinButton } from "./join";
import { makeRoom, type Room, useView } from "./room";
import { follow, Refused } from "./server";
import { type DebriefKey, sayIn } from "./words";

interface View {
  /** What stands in the address. */
  name: string;
  label: DebriefKey;
  Content(props: { room: Room }): preact.JSX.Element;
}

const VIEWS: [View, ...View[]] = [{ name: "agreement", label: "agreement_tab", Content: AgreementView }];

const named = () => VIEWS.find(({ name }) => `#${name}` === hash()) ?? VIEWS[0];

function App({ lang }: { lang: Language }) {
  const [problem, setProblem] = useState("");
  const [shown, setShown] = useState(named);
  const { room, changed } = useMemo(() => {
    const say = sayIn(lang);
    return makeRoom(say, (error) => (error instanceof Refused ? error.message : say("offline")), setProblem);
  }, [lang]);
  useEffect(() => follow(changed), [changed]);
  useEffect(() => {
    const choose = () => setShown(named());
    addEventListener("hashchange", choose);
    return () => removeEventListener("hashchange", choose);
  }, []);
  const { say } = room;
  return (
    <>
      <header>
        <h1>{say("title")}</h1>
        <nav aria-label={say("views")}>
          {VIEWS.map(({ name, label }) => (
            <a key={name} href={`#${name}`} aria-current={name === shown.name ? "page" : undefined}>
              {say(label)}
            </a>
          ))}
        </nav>
        <JoinButton room={room} />
        <NamesButton room={room} />
      </header>
      {problem !== "" && (
        <p role="alert" class="jb-warn">
          {problem}
        </p>
      )}
      <shown.Content key={shown.name} room={room} />
    </>
  );
}

/** Calls the teams by letters in every view, or by their names again. */
function NamesButton({ room }: { room: Room }) {
  const found = useView<{ hidden: boolean }>(room, "names");
  if (found === null) return null;
  return (
    <button
      type="button"
      aria-pressed={found.hidden}
      data-testid="names"
      onClick={() => room.act("names", { hidden: !found.hidden })}
    >
      {room.say(found.hidden ? "show_names" : "hide_names")}
    </button>
  );
}

const main = document.getElementById("debrief");
if (main !== null) {
  // The token is not left on a screen that all can see.
  history.replaceState(null, "", location.pathname + location.hash);
  render(<App lang={document.documentElement.lang as Language} />, main);
}
