// What a person can do with the learner-made lanes.
import type * as Y from "yjs";
import * as edits from "../document/lane-edits";
import type { LaneKind } from "../document/parts";
import type { Snapshot } from "../document/snapshot";
import type { Translate } from "../i18n";
import { editName, type Screen } from "./screen";

/** Return the actions on lanes of one view; `edit` runs one change as one step of undo. */
export function createLaneActions(
  doc: Y.Doc,
  screen: Screen,
  t: Translate,
  snapshot: () => Snapshot,
  edit: (change: () => void) => void,
) {
  return {
    /** Add a lane and open its first cell. */
    addLane: (name: string, kind: LaneKind, unit: string) =>
      edit(() => {
        const lane = edits.addLane(doc, name, kind, unit);
        const stage = snapshot().columns[0]?.stage.id;
        const field = kind === "number" ? "number" : "text";
        if (stage !== undefined) screen.patch({ editing: editName(edits.cellId({ lane, stage }), field) });
        screen.say(t("said_added", { what: name || t("own_lane") }));
      }),
    /** Take a lane away; the focus goes to the title of the lane `beside` it. */
    removeLane: (id: string, beside: string | null) => {
      edit(() => edits.removeLane(doc, id));
      if (beside !== null) screen.patch({ focus: { title: beside } });
      screen.say(t("said_deleted", { what: t("own_lane") }));
    },
    setNumber: (place: edits.CellPlace, number: number | null) =>
      edit(() => edits.setNumber(doc, place, number)),
  };
}
