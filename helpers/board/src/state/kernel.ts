// What this browser shares with the kernel: the document, and the traits that the kernel sets.
import * as Y from "yjs";
import { createHistory, type History } from "../document/history";
import { CHANNELS, type Channel, KINDS, type Kind } from "../document/parts";
import { createReader, type Snapshot } from "../document/snapshot";
import type { Language } from "../i18n";
import type { Overlay } from "../overlay";
import { type Checks, readChecks } from "./checks";
import { createFacts, type FactsSource } from "./facts";
import { createFiles, type FilesSource, type Formats, readFormats } from "./files";
import { type Copied, createLook, type Looking, readCopied, readOverlays } from "./overlays";
import { createPresence, type Presence, type Room, readRoom } from "./room";
import { createStore, type Store } from "./store";
import { connect, type Wire } from "./sync";

/** How saving stands; `message` is in the reader's language, `time` an ISO date. */
export interface Status {
  state: "saved" | "saving" | "error" | "";
  message: string;
  time: string | null;
}

/** A touchpoint of the case that a trainee can pick. */
export interface TouchpointOption {
  code: string;
  name: string;
  channel: Channel | null;
}

export interface Pair {
  side: Kind;
  /** The file of the other map. */
  other: string;
}

export interface KernelState {
  lang: Language;
  readonly: boolean;
  label: string;
  status: Status;
  touchpointOptions: readonly TouchpointOption[];
  /** Whether the kernel's map has arrived. */
  ready: boolean;
  /** Whether edits are on their way to the kernel: what it said of saving does not speak of them. */
  owed: boolean;
  /** Whether the kernel owes an answer for longer than it should. */
  silent: boolean;
  snapshot: Snapshot;
  canUndo: boolean;
  canRedo: boolean;
  /** Under this name the browser keeps how the board is arranged; empty: it keeps nothing. */
  mapKey: string;
  /** Which of a pair of maps, current and future, this is; `null` for a map on its own. */
  pair: Pair | null;
  /** The other maps in the folder, as far as somebody looked at them. */
  overlays: readonly Overlay[];
  /** How making the future map went last. */
  copied: Copied | null;
  /** What the kernel reads and writes besides its map file. */
  formats: Formats;
  /** The group that shares the map; `null` for a map of one's own. */
  room: Room | null;
}

/** The part of a widget model that the board uses. */
export interface WidgetModel {
  get(name: string): unknown;
  on(event: string, handler: (...args: never[]) => void): void;
  off(event: string, handler: (...args: never[]) => void): void;
  send(content: unknown, callbacks: undefined, buffers: ArrayBuffer[]): void;
}

export interface Session {
  doc: Y.Doc;
  history: History;
  state: Store<KernelState>;
  /** Ask the kernel to write this map as the future map, or to show the other one of a pair in its place. */
  ask(what: "copy_future" | "show_current" | "show_future"): void;
  /** Look at the other maps in the folder: the kernel tells of them, and of each change until the look ends. */
  lookAtOthers: Looking["look"];
  facts: FactsSource;
  files: FilesSource;
  checks: Store<Checks>;
  /** Tells the group where this browser is. */
  presence: Presence;
  dispose(): void;
}

const TRAITS = [
  "pair",
  "lang",
  "readonly",
  "label",
  "status",
  "touchpoint_options",
  "overlays",
  "room",
] as const;
const SAVE_STATES: readonly unknown[] = ["saved", "saving", "error"];

