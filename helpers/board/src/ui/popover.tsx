// A small window over the board that closes by Escape, by a click elsewhere, or when it has done its work.
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const GAP = 6;

/** Show `children` beside `anchor` until `onClose`; the focus goes in, and back to the anchor at the end. */
export function Popover({
  anchor,
  label,
  testId,
  onClose,
  children,
}: {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  testId: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = ref.current;
    const opener = anchor.current;
    if (element === null || opener === null) return;
    element.showPopover();
    place(element, opener);
    element.querySelector<HTMLElement>("button, input, [tabindex]")?.focus();
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState === "closed") onClose();
    };
    element.addEventListener("toggle", onToggle);
    // What comes into it later must not grow over the window's edge.
    const sized = new ResizeObserver(() => place(element, opener));
    sized.observe(element);
    return () => {
      sized.disconnect();
      element.removeEventListener("toggle", onToggle);
      if (element.contains(document.activeElement)) opener.focus();
    };
  }, []);

  return (
    <div ref={ref} class="jb-popover" popover="auto" role="dialog" aria-label={label} data-testid={testId}>
      {children}
    </div>
  );
}

/** Put a popover under its opener, or above it, inside the window. */
function place(element: HTMLElement, opener: HTMLElement): void {
  const from = opener.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const below = from.bottom + GAP;
  const fits = below + height <= window.innerHeight - GAP;
  // Inside lanes that are shown larger, lengths are larger too.
  const zoom = element.offsetWidth > 0 ? width / element.offsetWidth : 1;
  const left = Math.max(GAP, Math.min(from.left, window.innerWidth - width - GAP));
  element.style.left = `${left / zoom}px`;
  element.style.top = `${Math.max(GAP, fits ? below : from.top - height - GAP) / zoom}px`;
}
