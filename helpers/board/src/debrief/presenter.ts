// What is presented, as journeybook/debrief/presenterviews.py has it, and how its time is told; nothing here knows of the page.

export interface Item {
  id: number;
  title: string;
  /** Name of the view that is shown with it; empty: none but the title. */
  screen: string;
  minutes: number;
  /** Seconds it had taken when the server said so. */
  spent: number;
  running: boolean;
}

export type CardKind = "touchpoint" | "pain_point" | "opportunity";

export interface Choice {
  team: string;
  team_name: string;
  card: string;
  kind: CardKind;
  text: string;
  stage: string;
}

export interface Card extends Choice {
  severity: number | null;
  emotion: number | null;
  moment: boolean;
  touchpoint: string;
  lines: { kind: "action" | "thought" | "answers" | "goal" | "measure" | "owner"; text: string }[];
  evidence: { kind: "quote" | "data" | "assumption"; text: string; source: string }[];
}

export interface Presented {
  hidden: boolean;
  items: Item[];
  current: number | null;
  spotlight: Card | null;
}

/** Seconds left of an item so many seconds after the server has spoken; less than 0 when it is over time. */
export const leftOf = (item: Item, since: number): number =>
  60 * item.minutes - item.spent - (item.running ? since : 0);

/** Minutes and seconds, whichever side of 0 they are on. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.abs(seconds < 0 ? Math.ceil(seconds) : Math.ceil(seconds - 0.001));
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}

/** How an item stands with its time. */
export const toneOf = (left: number): "over" | "soon" | "fine" =>
  left < 0 ? "over" : left <= 60 ? "soon" : "fine";

/** The item so many steps from the one that is presented; without one, the first. Null where there is none. */
export function stepFrom(items: readonly Item[], current: number | null, by: 1 | -1): number | null {
  const at = items.findIndex(({ id }) => id === current);
  return (at < 0 ? items[0] : items[at + by])?.id ?? null;
}

/** The cards that have all words of a search in their text, group or stage; all of them for none. */
export function matching(choices: readonly Choice[], search: string): Choice[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ text, team_name, stage }) => {
    const said = `${text}\n${team_name}\n${stage}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