const asText = (value: unknown) => (typeof value === "string" ? value : "");
const asRecord = (value: unknown) =>
  (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;

function readStatus(value: unknown): Status {
  const { state, message, time } = asRecord(value);
  return {
    state: SAVE_STATES.includes(state) ? (state as Status["state"]) : "",
    message: asText(message),
    time: typeof time === "string" ? time : null,
  };
}

function readPair(value: unknown): Pair | null {
  const { side, other } = asRecord(value);
  const known = KINDS.find((one) => one === side);
  return known === undefined ? null : { side: known, other: asText(other) };
}

function readOptions(value: unknown): TouchpointOption[] {
  if (!Array.isArray(value)) return [];
  return value.map(asRecord).flatMap(({ code, name, channel }) => {
    if (typeof code !== "string" || code === "") return [];
    const known = CHANNELS.find((one) => one === channel) ?? null;
    return [{ code, name: asText(name) || code, channel: known }];
  });
}

/** Read again only what the kernel has set anew, so that what hangs on a list is not redone with every save. */
function remembered<T>(read: (value: unknown) => T): (value: unknown) => T {
  let last: { value: unknown; result: T } | null = null;
  return (value) => {
    if (last === null || last.value !== value) last = { value, result: read(value) };
    return last.result;
  };
}

/** Return what reads the traits of a model. */
function traitsOf(model: WidgetModel) {
  const options = remembered(readOptions);
  const overlays = remembered(readOverlays);
  const room = remembered(readRoom);
  return () => ({
    lang: model.get("lang") === "zh" ? ("zh" as const) : ("en" as const),
    readonly: model.get("readonly") === true,
    label: asText(model.get("label")),
    status: readStatus(model.get("status")),
    touchpointOptions: options(model.get("touchpoint_options")),
    pair: readPair(model.get("pair")),
    overlays: overlays(model.get("overlays")),
    room: room(model.get("room")),
  });
}

/** Carry sync messages over the widget's custom messages. */
function wireOf(model: WidgetModel): Wire {
  return {
    send(message, buffers) {
      // A Yjs update may be a window on a larger buffer; the widget protocol sends whole ones.
      model.send(
        message,
        undefined,
        buffers.map((part) => part.slice().buffer as ArrayBuffer),
      );
    },
    listen(handler) {
      model.on("msg:custom", handler);
      return () => model.off("msg:custom", handler);
    },
  };
}

/** Open the document behind a widget model; all its views share what is returned. */
export function openSession(model: WidgetModel): Session {
  const doc = new Y.Doc();
  const history = createHistory(doc);
  const reader = createReader(doc);
  const readTraits = traitsOf(model);
  const state = createStore<KernelState>({
    ...readTraits(),
    ready: false,
    owed: false,
    silent: false,
    snapshot: reader.read(),
    canUndo: false,
    canRedo: false,
    mapKey: asText(model.get("map_key")),
    copied: null,
    formats: readFormats(model.get("formats")),
  });

  const onTrait = () => state.set({ ...state.get(), ...readTraits() });
  const onDocument = () => {
    const [canUndo, canRedo] = [history.canUndo(), history.canRedo()];
    state.set({ ...state.get(), snapshot: reader.read(), canUndo, canRedo });
  };
  const onReady = () => state.set({ ...state.get(), ready: true });

  const onMessage = (message: unknown) => {
    const copied = readCopied(message);
    if (copied !== null) state.set({ ...state.get(), copied });
  };

  for (const trait of TRAITS) model.on(`change:${trait}`, onTrait);
  model.on("msg:custom", onMessage);
  doc.on("afterAllTransactions", onDocument);
  const disconnect = connect(doc, wireOf(model), {
    onReady,
    onBroken: (error) => console.error("Journeybook: a message of the kernel could not be read.", error),
    onOwed: (owed) => state.set({ ...state.get(), owed }),
    onSilent: (silent) => state.set({ ...state.get(), silent }),
  });
  const facts = createFacts(model);
  const files = createFiles(model);
  const checks = createStore(readChecks(model.get("checks")));
  const onChecks = () => checks.set(readChecks(model.get("checks")));
  model.on("change:checks", onChecks);
  const ask = (what: string) => model.send({ type: what }, undefined, []);
  const others = createLook(() => ask("overlays"));
  const presence = createPresence((message) => model.send(message, undefined, []));

  return {
    doc,
    history,
    state,
    facts,
    files,
    checks,
    ask,
    lookAtOthers: others.look,
    presence,
    dispose() {
      presence.dispose();
      disconnect();
      facts.dispose();
      files.dispose();
      others.dispose();
      model.off("change:checks", onChecks);
      model.off("msg:custom", onMessage);
      doc.off("afterAllTransactions", onDocument);
      for (const trait of TRAITS) model.off(`change:${trait}`, onTrait);
      reader.dispose();
      history.dispose();
      doc.destroy();
    },
  };
}
