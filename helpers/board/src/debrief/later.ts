// Work that may wait, one piece after the other, what is in a hurry first.

/** A piece of work that waits. */
export interface Job {
  hurry(urgent: boolean): void;
  drop(): void;
}

/** Return a queue; `schedule` begins each piece when the page has breathed. */
export function makeLater(schedule: (work: () => void) => void): (work: () => void) => Job {
  const waiting: { work: () => void; urgent: boolean }[] = [];
  let awake = false;
  function next(): void {
    const [entry] = waiting.splice(
      Math.max(
        0,
        waiting.findIndex(({ urgent }) => urgent),
      ),
      1,
    );
    awake = waiting.length > 0;
    // Before the work, so that one that fails holds nobody up.
    if (awake) schedule(next);
    entry?.work();
  }
  return (work) => {
    const entry = { work, urgent: false };
    waiting.push(entry);
    if (!awake) schedule(next);
    awake = true;
    return {
      hurry: (urgent) => {
        entry.urgent = urgent;
      },
      drop: () => {
        const at = waiting.indexOf(entry);
        if (at >= 0) waiting.splice(at, 1);
      },
    };
  };
}
