// One Tab stop for the whole grid: arrow keys go from card to card, Tab enters and leaves.
//
// Which elements take the focus is seen from the page and not told by each of them: lanes of every kind take part.
import { useEffect } from "preact/hooks";
import { type Direction, edgeOf, stepInLane, stepInto } from "../state/grid";

/** A lane's title takes the focus where the lane beside it went away, and is no stop on the way. */
const TITLE = "[role=rowheader]";
const TABBABLE = `button, [tabindex]:not(${TITLE}), a[href]`;
/** What has tools of its own, which are reached by Tab from it alone. */
const OWNERS = "[data-card-id][tabindex], .jb-card, .jb-stage";

const outside = (element: Element) => element.closest("[popover]") !== null;

/** Whether arrow keys stop here; the tools of a card belong to it. */
const isItem = (element: HTMLElement) =>
  !outside(element) &&
  !element.matches(TITLE) &&
  (element.parentElement?.closest(OWNERS) ?? null) === null &&
  !(element instanceof HTMLButtonElement && element.disabled);

const tabbable = (within: Element) => [...within.querySelectorAll<HTMLElement>(TABBABLE)];

/** The item that an element of the grid belongs to; the title of a lane where that has the focus. */
export function itemOf(element: Element): HTMLElement | null {
  if (element.closest(".jb-grid") === null || outside(element)) return null;
  if (element.matches(TITLE)) return element as HTMLElement;
  const owner = element.parentElement?.closest<HTMLElement>(OWNERS);
  return owner ?? element.closest<HTMLElement>(TABBABLE);
}

function setStop(element: HTMLElement, stop: boolean): void {
  const index = stop ? 0 : -1;
  if (element.tabIndex !== index || !element.hasAttribute("tabindex")) element.tabIndex = index;
}

/** Let an item, and with it its tools, be reached by Tab or not. */
function setGroup(item: HTMLElement, stop: boolean): void {
  setStop(item, stop);
  for (const tool of tabbable(item)) if (!outside(tool)) setStop(tool, stop);
}

/** Keep exactly one item of the grid within reach of Tab. */
export function useRoving(ref: { current: HTMLElement | null }): void {
  useEffect(() => {
    const root = ref.current;
    if (root === null) return;
    let current: HTMLElement | null = null;

    const choose = (item: HTMLElement | null) => {
      if (current === item) return;
      if (current !== null) setGroup(current, false);
      current = item;
      if (item !== null) setGroup(item, true);
    };

    const tidy = (element: Element) => {
      if (element.closest(".jb-grid") === null && element.querySelector(".jb-grid") === null) return;
      const all = element.matches(TABBABLE)
        ? [element as HTMLElement, ...tabbable(element)]
        : tabbable(element);
      for (const one of all) {
        if (one.closest(".jb-grid") === null || outside(one)) continue;
        setStop(one, current !== null && (one === current || current.contains(one)));
      }
    };

    const settle = () => {
      const grid = root.querySelector(".jb-grid");
      if (current?.isConnected && grid?.contains(current)) return;
      const again = current?.dataset.cardId;
      const items = grid === null ? [] : tabbable(grid).filter(isItem);
      current = null;
      choose(items.find((item) => again !== undefined && item.dataset.cardId === again) ?? items[0] ?? null);
    };

    const observer = new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "attributes") tidy(target as Element);
        for (const node of addedNodes) if (node instanceof Element) tidy(node);
      }
      settle();
    });
    const onFocusIn = (event: FocusEvent) => {
      const item = itemOf(event.target as Element);
      if (item !== null && isItem(item)) choose(item);
    };

    tidy(root);
    settle();
    const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["tabindex"] };
    observer.observe(root, watched);
    root.addEventListener("focusin", onFocusIn);
    return () => {
      observer.disconnect();
      root.removeEventListener("focusin", onFocusIn);
    };
  }, [ref]);
}

/** The items of a lane that are to be seen, and where they are: asked once of each, a long lane has a thousand. */
function placesOf(row: Element): { items: HTMLElement[]; boxes: DOMRect[] } {
  const items: HTMLElement[] = [];
  const boxes: DOMRect[] = [];
  for (const item of tabbable(row)) {
    if (!isItem(item)) continue;
    const box = item.getBoundingClientRect();
    if (box.width === 0) continue;
    items.push(item);
    boxes.push(box);
  }
  return { items, boxes };
}

/** Find where a key takes the focus from `item`; `null` at the edge. */
export function itemBeside(root: HTMLElement, item: HTMLElement, direction: Direction): HTMLElement | null {
  const rows = [...root.querySelectorAll(".jb-grid > .jb-row")];
  const row = rows.findIndex((one) => one.contains(item));
  const own = rows[row];
  if (own === undefined) return null;
  const { items: here, boxes } = placesOf(own);
  const fromTitle = direction === "right" && !here.includes(item);
  if (direction === "row_start" || direction === "row_end" || fromTitle) {
    return here[edgeOf(boxes, direction === "row_end")] ?? null;
  }
  if (direction !== "lane_up" && direction !== "lane_down") {
    const beside = here[stepInLane(boxes, here.indexOf(item), direction)];
    if (beside !== undefined || direction === "left" || direction === "right") return beside ?? null;
  }
  const down = direction === "down" || direction === "lane_down";
  const now = item.getBoundingClientRect();
  for (let next = row + (down ? 1 : -1); next >= 0 && next < rows.length; next += down ? 1 : -1) {
    const there = placesOf(rows[next] as Element);
    const found = there.items[stepInto(there.boxes, now, down)];
    if (found !== undefined) return found;
  }
  return null;
}

/** Give an item the focus, in sight and not under a title that stays. */
export function focusItem(item: HTMLElement): void {
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest", inline: "nearest" });
}
