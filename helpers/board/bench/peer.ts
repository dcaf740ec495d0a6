// The other end of the board for measuring it alone: a map in a Yjs document, and a widget model that passes messages.
import { generateNKeysBetween } from "fractional-indexing";
import * as Y from "yjs";
import { createHistory } from "../src/document/history";
import { CARD_TEXTS, type CardType } from "../src/document/parts";

type Handler = (...values: unknown[]) => void;
type Part = Record<string, unknown> & { id: string };

/** A map as its file holds it. */
export interface PlainMap {
  persona: Record<string, string>;
  scenario: Record<string, string>;
  stages: Part[];
  touchpoints: Part[];
  pain_points: Part[];
  opportunities: Part[];
  evidence: Part[];
}

const LISTS = {
  stage: "stages",
  touchpoint: "touchpoints",
  pain_point: "pain_points",
  opportunity: "opportunities",
  evidence: "evidence",
} as const;

const PLACES = ["id", "stage", "claim", "aspect"];

function placeOf(type: CardType, part: Part): [string, string] {
  if (type === "stage") return ["", "stage"];
  if (type === "evidence") return [String(part.claim), String(part.aspect)];
  return [String(part.stage), type];
}

function cardOf(type: CardType, part: Part, key: string): Y.Map<unknown> {
  const card = new Y.Map<unknown>([
    ["type", type],
    ["at", [...placeOf(type, part), key]],
  ]);
  for (const [name, value] of Object.entries(part)) {
    if (PLACES.includes(name)) continue;
    if ((CARD_TEXTS[type] as readonly string[]).includes(name)) card.set(name, new Y.Text(String(value)));
    else if (Array.isArray(value)) card.set(name, new Y.Map(value.map((id) => [id, true])));
    else card.set(name, value);
  }
  return card;
}

/** Write a map into a document, as the kernel does. */
function fill(doc: Y.Doc, map: PlainMap): void {
  doc.transact(() => {
    for (const part of ["persona", "scenario"] as const) {
      for (const [name, text] of Object.entries(map[part])) doc.getText(`${part}.${name}`).insert(0, text);
    }
    for (const type of Object.keys(LISTS) as (keyof typeof LISTS)[]) {
      const parts = map[LISTS[type]];
      const keys = generateNKeysBetween(null, null, parts.length);
      for (const [i, part] of parts.entries()) {
        doc.getMap("cards").set(part.id, cardOf(type, part, keys[i] as string));
      }
    }
  });
}

/** A widget model with a map behind it. */
export class Peer {
  readonly doc = new Y.Doc();
  /** The map as the first answer carries it; a kernel writes it in native code, and not while the browser waits for us. */
  private whole: Uint8Array | null;
  private readonly handlers = new Map<string, Set<Handler>>();

  constructor(
    map: PlainMap,
    private readonly traits: Record<string, unknown>,
  ) {
    fill(this.doc, map);
    this.whole = Y.encodeStateAsUpdate(this.doc);
    this.doc.on("update", (update: Uint8Array) => {
      this.whole = null;
      this.tell({ type: "update" }, [update]);
    });
  }

  get(name: string): unknown {
    return this.traits[name];
  }

  on(event: string, handler: Handler): void {
    const set = this.handlers.get(event) ?? new Set();
    this.handlers.set(event, set.add(handler));
  }

  off(event: string, handler: Handler): void {
    this.handlers.get(event)?.delete(handler);
  }

  /** How many handlers the board has not taken away. */
  get listening(): number {
    return [...this.handlers.values()].reduce((sum, set) => sum + set.size, 0);
  }

  send(
    { type, number }: { type: string; number?: number },
    _callbacks: unknown,
    buffers: ArrayBuffer[],
  ): void {
    const bytes = new Uint8Array(buffers[0] as ArrayBuffer);
    queueMicrotask(() => {
      if (type === "update") {
        Y.applyUpdate(this.doc, bytes);
        this.tell({ type: "taken", number }, []);
      } else {
        const empty = Y.decodeStateVector(bytes).size === 0;
        const update = (empty ? this.whole : null) ?? Y.encodeStateAsUpdate(this.doc, bytes);
        this.tell({ type: "sync" }, [update, Y.encodeStateVector(this.doc)]);
      }
    });
  }

  private tell(content: { type: string; number?: number | undefined }, buffers: Uint8Array[]): void {
    const views = buffers.map((part) => new DataView(part.slice().buffer));
    for (const handler of this.handlers.get("msg:custom") ?? []) handler(content, views);
  }
}

/**
 * Two documents that only keep their history, as the board's and the kernel's do: what edits cost without a board.
 *
 * A shared document remembers what was overwritten, or two people's edits would not fit together.
 */
export class BareDocuments {
  private readonly doc = new Y.Doc();
  private readonly other = new Y.Doc();
  private readonly history = createHistory(this.doc);

  constructor(map: PlainMap) {
    fill(this.doc, map);
    Y.applyUpdate(this.other, Y.encodeStateAsUpdate(this.doc));
    this.doc.on("update", (update: Uint8Array) => Y.applyUpdate(this.other, update));
  }

  editAndUndo(id: string, times: number): void {
    const card = this.doc.getMap("cards").get(id) as Y.Map<unknown>;
    for (let i = 0; i < times; i++) {
      this.history.gesture(() => card.set("severity", 1 + (i % 5)));
      this.history.undo();
    }
  }
}

Object.assign(globalThis, { Peer, BareDocuments });
