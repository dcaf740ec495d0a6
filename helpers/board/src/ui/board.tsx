// One view of the board: it puts the parts together, takes the keys, and keeps the focus where the work is.
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Snapshot } from "../document/snapshot";
import { METRICS } from "../geometry";
import { translator } from "../i18n";
import { createActions } from "../state/actions";
import { createAttach } from "../state/attach";
import { createHands } from "../state/hands";
import { createHandsActions, withHands } from "../state/hands-actions";
import { createIncoming } from "../state/incoming";
import type { Session } from "../state/kernel";
import { boardCommand, cardCommand } from "../state/keyboard";
import { type Layout, openLayout, reveal, usualFor } from "../state/layout";
import { createPanels } from "../state/panels";
import { createScreen, type FocusLane } from "../state/screen";
import { Details } from "./details";
import { Drawing } from "./drawing";
import { Empty } from "./empty";
import { FileDrop } from "./filedrop";
import { FindBar } from "./find";
import { useFocus } from "./focus";
import { useHands } from "./hands";
import { Header } from "./header";
import { useScreen, useStore, View, type ViewContext } from "./hooks";
import { Lanes } from "./lanes";
import { SidePanel } from "./panel";
import { useHere } from "./people";
import { useSight } from "./sight";
import { Toolbar } from "./toolbar";

/** Whether keys typed here are text, or choose in a list: the board leaves those alone. */
const takesText = (target: Element) =>
  target.closest("textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]") !== null;

/** Whether a key presses the control that has the focus. */
const presses = (target: Element, key: string) =>
  (key === "Enter" || key === " ") && target.closest("button:not([role=slider]), [role=button]") !== null;

/** Take the keys of one view; what the notebook around it would make of them stays out. */
function useKeys(ref: { current: HTMLElement | null }, { actions, screen }: ViewContext): void {
  useEffect(() => {
    const root = ref.current;
    if (root === null) return;

    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as Element;
      // To a notebook around the board a key may mean to delete or run a cell: never from in here.
      event.stopPropagation();
      if (event.isComposing || event.defaultPrevented) return;
      const onBoard = boardCommand(event);
      const typing = takesText(target);
      // In a field undo is the field's own, but saving the page is nobody's wish.
      if (onBoard && (!typing || onBoard.name === "autosave")) {
        event.preventDefault();
        actions.runOnBoard(onBoard);
        return;
      }
      if (event.key === "Escape" && screen.get().details !== null && target.closest("[popover]") === null) {
        event.preventDefault();
        actions.closeDetails();
        return;
      }
      const card = target.closest<HTMLElement>("[data-card-id]");
      if (typing || card === null || presses(target, event.key)) return;
      const lane = card.dataset.lane as FocusLane;
      const command = cardCommand(event, lane);
      if (command === null) return;
      event.preventDefault();
      actions.run(command, card.dataset.cardId ?? "", lane);
    };

    root.addEventListener("keydown", onKeyDown);
    return () => root.removeEventListener("keydown", onKeyDown);
  }, [ref, actions, screen]);
}

/** From so many cards on a map is large. */
const LARGE = 200;

const cardsOf = ({ columns }: Snapshot) =>
  columns.reduce(
    (sum, { touchpoints, painPoints, opportunities }) =>
      sum + touchpoints.length + painPoints.length + opportunities.length,
    0,
  );

let views = 0;

