// What a voter's dots may become; nothing here knows of the page.

/** Cluster id → dots, none of them 0. */
export type Dots = Readonly<Record<number, number>>;

export interface Round {
  round: number;
  question: string;
  dots: number;
  state: "open" | "closed" | "revealed";
  /** Until no vote counts any more; null without a limit. */
  seconds: number | null;
  choices: { id: number; name: string }[];
  ballot: Dots;
  /** When the server was asked for this, in the page's milliseconds. */
  asked: number;
  result: { dots: Record<number, number>; ballots: number } | null;
}

/** Whether the ballot belongs on the page: while it can be given, and whenever nothing else is presented than the vote. */
export const isAsked = (round: Round | null, screen: string | null): boolean =>
  round?.state === "open" || screen === null || screen === "votes";

export const given = (dots: Dots): number => Object.values(dots).reduce((sum, count) => sum + count, 0);

/** The newer of two answers: one may overtake another on its way. A round that has begun since is newer than none. */
export const newer = (known: Round | null, found: Round | null): Round | null =>
  known !== null && found !== null && found.asked < known.asked ? known : found;

/** Give a choice one dot more or less; the same dots where that cannot be. */
export function changed(dots: Dots, choice: number, by: 1 | -1, most: number): Dots {
  const count = (dots[choice] ?? 0) + by;
  if (count < 0 || (by > 0 && given(dots) >= most)) return dots;
  const { [choice]: _, ...others } = dots;
  return count === 0 ? others : { ...others, [choice]: count };
}

/** The choices from the most dots to the fewest; equals stay in the order in which they were shown. */
export const ranked = (round: Round): Round["choices"] =>
  [...round.choices].sort((a, b) => (round.result?.dots[b.id] ?? 0) - (round.result?.dots[a.id] ?? 0));
