// Gives widgets the time that they need to start.
//
// anywidget waits two seconds. A widget that is later shows itself all the same, but never hears from its kernel again:
// a board without its map. While charts are being drawn, or on a slow machine, two seconds are soon over. The page
// template of Voila does the same.

/** How long anywidget waits, in milliseconds; nothing else on the page asks for just as long. */
const ANYWIDGETS = 2000;

/** How long it is to wait. */
const OURS = 120_000;

/** Let widgets take longer to start. */
export function waitForWidgets(): void {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (time) => timeout(time === ANYWIDGETS ? OURS : time);
}
