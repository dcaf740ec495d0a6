import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import * as edits from "../src/document/edits";
import { addLane, cellId, setNumber } from "../src/document/lane-edits";
import {
  concealed,
  FIXED_LANES,
  type Layout,
  laneContent,
  laneOrder,
  moveLane,
  openLayout,
  parseLayout,
  putLane,
  reveal,
  shownLanes,
  toggle,
  USUAL,
  usualFor,
} from "../src/state/layout";
import { snapshotOf } from "./helpers";

const OWN = ["lane-a", "lane-b"];
const anyLayout: fc.Arbitrary<Layout> = fc.record({
  order: fc.array(fc.constantFrom(...FIXED_LANES, ...OWN, "lane-gone", "")),
  hidden: fc.array(fc.constantFrom(...FIXED_LANES, ...OWN)),
  folded: fc.array(fc.string()),
  over: fc.array(fc.string()),
});

describe("the order of lanes", () => {
  test("Has every lane one place, whatever was stored?", () => {
    fc.assert(
      fc.property(anyLayout, (layout) => {
        expect(laneOrder(layout, OWN).toSorted()).toEqual([...FIXED_LANES, ...OWN].toSorted());
      }),
    );
  });

  test("Does moving a lane down and up again leave everything where it was?", () => {
    fc.assert(
      fc.property(anyLayout, fc.constantFrom<string>(...FIXED_LANES, ...OWN), (layout, lane) => {
        const before = laneOrder(layout, OWN);
        const moved = moveLane(layout, OWN, lane, 1);
        if (before.at(-1) === lane) expect(moved).toBe(layout);
        else expect(laneOrder(moved, OWN)).not.toEqual(before);
        if (moved !== layout) expect(laneOrder(moveLane(moved, OWN, lane, -1), OWN)).toEqual(before);
      }),
    );
  });

  test("Does a dragged lane land right above or below the other, and do the rest keep their order?", () => {
    const any = fc.constantFrom<string>(...FIXED_LANES, ...OWN);
    fc.assert(
      fc.property(anyLayout, any, any, fc.boolean(), (layout, lane, other, below) => {
        const before = laneOrder(layout, OWN);
        const after = laneOrder(putLane(layout, OWN, lane, other, below), OWN);
        const rest = (order: string[]) => order.filter((one) => one !== lane);
        expect(rest(after)).toEqual(rest(before));
        if (lane === other) expect(after).toEqual(before);
        else expect(after.indexOf(lane)).toBe(after.indexOf(other) + (below ? 1 : -1));
      }),
    );
  });

  test("Does a fresh lane stand at the bottom, and thoughts on the cards until asked for?", () => {
    expect(laneOrder(USUAL, OWN)).toEqual([...FIXED_LANES, ...OWN]);
    expect(shownLanes(USUAL, [])).not.toContain("thought");
    expect(shownLanes(toggle(USUAL, "hidden", "thought", false), [])).toContain("thought");
    expect(toggle(USUAL, "hidden", "thought", true)).toBe(USUAL);
  });
});

/** One stage with a touchpoint, a pain point and an own lane; another stage. */
function map() {
  const doc = new Y.Doc();
  const [first, second] = edits.addStages(doc, ["Purchase", "Use"]) as [string, string];
  const till = edits.addTouchpoint(doc, first, { name: "Till" });
  const pain = edits.addPainPoint(doc, first, till);
  const lane = addLane(doc, "Waiting", "number", "min");
  return { doc, first, second, till, pain, lane };
}

