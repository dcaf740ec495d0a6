// What of the board can be seen at once: how tall the page's window on it is, and which way a wheel turns first.
import { useEffect } from "preact/hooks";

/** The element in whose window the board is scrolled up and down: the notebook's own, or the page. */
function scrollerOf(root: Element): Element {
  for (let one = root.parentElement; one !== null; one = one.parentElement) {
    const { overflowY } = getComputedStyle(one);
    if ((overflowY === "auto" || overflowY === "scroll") && one.scrollHeight > one.clientHeight + 1)
      return one;
  }
  return document.scrollingElement ?? document.documentElement;
}

const isPage = (scroller: Element) => scroller === document.scrollingElement;

/** Keep the style sheet told how tall the window is in which the board is seen: in a notebook less than the page. */
export function useSight(ref: { current: HTMLElement | null }): void {
  useEffect(() => {
    const root = ref.current;
    if (root === null) return;
    const measure = () => {
      const scroller = scrollerOf(root);
      const height = isPage(scroller) ? window.innerHeight : scroller.clientHeight;
      root.style.setProperty("--jb-sight", `${height}px`);
    };
    // What is around it grows and shrinks without the board's doing: its width follows, or the page's does.
    const observer = new ResizeObserver(measure);
    observer.observe(root);
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [ref]);
}

/**
 * Turn the page before the lanes while the lanes' end lies outside the window.
 *
 * A wheel turns the lanes first and the page only when they are at their end: the last lane would come into sight only
 * after a second turn, which few people try.
 */
export function usePageFirst(ref: { current: HTMLElement | null }): void {
  useEffect(() => {
    const lanes = ref.current;
    if (lanes === null) return;
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.shiftKey || event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL) return;
      if (Math.abs(event.deltaY) <= Math.abs(event.deltaX)) return;
      const scroller = scrollerOf(lanes);
      const frame = scroller.getBoundingClientRect();
      const [top, bottom] = isPage(scroller) ? [0, window.innerHeight] : [frame.top, frame.bottom];
      const box = lanes.getBoundingClientRect();
      const outside = event.deltaY > 0 ? box.bottom - bottom : box.top - top;
      if (outside * event.deltaY <= 0) return;
      const before = scroller.scrollTop;
      const turn = Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), Math.abs(outside) + 8);
      scroller.scrollTop += turn;
      if (scroller.scrollTop !== before) event.preventDefault();
    };
    lanes.addEventListener("wheel", onWheel, { passive: false });
    return () => lanes.removeEventListener("wheel", onWheel);
  }, [ref]);
}
