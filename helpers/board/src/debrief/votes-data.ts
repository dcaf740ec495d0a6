// Rounds of voting as journeybook/debrief/views.py gives them, and what is read off them; nothing here knows of the page.
import type { Kind } from "./ideas-data";

export interface VoteRound {
  id: number;
  kind: Kind;
  question: string;
  dots: number;
  state: "open" | "closed" | "revealed";
  /** Until no vote counts any more; null without a limit. */
  seconds: number | null;
  /** How many have voted so far. */
  ballots: number;
  choices: { id: number; name: string }[];
  /** Cluster → dots; null until revealed. */
  result: Record<number, number> | null;
}

export interface Votes {
  slips: number;
  joined: number;
  /** The newest first. */
  rounds: VoteRound[];
}

export interface Bar {
  id: number;
  name: string;
  dots: number;
  /** Of the longest bar, 0 to 1. */
  share: number;
}

/** A revealed round's bars, from the most dots to the fewest; equals as they were shown to the voters. */
export function bars({ choices, result }: VoteRound): Bar[] {
  const dots = (id: number) => result?.[id] ?? 0;
  const most = Math.max(1, ...choices.map(({ id }) => dots(id)));
  return choices
    .map(({ id, name }) => ({ id, name, dots: dots(id), share: dots(id) / most }))
    .sort((a, b) => b.dots - a.dots);
}

/** What a round is called: 1 for the first of the class, whichever id the store gave it. */
export const roundNumber = (rounds: readonly { id: number }[], id: number): number =>
  rounds.filter((one) => one.id <= id).length;

/** Minutes and seconds. */
export function clock(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

/** The address that a slip's QR code leads to: the phone's page takes the code from behind the `#`. */
export const joinLink = (address: string, code: string): string =>
  `${address.replace(/#.*$/, "")}#code=${encodeURIComponent(code)}`;

/** Cut a list into parts of `most` at most. */
export const parts = <T>(all: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most));

/** What can be asked for on a slip of paper and in a ballot; as journeybook/debrief/voting.py takes it. */
export const MOST_SLIPS = 1000;
export const MOST_DOTS = 10;
export const MOST_CHOICES = 200;