describe("what is hidden", () => {
  test("Is a hidden lane named once it holds something, a thought only where no card shows it?", () => {
    const { doc, first, till, lane } = map();
    const layout = { ...USUAL, hidden: ["backstage", "opportunity", "thought", lane] };
    expect(concealed(layout, snapshotOf(doc))).toEqual([]);
    edits.writeText(doc, { card: till, field: "backstage" }, "", "Two tills");
    edits.writeText(doc, { card: till, field: "thought" }, "", "Slow");
    setNumber(doc, { lane, stage: first }, 0);
    expect(concealed(layout, snapshotOf(doc))).toEqual([
      { lane: "backstage", content: 1 },
      { lane, content: 1 },
    ]);
    const cardsHidden = { ...layout, hidden: ["touchpoint", "thought"] };
    expect(concealed(cardsHidden, snapshotOf(doc)).map((one) => one.lane)).toEqual(["touchpoint", "thought"]);
    expect(laneContent(snapshotOf(doc), "emotion")).toBe(0);
  });

  test("Does what gets the focus or is edited come into sight, and nothing else?", () => {
    const { doc, first, second, till, pain, lane } = map();
    const snapshot = snapshotOf(doc);
    const layout = { ...USUAL, hidden: ["thought", "pain_point", "action"], folded: [first, second] };
    expect(reveal(layout, snapshot, null, null)).toBe(layout);
    const focused = reveal(layout, snapshot, { id: pain, lane: "pain_point" }, null);
    expect([focused.hidden, focused.folded]).toEqual([["thought", "action"], [second]]);
    const edited = reveal(layout, snapshot, null, `${till}/action`);
    expect([edited.hidden, edited.folded]).toEqual([["thought", "pain_point"], [second]]);
    expect(reveal(layout, snapshot, null, `${second}/name`).folded).toEqual([first]);
    expect(reveal(layout, snapshot, { id: second, lane: "stage" }, null)).toBe(layout);
    expect(reveal(layout, snapshot, { addIn: second, lane: "touchpoint" }, null).folded).toEqual([first]);
    expect(reveal(layout, snapshot, null, `${cellId({ lane, stage: second })}/number`).folded).toEqual([
      first,
    ]);
    expect(reveal(layout, snapshot, null, "/persona.name")).toBe(layout);
  });
});

describe("keeping it", () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  test("Is the arrangement found again for its map, and for no other?", () => {
    openLayout("one").set(toggle(USUAL, "folded", "stage-1", true));
    expect(openLayout("one").get().folded).toEqual(["stage-1"]);
    expect(openLayout("two").get()).toEqual(USUAL);
    openLayout("").set(toggle(USUAL, "folded", "stage-1", true));
    expect(openLayout("").get()).toEqual(USUAL);
  });

  test("Does a future map begin under the current curve, and stay without it once that was taken off?", () => {
    const usual = usualFor({ side: "future", other: "map.journey.json" });
    const store = openLayout("one", usual);
    expect(store.get()).toEqual({ ...USUAL, over: ["map.journey.json"] });
    store.set(toggle(store.get(), "over", "map.journey.json", false));
    expect(openLayout("one", usual).get().over).toEqual([]);
    expect(usualFor({ side: "current", other: "map.future.journey.json" })).toEqual(USUAL);
    expect(usualFor(null)).toEqual(USUAL);
  });

  test("Can the board be arranged where storage is denied?", () => {
    const denied = () => {
      throw new DOMException("denied", "SecurityError");
    };
    vi.stubGlobal("localStorage", { getItem: denied, setItem: denied });
    const store = openLayout("one");
    store.set(toggle(store.get(), "hidden", "backstage", true));
    expect(store.get().hidden).toContain("backstage");
  });

  test.each(["", "{", "null", "7", "[]", '{"order": 3, "hidden": [1], "folded": null, "over": "x"}'])(
    "Is the stored text %j as if nothing had been stored?",
    (stored) => {
      expect(parseLayout(stored)).toEqual(USUAL);
    },
  );

  test("Does no stored text break the board, and does a stored layout come back?", () => {
    fc.assert(fc.property(fc.string(), (text) => void laneOrder(parseLayout(text), OWN)));
    fc.assert(
      fc.property(anyLayout, (layout) => {
        expect(parseLayout(JSON.stringify(layout))).toEqual(layout);
      }),
    );
    fc.assert(fc.property(fc.json(), (text) => void laneOrder(parseLayout(text), OWN)));
  });
});
