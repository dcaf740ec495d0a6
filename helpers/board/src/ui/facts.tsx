// The evidence panel: what the case's data say of each touchpoint, ready to be put on a card.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { plural } from "../i18n";
import {
  type Claim,
  claimsFor,
  claimWords,
  codeOf,
  countClaims,
  isAttached,
  usedTexts,
} from "../state/attach";
import { type Fact, type FactGroup, filterFacts } from "../state/facts";
import { useFactDrag } from "./factdrop";
import { usePanels, useScreen, useStore, useView } from "./hooks";
import { Icon, Star } from "./icons";
import { memo } from "./memo";
import { PanelFrame } from "./panelframe";
import { Popover } from "./popover";

/** The claims that a fact can be put on, those at its own touchpoint first. */
function ClaimChoices({ fact, code, onDone }: { fact: Fact; code: string; onDone: () => void }) {
  const { t, state, attach } = useView();
  const snapshot = useStore(state, (shared) => shared.snapshot);
  const { fitting, others } = claimsFor(snapshot, code);
  const row = (claim: Claim) => (
    <button
      key={`${claim.card}/${claim.aspect}`}
      type="button"
      class="jb-choice"
      data-testid="attach-claim"
      data-claim={claim.card}
      data-aspect={claim.aspect}
      onClick={() => {
        onDone();
        attach(fact, claim.card, claim.aspect);
      }}
    >
      {claim.aspect === "moment_of_truth" ? (
        <Star on={true} />
      ) : (
        <Icon name={claim.aspect === "emotion" ? "wave" : "bolt"} />
      )}
      <span>{claimWords(claim, t)}</span>
      {isAttached(snapshot, fact, claim.card, claim.aspect) && <small>{t("facts_used")}</small>}
    </button>
  );
  if (fitting.length + others.length === 0) {
    return <p class="jb-note jb-attach-none">{t("attach_nothing")}</p>;
  }
  return (
    <div class="jb-choices jb-claims">
      {fitting.length > 0 && <div class="jb-choices-title">{t("attach_here")}</div>}
      {fitting.map(row)}
      {others.length > 0 && (
        <div class="jb-choices-title">{t(fitting.length > 0 ? "attach_elsewhere" : "attach_all")}</div>
      )}
      {others.map(row)}
    </div>
  );
}

/** A share with its 95 % interval on a line from 0 to 100. */
function Interval({ share, low, high }: NonNullable<Fact["interval"]>) {
  return (
    <svg
      class="jb-interval"
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <line class="jb-scale-line" x1="0" x2="100" y1="4" y2="4" />
      <line class="jb-range" x1={low} x2={high} y1="4" y2="4" />
      <line class="jb-dot" x1={share} x2={share} y1="0" y2="8" />
    </svg>
  );
}

/** One fact or quote, to be dragged or attached by its button. */
const FactCard = memo(function FactCard({ fact, code, used }: { fact: Fact; code: string; used: boolean }) {
  const { t, readonly } = useView();
  const ref = useRef<HTMLLIElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [choosing, setChoosing] = useState(false);
  const dragging = usePanels((panels) => panels.dragged === fact.id);
  useFactDrag(ref, fact, !readonly);
  const isQuote = fact.kind === "quote";
  return (
    <li
      ref={ref}
      class={`jb-fact jb-fact-${fact.kind}${readonly ? "" : " jb-grab"}${dragging ? " jb-dragging" : ""}`}
      data-testid="fact"
      data-fact={fact.id}
    >
      {isQuote ? (
        <p class="jb-quoted">{fact.text}</p>
      ) : (
        <p class="jb-fact-value">
          <span>{fact.label}</span>
          <b>{fact.value}</b>
        </p>
      )}
      {fact.interval && <Interval {...fact.interval} />}
      {fact.small && (
        <p class="jb-fact-small" data-testid="fact-small">
          <Icon name="warning" />
          {t("facts_small")}
        </p>
      )}
      <div class="jb-fact-foot">
        <p class="jb-fact-note">{fact.note}</p>
        {used && (
          <span class="jb-mark jb-fact-used">
            <Icon name="check" />
            {t("facts_used")}
          </span>
        )}
        {!readonly && (
          <button
            ref={button}
            type="button"
            class="jb-link"
            aria-haspopup="dialog"
            aria-label={t("named", {
              name: t("attach"),
              value: isQuote ? fact.text : `${fact.label} ${fact.value}`,
            })}
            data-testid="fact-attach"
            onClick={() => setChoosing(true)}
          >
            <Icon name="link" />
            {t("attach")}
          </button>
        )}
      </div>
      {choosing && (
        <Popover
          anchor={button}
          label={t("attach")}
          testId="attach-window"
          onClose={() => setChoosing(false)}
        >
          <ClaimChoices fact={fact} code={code} onDone={() => setChoosing(false)} />
        </Popover>
      )}
    </li>
  );
});

