// What a plan shares with the kernel, and what its views share with each other.
import type { Language } from "../i18n";
import { asRecord } from "../quiz/values";
import type { WidgetModel } from "../state/kernel";
import { createStore, type Store } from "../state/store";
import { download } from "../ui/export";
import { type Card, type Edit, edited, newId, type Plan, readCards, readPlan } from "./values";

export interface PlanState {
  lang: Language;
  label: string;
  plan: Plan;
  cards: readonly Card[];
  status: { state: string; message: string };
  /** Whether edits are on their way to the kernel: what it said of saving does not speak of them. */
  owed: boolean;
  /** What came of the last export: `busy` while it is made. */
  exported: { state: "" | "busy" | "done" | "failed"; message: string };
}

export interface PlanSession {
  state: Store<PlanState>;
  edit(edit: Edit): void;
  /** Look at the map's cards again: it may have been drawn on meanwhile. */
  lookAtCards(): void;
  /** Have a file made beside the notebook, and offer it. */
  take(format: "docx" | "xlsx" | "html"): void;
  dispose(): void;
}

const TRAITS = ["lang", "label", "heard", "cards", "status"];

type Message = (content: unknown, buffers?: readonly (DataView | ArrayBuffer)[]) => void;

export function openPlan(model: WidgetModel): PlanSession {
  const client = newId();
  let count = 0;
  let waiting: { count: number; edit: Edit }[] = [];

  const read = (): Omit<PlanState, "exported"> => {
    const status = asRecord(model.get("status"));
    const heard = asRecord(model.get("heard"));
    if (heard.client === client) waiting = waiting.filter((one) => one.count > Number(heard.count));
    return {
      lang: model.get("lang") === "zh" ? "zh" : "en",
      label: String(model.get("label") ?? ""),
      // What the kernel has not told of yet is done again on top, so that nothing jumps back while somebody types.
      plan: waiting.reduce((plan, { edit }) => edited(plan, edit), readPlan(heard.plan)),
      cards: readCards(model.get("cards")),
      status: { state: String(status.state ?? ""), message: String(status.message ?? "") },
      owed: waiting.length > 0,
    };
  };

  const state = createStore<PlanState>({ ...read(), exported: { state: "", message: "" } });
  const onTrait = () => state.set({ ...state.get(), ...read() });
  for (const trait of TRAITS) model.on(`change:${trait}`, onTrait);

  const onMessage: Message = (content, buffers = []) => {
    const { type, name, mime, message } = asRecord(content);
    const said = String(message ?? "");
    if (type === "failed") state.set({ ...state.get(), exported: { state: "failed", message: said } });
    if (type !== "file" || buffers[0] === undefined) return;
    download(new Blob([buffers[0] as ArrayBuffer], { type: String(mime) }), String(name));
    state.set({ ...state.get(), exported: { state: "done", message: said } });
  };
  model.on("msg:custom", onMessage);

  return {
    state,
    edit(edit) {
      count += 1;
      waiting.push({ count, edit });
      state.set({ ...state.get(), plan: edited(state.get().plan, edit), owed: true });
      model.send({ type: "edit", client, count, edit }, undefined, []);
    },
    lookAtCards: () => model.send({ type: "cards" }, undefined, []),
    take(format) {
      state.set({ ...state.get(), exported: { state: "busy", message: "" } });
      model.send({ type: "export", format }, undefined, []);
    },
    dispose() {
      for (const trait of TRAITS) model.off(`change:${trait}`, onTrait);
      model.off("msg:custom", onMessage);
    },
  };
}
