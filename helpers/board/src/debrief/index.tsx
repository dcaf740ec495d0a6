// The trainer's page of a debrief. So far it shows where the teams agree; what changes is shown without loading it again.
import { render } from "preact";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Language } from "../i18n";
import "../style/debrief.css";
import { AgreementView } from "./agreement";
import type { Agreement } from "./data";
import { act, follow, Refused, view } from "./server";
import { sayIn } from "./words";

function App({ lang }: { lang: Language }) {
  const say = useMemo(() => sayIn(lang), [lang]);
  const [found, setFound] = useState<Agreement | null>(null);
  const [problem, setProblem] = useState("");
  const attempt = useCallback(
    async (work: () => Promise<void>) => {
      try {
        await work();
        setProblem("");
      } catch (error) {
        setProblem(error instanceof Refused ? error.message : say("offline"));
      }
    },
    [say],
  );
  const refresh = useCallback(
    () => attempt(async () => setFound((await view("agreement")) as Agreement)),
    [attempt],
  );
  useEffect(() => follow(refresh), [refresh]);
  return (
    <>
      <header>
        <h1>{say("title")}</h1>
        {found !== null && (
          <button
            type="button"
            aria-pressed={found.hidden}
            data-testid="names"
            onClick={() => attempt(async () => void (await act("names", { hidden: !found.hidden })))}
          >
            {say(found.hidden ? "show_names" : "hide_names")}
          </button>
        )}
      </header>
      {problem !== "" && (
        <p role="alert" class="jb-warn">
          {problem}
        </p>
      )}
      {found === null ? <p class="jb-wait">{say("loading")}</p> : <AgreementView say={say} found={found} />}
    </>
  );
}

const main = document.getElementById("debrief");
if (main !== null) {
  history.replaceState(null, "", location.pathname); // the token is not left on a screen that all can see
  render(<App lang={document.documentElement.lang as Language} />, main);
}