function Group({ group, current, used }: { group: FactGroup; current: boolean; used: ReadonlySet<string> }) {
  const { t } = useView();
  return (
    <section
      class={`jb-fact-group${current ? " jb-on" : ""}`}
      aria-label={group.name}
      data-code={group.code}
      data-testid="fact-group"
    >
      <h5>{group.name}</h5>
      <ul>
        {group.facts.map((fact) => (
          <FactCard key={fact.id} fact={fact} code={group.code} used={used.has(fact.text)} />
        ))}
      </ul>
      {group.quotes.length > 0 && (
        <>
          <h6>{t("facts_quotes")}</h6>
          <ul>
            {group.quotes.map((fact) => (
              <FactCard key={fact.id} fact={fact} code={group.code} used={used.has(fact.text)} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Follow the card that has the focus on the board, or whose details are open: the case's touchpoint it stands at. */
function useCurrentCode(ref: { current: HTMLElement | null }): string | null {
  const { state, screen } = useView();
  const codeFor = (id: string | null | undefined) => (id ? codeOf(state.get().snapshot, id) : null);
  const [current, setCurrent] = useState(() => codeFor(screen.get().details));
  const details = useScreen((shown) => shown.details);
  const follow = (code: string | null) => {
    if (code !== null) setCurrent(code);
  };
  useEffect(() => follow(codeFor(details)), [details]);
  useEffect(() => {
    const board = ref.current?.closest(".jb-board");
    if (!board) return;
    const onFocusIn = (event: Event) => {
      const card = (event.target as Element).closest<HTMLElement>("[data-card-id]");
      follow(codeFor(card?.dataset.cardId));
    };
    board.addEventListener("focusin", onFocusIn);
    return () => board.removeEventListener("focusin", onFocusIn);
  }, [ref, state]);
  return current;
}

/** What the panel shows above its list: the balance of the map, the filter and the search. */
function Filters({
  groups,
  code,
  query,
  onCode,
  onQuery,
}: {
  groups: readonly FactGroup[];
  code: string | null;
  query: string;
  onCode: (code: string | null) => void;
  onQuery: (query: string) => void;
}) {
  const { t } = useView();
  // The whole case has an empty code of its own, so that "all" needs another value.
  const ALL = "*";
  return (
    <div class="jb-panel-tools">
      <select
        class="jb-select"
        aria-label={t("facts_filter")}
        value={code ?? ALL}
        data-testid="facts-filter"
        onChange={(event) => onCode(event.currentTarget.value === ALL ? null : event.currentTarget.value)}
      >
        <option value={ALL}>{t("facts_all")}</option>
        {groups.map((group) => (
          <option key={group.code} value={group.code}>
            {group.name}
          </option>
        ))}
      </select>
      <div class="jb-search">
        <Icon name="search" />
        <input
          type="search"
          value={query}
          aria-label={t("facts_search")}
          placeholder={t("facts_search")}
          data-testid="facts-search"
          onInput={(event) => onQuery(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}

/** How many claims of the map still have nothing under them. */
function Balance() {
  const { t, state } = useView();
  const snapshot = useStore(state, (shared) => shared.snapshot);
  const { claims, bare } = useMemo(() => countClaims(snapshot), [snapshot]);
  if (claims === 0) return null;
  return (
    <p class="jb-panel-note" data-testid="facts-balance">
      {bare === 0 ? t("facts_balance_all") : t(plural("facts_balance", bare), { bare, claims })}
    </p>
  );
}

export function FactPanel() {
  const { t, facts, state, readonly } = useView();
  const list = useRef<HTMLDivElement>(null);
  const known = useStore(facts.store, (shown) => shown);
  const lang = useStore(state, (shared) => shared.lang);
  const snapshot = useStore(state, (shared) => shared.snapshot);
  const [code, setCode] = useState<string | null>(null);
  const [query, setQuery] = useState("");
  const current = useCurrentCode(list);
  const used = useMemo(() => usedTexts(snapshot), [snapshot.evidence]);
  const shown = useMemo(() => filterFacts(known.groups, code, query), [known.groups, code, query]);

  useEffect(() => facts.ask(lang), [facts, lang]);
  useEffect(() => {
    if (current !== null && code !== null && code !== current) setCode(current);
  }, [current]);
  useEffect(() => {
    const body = list.current;
    const groups = [...(body?.querySelectorAll<HTMLElement>("[data-code]") ?? [])];
    const wanted = groups.find((group) => group.dataset.code === current);
    // Only the list itself is scrolled: the page and the board stay where they are.
    if (body && wanted) body.scrollTo({ top: wanted.offsetTop });
  }, [current, known.groups, code]);

  const ready = known.state === "ready";
  const count = shown.reduce((sum, group) => sum + group.facts.length + group.quotes.length, 0);
  return (
    <PanelFrame
      name="facts"
      icon="data"
      title="facts"
      bodyRef={list}
      head={
        <>
          <Balance />
          {ready && (
            <Filters groups={known.groups} code={code} query={query} onCode={setCode} onQuery={setQuery} />
          )}
        </>
      }
    >
      {(known.state === "asking" || known.state === "idle") && known.groups.length === 0 && (
        <p class="jb-note" role="status">
          {t("facts_asking")}
        </p>
      )}
      {known.state === "none" && (
        <p class="jb-note" data-testid="facts-none">
          {t("facts_no_case")}
        </p>
      )}
      {known.state === "error" && (
        <p class="jb-note" role="alert">
          {known.message}
        </p>
      )}
      {ready && query !== "" && (
        <p class="jb-note" role="status" data-testid="facts-count">
          {t(plural("facts_found", count), { n: count })}
        </p>
      )}
      {ready && query === "" && !readonly && <p class="jb-note">{t("facts_how")}</p>}
      {shown.map((group) => (
        <Group key={group.code} group={group} current={group.code === current} used={used} />
      ))}
    </PanelFrame>
  );
}
