// The case's facts: asked of the kernel when somebody first wants to see them, and kept.
import type { EvidenceKind } from "../document/parts";
import type { Language } from "../i18n";
import type { WidgetModel } from "./kernel";
import { createStore, type Store } from "./store";

/** What a fact becomes on a card. */
export interface FactWords {
  kind: EvidenceKind;
  text: string;
  source: string;
}

export interface Fact extends FactWords {
  id: string;
  label: string;
  value: string;
  note: string;
  /** Whether it rests on so few observations that it must be read with care. */
  small: boolean;
  /** A share with its 95 % interval, in per cent. */
  interval: { share: number; low: number; high: number } | null;
}

/** The facts of one touchpoint of the case; an empty code stands for the case as a whole. */
export interface FactGroup {
  code: string;
  name: string;
  facts: readonly Fact[];
  quotes: readonly Fact[];
}

export interface FactsState {
  state: "idle" | "asking" | "ready" | "none" | "error";
  lang: Language | null;
  /** What is wrong, in the reader's language. */
  message: string;
  groups: readonly FactGroup[];
}

export interface FactsSource {
  store: Store<FactsState>;
  /** Ask the kernel for the facts in this language, unless they are there. */
  ask(lang: Language): void;
  dispose(): void;
}

const IDLE: FactsState = { state: "idle", lang: null, message: "", groups: [] };

const asText = (value: unknown) => (typeof value === "string" ? value : "");
const asList = (value: unknown): Record<string, unknown>[] =>
  (Array.isArray(value) ? value : []).filter((one) => typeof one === "object" && one !== null);

function readInterval(value: unknown): Fact["interval"] {
  if (!Array.isArray(value) || value.length !== 3 || !value.every(Number.isFinite)) return null;
  const [share, low, high] = value as [number, number, number];
  return { share, low, high };
}

const readFact = (fact: Record<string, unknown>): Fact => ({
  id: asText(fact.id),
  kind: fact.kind === "quote" ? "quote" : "data",
  label: asText(fact.label),
  value: asText(fact.value),
  note: asText(fact.note),
  text: asText(fact.text),
  source: asText(fact.source),
  small: fact.small === true,
  interval: readInterval(fact.interval),
});

/** Read a message of the kernel; `null` where it is not about facts. */
export function readFacts(content: unknown): FactsState | null {
  const message = content as Record<string, unknown> | null;
  if (typeof message !== "object" || message?.type !== "facts") return null;
  const state = message.state === "ready" || message.state === "error" ? message.state : "none";
  const groups = asList(message.touchpoints).map((group) => ({
    code: asText(group.code),
    name: asText(group.name),
    facts: asList(group.facts).map(readFact),
    quotes: asList(group.quotes).map(readFact),
  }));
  return { state, lang: message.lang === "zh" ? "zh" : "en", message: asText(message.message), groups };
}

/** Start listening for facts behind a widget model. */
export function createFacts(model: WidgetModel): FactsSource {
  const store = createStore(IDLE);
  const onMessage = (content: unknown) => {
    const facts = readFacts(content);
    if (facts !== null) store.set(facts);
  };
  model.on("msg:custom", onMessage);
  return {
    store,
    ask(lang) {
      const now = store.get();
      if (now.lang === lang && (now.state === "ready" || now.state === "none")) return;
      store.set({ ...now, state: "asking", lang });
      model.send({ type: "facts" }, undefined, []);
    },
    dispose: () => model.off("msg:custom", onMessage),
  };
}

/** Return the groups of one touchpoint (`null`: of all) in which something holds the words of `query`. */
export function filterFacts(groups: readonly FactGroup[], code: string | null, query: string): FactGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return groups
    .filter((group) => code === null || group.code === code)
    .map((group) => {
      const holds = ({ label, value, note, text }: Fact) => {
        const said = [group.name, label, value, note, text].join(" ").toLowerCase();
        return words.every((word) => said.includes(word));
      };
      return { ...group, facts: group.facts.filter(holds), quotes: group.quotes.filter(holds) };
    })
    .filter((group) => group.facts.length + group.quotes.length > 0);
}
