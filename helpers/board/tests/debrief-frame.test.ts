import { afterEach, expect, test, vi } from "vitest";
import { hash } from "../src/debrief/frame";

afterEach(() => vi.unstubAllGlobals());

/** Let the page and the one around it have these addresses; null for one that is not ours. */
function stand(own: string, around: string | null): void {
  vi.stubGlobal("location", { hash: own });
  vi.stubGlobal("parent", {
    get location() {
      if (around === null) throw new DOMException("", "SecurityError");
      return { hash: around };
    },
  });
}

test.each([
  ["#votes", "#wall", "#votes"],
  ["", "#wall", "#wall"],
  ["", "", ""],
  ["", null, ""],
  ["#votes", null, "#votes"],
])("with %j in the page's address and %j around it, the view is %j", (own, around, wanted) => {
  stand(own, around);
  expect(hash()).toBe(wanted);
});
