// The search: a box over the board, its hits marked and counted.
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Snapshot } from "../document/snapshot";
import { findAll, type Hit, snippet } from "../state/find";
import { useStore, useView, type ViewContext } from "./hooks";
import { Icon } from "./icons";
import { ToolButton } from "./tool";

const MARK = "data-found";

/** Find the element that shows a hit; values are compared, never put into a selector. */
function elementOf(root: Element, { target }: Hit): HTMLElement | null {
  if (typeof target === "string") {
    return (
      [...root.querySelectorAll<HTMLElement>("[data-testid]")].find(
        ({ dataset }) => dataset.testid === target,
      ) ?? null
    );
  }
  const cards = [...root.querySelectorAll<HTMLElement>("[data-card-id][data-lane]")];
  return cards.find(({ dataset }) => dataset.cardId === target.id && dataset.lane === target.lane) ?? null;
}

/** Mark the hits on the board, and bring the one that is shown into sight. */
function useFoundMarks(root: () => Element | null, hits: readonly Hit[], now: Hit | undefined): void {
  useLayoutEffect(() => {
    const board = root();
    if (board === null) return;
    for (const old of board.querySelectorAll(`[${MARK}]`)) old.removeAttribute(MARK);
    const wanted = new Set(
      hits.map(({ target }) => (typeof target === "string" ? target : `${target.lane} ${target.id}`)),
    );
    if (wanted.size > 0) {
      for (const one of board.querySelectorAll<HTMLElement>("[data-card-id][data-lane], [data-testid]")) {
        const { cardId, lane, testid } = one.dataset;
        if (wanted.has(cardId === undefined ? (testid ?? "") : `${lane} ${cardId}`))
          one.setAttribute(MARK, "");
      }
    }
    if (now !== undefined) elementOf(board, now)?.setAttribute(MARK, "now");
    return () => {
      for (const old of board.querySelectorAll(`[${MARK}]`)) old.removeAttribute(MARK);
    };
  }, [hits, now]);
  useEffect(() => {
    const board = root();
    if (board !== null && now !== undefined) {
      elementOf(board, now)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }, [now]);
}

/** Open the search; open already, its box takes the focus. */
export function openFind({ hands }: ViewContext, root: HTMLElement): void {
  if (hands.get().find === null) hands.patch({ find: { query: "", at: 0 } });
  else root.querySelector<HTMLInputElement>(".jb-find input")?.select();
}

export function FindBar({ snapshot, query, at }: { snapshot: Snapshot; query: string; at: number }) {
  const { t, hands, screen } = useView();
  const bar = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const opener = useRef(document.activeElement);
  const hits = useMemo(() => findAll(snapshot, query), [snapshot, query]);
  const index = hits.length === 0 ? 0 : ((at % hits.length) + hits.length) % hits.length;
  const now = hits[index];
  useFoundMarks(() => bar.current?.closest(".jb-board") ?? null, hits, now);
  // At once: the next key is the first letter of the search.
  useLayoutEffect(() => input.current?.focus(), []);

  const show = (next: number) => hands.patch({ find: { query, at: next } });

  function close(): void {
    const board = bar.current?.closest(".jb-board");
    const found = board && now && elementOf(board, now);
    hands.patch({ find: null });
    if (now !== undefined && typeof now.target !== "string") screen.patch({ focus: now.target });
    else {
      const text = found?.querySelector<HTMLElement>("[tabindex]");
      (text ?? (opener.current as HTMLElement | null))?.focus();
    }
  }

  const count =
    query.trim() === ""
      ? ""
      : hits.length === 0
        ? t("find_none")
        : t("find_count", { n: index + 1, of: hits.length });
  return (
    <div ref={bar} class="jb-find" role="search" aria-label={t("find")} data-testid="find-bar">
      <div class="jb-find-row">
        <Icon name="search" />
        <input
          ref={input}
          type="text"
          class="jb-find-box"
          value={query}
          maxLength={200}
          spellcheck={false}
          autocomplete="off"
          aria-label={t("find")}
          placeholder={t("find_empty")}
          data-testid="find-box"
          onInput={(event) => hands.patch({ find: { query: event.currentTarget.value, at: 0 } })}
          onKeyDown={(event) => {
            if (event.isComposing || event.keyCode === 229) return;
            if (event.key === "Enter") show(index + (event.shiftKey ? -1 : 1));
            else if (event.key === "Escape") {
              event.stopPropagation();
              close();
            } else return;
            event.preventDefault();
          }}
        />
        <span class="jb-find-count" role="status" data-testid="find-count">
          {count}
        </span>
        <ToolButton
          icon="up"
          name="find_previous"
          testId="find-previous"
          disabled={hits.length === 0}
          onClick={() => show(index - 1)}
        />
        <ToolButton
          icon="down"
          name="find_next"
          testId="find-next"
          disabled={hits.length === 0}
          onClick={() => show(index + 1)}
        />
        <ToolButton icon="close" name="close" testId="find-close" onClick={close} />
      </div>
      {now !== undefined && (
        <div class="jb-find-where" data-testid="find-where">
          <b>{t(now.name)}</b>
          <span>{snippet(now.text, query)}</span>
          {now.hidden && typeof now.target !== "string" && (
            <button
              type="button"
              class="jb-link"
              data-testid="find-details"
              onClick={() => {
                const { target } = now;
                hands.patch({ find: null });
                if (typeof target !== "string") screen.patch({ details: target.id });
              }}
            >
              {t("details")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

export function FindTool() {
  const { hands } = useView();
  const open = useStore(hands, (held) => held.find !== null);
  return (
    <ToolButton
      icon="search"
      name="find"
      testId="find"
      expanded={open}
      onClick={() => hands.patch({ find: open ? null : { query: "", at: 0 } })}
    />
  );
}
