// The frame of a side panel: its title, its closing, its place beside the lanes or over them.
import type { ComponentChildren, Ref } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { METRICS } from "../geometry";
import type { Key } from "../i18n";
import type { PanelName } from "../state/panels";
import { useScreen, useView } from "./hooks";
import { Icon, type IconName } from "./icons";
import { ToolButton } from "./tool";

/** Keep `beside` to what the panel takes from the lanes; returns whether it lies over them. */
function useRoom(ref: { current: HTMLElement | null }): boolean {
  const { panels } = useView();
  const details = useScreen((screen) => screen.details !== null);
  const [over, setOver] = useState(false);
  useLayoutEffect(() => {
    const body = ref.current?.parentElement;
    if (!body) return;
    const measure = () => {
      const left = body.clientWidth - METRICS.panel - (details ? METRICS.details : 0);
      setOver(left < METRICS.leastLanes);
      panels.patch({ beside: left < METRICS.leastLanes ? 0 : METRICS.panel });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(body);
    measure();
    return () => {
      observer.disconnect();
      panels.patch({ beside: 0 });
    };
  }, [ref, panels, details]);
  return over;
}

/** The frame of a panel: its title, its closing, its place. */
export function PanelFrame({
  name,
  icon,
  title,
  head,
  bodyRef,
  children,
}: {
  name: PanelName;
  icon: IconName;
  title: Key;
  /** What stays in sight above the list. */
  head?: ComponentChildren;
  bodyRef?: Ref<HTMLDivElement>;
  children: ComponentChildren;
}) {
  const { t, panels, viewId } = useView();
  const ref = useRef<HTMLElement>(null);
  const closer = useRef<HTMLButtonElement>(null);
  const over = useRoom(ref);

  const close = () => {
    const toggle = ref.current
      ?.closest(".jb-board")
      ?.querySelector<HTMLElement>(`[data-panel-toggle="${name}"]`);
    panels.toggle(name);
    toggle?.focus();
  };

  // Whoever opens it wants to be in it; between its button and it lie all cards of the board.
  useEffect(() => closer.current?.focus({ preventScroll: true }), []);

  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const inPopover = (event.target as Element).closest("[popover]") !== null;
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || inPopover) return;
      event.preventDefault();
      close();
    };
    element.addEventListener("keydown", onKeyDown);
    return () => element.removeEventListener("keydown", onKeyDown);
  });

  return (
    <aside
      ref={ref}
      id={`${viewId}-panel`}
      class={`jb-panel jb-panel-${name}${over ? " jb-over" : ""}`}
      aria-label={t(title)}
      data-testid={`${name}-panel`}
    >
      <div class="jb-panel-inner">
        <div class="jb-details-head">
          <Icon name={icon} />
          <h4>{t(title)}</h4>
          <ToolButton icon="close" name="close" testId={`${name}-close`} buttonRef={closer} onClick={close} />
        </div>
        {head}
        <div class="jb-panel-body" ref={bodyRef ?? null}>
          {children}
        </div>
      </div>
    </aside>
  );
}
