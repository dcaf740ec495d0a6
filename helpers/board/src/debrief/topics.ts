// Which changes concern which view, so that a dot that somebody gives does not fetch every map again; nothing here knows of
// the page.

/** What the server's store says has changed, as journeybook/debrief/store.py names it; null: it may be anything. */
export type Changed = readonly string[] | null;

/** Whatever calls groups by a name hears of `screen`, which says whether names are hidden. */
const CONCERNS = {
  names: ["screen"],
  wall: ["maps", "screen"],
  agreement: ["maps", "screen"],
  clusters: ["maps", "screen", "clusters", "votes"],
  votes: ["voters", "votes", "clusters"],
  presenter: ["agenda", "screen", "maps"],
  cards: ["maps", "screen"],
  decisions: ["decisions", "clusters", "screen"],
  class: ["maps", "screen"],
  trainees: ["maps", "screen"],
  joining: [],
} as const satisfies Record<string, readonly string[]>;

/** A view as the server has it. */
export type ViewName = keyof typeof CONCERNS;

/** Of the store itself: no view shows it. */
const INNER = "secret";

const known: ReadonlySet<string> = new Set([INNER, ...Object.values(CONCERNS).flat()]);

/** Whether a change may have changed what a view says. */
export function concerns(name: ViewName, changed: Changed): boolean {
  const mine: readonly string[] = CONCERNS[name];
  // A topic that nobody knows may concern everybody.
  return changed === null || changed.some((topic) => mine.includes(topic) || !known.has(topic));
}

/** Return the topics that an event of the server's names. */
export function topicsIn(data: string): Changed {
  try {
    const { topics } = JSON.parse(data) as { topics?: unknown };
    return Array.isArray(topics) ? topics.map(String) : null;
  } catch {
    return null;
  }
}
