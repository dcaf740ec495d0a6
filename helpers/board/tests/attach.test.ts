import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import * as edits from "../src/document/edits";
import { evidenceFor } from "../src/document/snapshot";
import { aspectAt } from "../src/geometry";
import { claimsFor, claimsOn, codeOf, countClaims, createAttach, usedTexts } from "../src/state/attach";
import { openSession, type WidgetModel } from "../src/state/kernel";
import { createScreen } from "../src/state/screen";
import { anyEdits, brokenRules, documentAfter, mapOf, snapshotOf } from "./helpers";

const FACT = { kind: "data" as const, text: "收银台：满意度 41%", source: "surveys, n = 751" };

/** A session with a touchpoint of the case, another, a pain point at the first and one at none. */
function session(traits: Record<string, unknown> = {}) {
  const handlers = new Map<string, (...args: never[]) => void>();
  const model: WidgetModel = {
    get: (name) => traits[name],
    on: (event, handler) => handlers.set(`${event}${handlers.size}`, handler),
    off: () => {},
    send: () => {},
  };
  const opened = openSession(model);
  const view = (bytes: Uint8Array) => new DataView(bytes.slice().buffer);
  const empty = new Y.Doc();
  const sync = [view(Y.encodeStateAsUpdate(empty)), view(Y.encodeStateVector(empty))];
  for (const [event, handler] of handlers) {
    if (event.startsWith("msg:custom")) handler({ type: "sync" } as never, sync as never);
  }
  const { doc, history, state } = opened;
  const ids = history.gesture(() => {
    const [stage] = edits.addStages(doc, ["Purchase"]) as [string];
    const till = edits.addTouchpoint(doc, stage, { name: "Till", case_touchpoint: "till" });
    const ad = edits.addTouchpoint(doc, stage);
    const queue = edits.addPainPoint(doc, stage, till);
    const other = edits.addPainPoint(doc, stage, null);
    edits.setField(doc, "touchpoint", till, "is_moment_of_truth", true);
    return { till, ad, queue, other };
  });
  const screen = createScreen();
  return {
    ...opened,
    screen,
    attach: createAttach(opened, screen),
    snapshot: () => state.get().snapshot,
    ...ids,
  };
}

describe("claims to attach to", () => {
  test("Do those at the fact's own touchpoint come first, and only a star asks for its reasons?", () => {
    const { snapshot, till, ad, queue, other } = session();
    const { fitting, others } = claimsFor(snapshot(), "till");
    const named = (claims: typeof fitting) => claims.map(({ card, aspect }) => [card, aspect]);
    expect(named(fitting)).toEqual([
      [queue, "pain_point"],
      [till, "emotion"],
      [till, "moment_of_truth"],
    ]);
    expect(named(others)).toEqual([
      [other, "pain_point"],
      [ad, "emotion"],
    ]);
    // A fact of the whole case belongs to no touchpoint, tied or not.
    expect(claimsFor(snapshot(), "").fitting).toEqual([]);
    expect([till, queue, ad, other, "x"].map((id) => codeOf(snapshot(), id))).toEqual([
      "till",
      "till",
      null,
      null,
      null,
    ]);
  });

  test("Does a point of a card's width belong to one of its aspects, outside to the nearest?", () => {
    const at = (x: number) => aspectAt({ left: 100, width: 200 }, x, ["emotion", "moment_of_truth"]);
    expect([0, 120, 199, 200, 299, 900].map(at)).toEqual([
      ...["emotion", "emotion", "emotion"],
      ...["moment_of_truth", "moment_of_truth", "moment_of_truth"],
    ]);
  });
});

describe("attaching", () => {
  test("Does a fact become evidence with its words and source, said aloud, and go with one undo?", () => {
    const { attach, snapshot, screen, history, queue } = session();
    expect(countClaims(snapshot())).toEqual({ claims: 3, bare: 3 });
    attach(FACT, queue, "pain_point");
    expect(evidenceFor(snapshot(), queue)).toMatchObject([{ ...FACT, aspect: "pain_point" }]);
    expect(countClaims(snapshot())).toEqual({ claims: 3, bare: 2 });
    expect(usedTexts(snapshot())).toEqual(new Set([FACT.text]));
    expect(screen.get().said.text).toContain("Now evidence: Pain point");
    expect(brokenRules(mapOf(snapshot()))).toEqual([]);
    history.undo();
    expect(evidenceFor(snapshot(), queue)).toEqual([]);
  });

  test("Is the same fact taken once for a claim, and again for another one?", () => {
    const { attach, snapshot, screen, till } = session();
    attach(FACT, till, "emotion");
    attach(FACT, till, "emotion");
    expect(screen.get().said.text).toContain("Already evidence there");
    attach(FACT, till, "moment_of_truth");
    expect(evidenceFor(snapshot(), till).map(({ aspect }) => aspect)).toEqual(["emotion", "moment_of_truth"]);
  });

  test("Is nothing attached to what is gone or claims no such thing, nor on a board that is only read?", () => {
    const open = session();
    open.attach(FACT, open.ad, "moment_of_truth");
    open.attach(FACT, "painpoint-0", "pain_point");
    expect(open.snapshot().evidence.size).toBe(0);
    const locked = session({ readonly: true });
    locked.attach(FACT, locked.queue, "pain_point");
    expect(locked.snapshot().evidence.size).toBe(0);
  });

  test("Is every claim of any map one that the model takes evidence for?", () => {
    fc.assert(
      fc.property(anyEdits, (done) => {
        const { doc } = documentAfter(done);
        for (const { card, aspect } of claimsOn(snapshotOf(doc)))
          edits.addEvidence(doc, card, aspect, "data", FACT);
        expect(brokenRules(mapOf(snapshotOf(doc)))).toEqual([]);
        expect(countClaims(snapshotOf(doc)).bare).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