/** The board of one session. */
export function Board({ session }: { session: Session }) {
  const { state } = session;
  const root = useRef<HTMLDivElement>(null);
  const screen = useMemo(createScreen, []);
  const hands = useMemo(createHands, []);
  const many = useMemo(() => createHandsActions(session, screen, hands), [session, screen, hands]);
  const actions = useMemo(() => withHands(createActions(session, screen), many), [session, screen, many]);
  const panels = useMemo(createPanels, []);
  const attach = useMemo(() => createAttach(session, screen), [session, screen]);
  const incoming = useMemo(() => createIncoming(session, screen), [session, screen]);
  const viewId = useMemo(() => `jb-${++views}`, []);
  const lang = useStore(state, (shared) => shared.lang);
  const locked = useStore(state, (shared) => shared.readonly || !shared.ready);
  const options = useStore(state, (shared) => shared.touchpointOptions);
  const label = useStore(state, (shared) => shared.label);
  const ready = useStore(state, (shared) => shared.ready);
  const snapshot = useStore(state, (shared) => shared.snapshot);
  const details = useStore(screen, (shown) => shown.details);
  const form = useStore(screen, (shown) => shown.form);
  const find = useStore(hands, (held) => held.find);
  const filled = useStore(hands, (held) => held.filled);
  // Also to render again, so that the focus can be given.
  const focus = useStore(screen, (shown) => shown.focus);
  const layouts = useMemo(() => openLayout(state.get().mapKey, usualFor(state.get().pair)), [state]);
  const arranged = useStore(layouts, (layout) => layout);
  // Only what is edited out of sight concerns the board as a whole.
  const unseen = useStore(screen, ({ editing }) =>
    reveal(arranged, snapshot, null, editing) === arranged ? null : editing,
  );
  const layout = useMemo(
    () => reveal(arranged, snapshot, focus, unseen),
    [arranged, snapshot, focus, unseen],
  );
  useLayoutEffect(() => layouts.set(layout), [layouts, layout]);
  const large = cardsOf(snapshot) >= LARGE;

  const view = useMemo(() => {
    const { facts, files, checks, ask, lookAtOthers } = session;
    const asked = { facts, files, incoming, checks, ask, lookAtOthers };
    const shared = { actions, screen, hands, many, state, ...asked, panels, attach, large, viewId };
    const arrange = (change: (layout: Layout) => Layout) => layouts.set(change(layouts.get()));
    return { t: translator(lang), readonly: locked, options, layout, arrange, ...shared };
  }, [
    lang,
    locked,
    options,
    session,
    actions,
    screen,
    hands,
    many,
    state,
    panels,
    attach,
    incoming,
    large,
    layout,
    layouts,
    viewId,
  ]);
  useHands(root, view);
  useKeys(root, view);
  useFocus(root, view);
  useSight(root);
  useHere(session, screen);

  return (
    <View.Provider value={view}>
      <div
        ref={root}
        id={viewId}
        class={`jb-board${filled ? " jb-filled" : ""}`}
        role="region"
        aria-label={label || view.t("board")}
        aria-busy={!ready}
        tabIndex={-1}
        lang={lang === "zh" ? "zh-CN" : "en"}
        data-lm-suppress-shortcuts="true"
        data-testid="board"
        data-ready={ready}
        data-large={large ? "" : undefined}
      >
        <Toolbar />
        <Header persona={snapshot.persona} scenario={snapshot.scenario} />
        <div class="jb-body" style={{ "--jb-panel": `${METRICS.panel}px` }}>
          {snapshot.columns.length === 0 ? (
            <Empty ready={ready} />
          ) : form === "table" ? (
            <Lanes snapshot={snapshot} details={details} />
          ) : (
            <Drawing key={form} snapshot={snapshot} form={form} details={details} />
          )}
          <SidePanel />
          {details !== null && <Details id={details} snapshot={snapshot} />}
        </div>
        {find !== null && <FindBar snapshot={snapshot} query={find.query} at={find.at} />}
        <FileDrop />
        <Announcer />
      </div>
    </View.Provider>
  );
}

/** What a screen reader says; two regions take turns, so that the same sentence is said again. */
function Announcer() {
  const said = useScreen((shown) => shown.said);
  return (
    <div class="jb-hidden" aria-live="polite" data-testid="said">
      {[0, 1].map((turn) => (
        <span key={turn}>{said.nr % 2 === turn ? said.text : ""}</span>
      ))}
    </div>
  );
}
