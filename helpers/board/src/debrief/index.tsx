// The trainer's page of a debrief: one view at a time, chosen by a tab and named in the address after its `#`. What changes
// is shown without loading it again.
import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Language } from "../i18n";
import "../style/debrief.css";
import "../style/debrief-top.css";
import { parts } from "./address";
import { AgendaView } from "./agenda";
import { AgreementView } from "./agreement";
import { ClassView } from "./class";
import { DecisionsView } from "./decisions";
import { hash } from "./frame";
import { IdeasView } from "./ideas";
import { JoinButton } from "./join";
import { PresentView } from "./present";
import { ReportView } from "./report";
import { makeRoom, type Room, useView } from "./room";
import { follow, Refused } from "./server";
import { recallTheme, ThemeButton } from "./theme";
import type { View } from "./view";
import { VotesView } from "./votes";
import { WallView } from "./wall";
import { sayIn } from "./words";

const VIEWS: [View, ...View[]] = [
  { name: "wall", label: "wall_tab", Content: WallView },
  { name: "agreement", label: "agreement_tab", Content: AgreementView },
  { name: "ideas", label: "ideas_tab", Content: IdeasView },
  { name: "votes", label: "votes_tab", Content: VotesView },
  { name: "decisions", label: "decisions_tab", Content: DecisionsView },
  { name: "agenda", label: "agenda_tab", Content: AgendaView },
  { name: "present", label: "present_tab", Content: PresentView, bare: true },
  { name: "class", label: "class_tab", Content: ClassView },
  { name: "report", label: "report_tab", Content: ReportView },
];

const named = () => VIEWS.find(({ name }) => name === parts(hash()).name) ?? VIEWS[0];

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
      {!shown.bare && (
        <header class="jb-top">
          <h1>{say("title")}</h1>
          <nav aria-label={say("views")}>
            {VIEWS.map(({ name, label }) => (
              <a key={name} href={`#${name}`} aria-current={name === shown.name ? "page" : undefined}>
                {say(label)}
              </a>
            ))}
          </nav>
          <span>
            <JoinButton room={room} />
            <ThemeButton say={say} />
            <NamesButton room={room} />
          </span>
        </header>
      )}
      {problem !== "" && (
        <p role="alert" class="jb-warn">
          {problem}
        </p>
      )}
      <shown.Content key={shown.name} room={room} views={VIEWS} />
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
  recallTheme();
  // The token is not left on a screen that all can see.
  history.replaceState(null, "", location.pathname + location.hash);
  render(<App lang={document.documentElement.lang as Language} />, main);
}
