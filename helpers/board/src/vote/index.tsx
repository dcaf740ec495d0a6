// The voters' page, for a phone: join with a code, give dots, see the result.
import { render } from "preact";
import type { Language } from "../i18n";
import "../style/vote.css";
import { Vote } from "./page";

const main = document.getElementById("vote");
if (main !== null) render(<Vote lang={document.documentElement.lang as Language} />, main);
