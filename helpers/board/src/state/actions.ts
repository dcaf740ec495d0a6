// What a person can do on the board: the edit, where the focus goes, and what a screen reader hears of it.
import * as edits from "../document/edits";
import type { Aspect, Channel, EvidenceKind, Kind, LaneType, Touchpoint } from "../document/parts";
import { touchpointsOf } from "../document/snapshot";
import { emotionKey, type Key, type Translate, translator } from "../i18n";
import type { Session, TouchpointOption } from "./kernel";
import type { Command } from "./keyboard";
import { createLaneActions } from "./lane-actions";
import { isThere, listOf, locate, moveBy, neighbour } from "./moves";
import { type DropPlace, editName, type FocusLane, type Screen } from "./screen";

export type Actions = ReturnType<typeof createActions>;

const LANE_KEYS: Record<LaneType, Key> = {
  touchpoint: "touchpoint",
  pain_point: "pain_point",
  opportunity: "opportunity",
};

const LANES = Object.keys(LANE_KEYS) as LaneType[];

/** The field that is edited when a fresh card opens, or when Enter is pressed on it. */
const FIRST_FIELD: Record<FocusLane, string> = {
  stage: "name",
  action: "action",
  touchpoint: "name",
  emotion: "",
  pain_point: "text",
  opportunity: "text",
};

/** Return the actions of one view. */
export function createActions(session: Session, screen: Screen) {
  const { doc, history, state } = session;
  const snapshot = () => state.get().snapshot;
  const locked = () => state.get().readonly || !state.get().ready;
  const t: Translate = (key, params) => translator(state.get().lang)(key, params);

  /** Run one edit as one step of undo; nothing happens on a board that is only to be read. */
  function edit(change: () => void): void {
    if (!locked()) history.gesture(change);
  }

  function startEdit(id: string, lane: FocusLane): void {
    if (!locked()) screen.patch({ editing: editName(id, FIRST_FIELD[lane]) });
  }

  /** After a card was made: open its text, and say so. */
  function opened(id: string, lane: FocusLane, what: Key): void {
    startEdit(id, lane);
    screen.say(t("said_added", { what: t(what) }));
  }

  function addStage(): void {
    edit(() => {
      const [id] = edits.addStages(doc, [""]);
      if (id !== undefined) opened(id, "stage", "stage");
    });
  }

  function addTemplate(names: readonly string[]): void {
    edit(() => {
      const [id] = edits.addStages(doc, names);
      if (id !== undefined) screen.patch({ focus: { id, lane: "stage" } });
    });
    screen.say(t("said_added", { what: names.join(t("list_comma")) }));
  }

  function addTouchpoint(
    stage: string,
    option: TouchpointOption | null,
    lane: "action" | "touchpoint",
  ): void {
    const fields = option && { name: option.name, channel: option.channel, case_touchpoint: option.code };
    edit(() => {
      const id = edits.addTouchpoint(doc, stage, fields ?? {});
      // A touchpoint of the case has its name: what the customer does there comes next.
      opened(id, option === null ? lane : "action", "touchpoint");
    });
  }

  function addPainPoint(stage: string, touchpoint: string | null): void {
    const only = snapshot().columns.find((column) => column.stage.id === stage)?.touchpoints;
    const tied = touchpoint ?? (only?.length === 1 ? (only[0]?.id ?? null) : null);
    edit(() => opened(edits.addPainPoint(doc, stage, tied), "pain_point", "pain_point"));
  }

  function addOpportunity(stage: string): void {
    edit(() => opened(edits.addOpportunity(doc, stage), "opportunity", "opportunity"));
  }

  function addEvidence(claim: string, aspect: Aspect): void {
    edit(() => edits.addEvidence(doc, claim, aspect, "assumption"));
    screen.say(t("said_added", { what: t("evidence") }));
  }

  function remove(id: string, lane: LaneType | "stage"): void {
    if (locked()) return;
    const { columns } = snapshot();
    const home = columns.find(
      (column) => lane !== "stage" && listOf(column, lane).some((card) => card.id === id),
    );
    const list = lane === "stage" ? columns.map((column) => column.stage) : home ? listOf(home, lane) : [];
    const next = neighbour(list, id);
    edit(() => edits.removeCard(doc, id));
    const left = home && lane !== "stage" ? { addIn: home.stage.id, lane } : { start: true as const };
    screen.patch({
      focus: next === null ? left : { id: next, lane },
      ...(screen.get().details === id && { details: null }),
    });
    screen.say(t("said_deleted", { what: t(lane === "stage" ? "stage" : LANE_KEYS[lane]) }));
  }

  function removeEvidence(id: string): void {
    edit(() => edits.removeCard(doc, id));
    screen.say(t("said_deleted", { what: t("evidence") }));
  }

  function moveStage(id: string, by: number): void {
    const ids = snapshot().columns.map((column) => column.stage.id);
    const target = ids.indexOf(id) + by;
    if (by === 0 || locked()) return;
    if (target < 0 || target >= ids.length) {
      screen.say(t("said_edge"));
      return;
    }
    const others = ids.filter((other) => other !== id);
    edit(() => edits.moveStage(doc, id, others[target] ?? null));
    screen.patch({ focus: { id, lane: "stage" } });
    screen.say(t("said_stage_moved", { n: target + 1 }));
  }

  /** Put a card to a place; a pain point is tied to the touchpoint under which it lands. */
  function put(id: string, lane: LaneType, place: DropPlace): void {
    if (locked() || isThere(snapshot(), lane, id, place)) return;
    edit(() => {
      edits.moveCard(doc, id, lane, place.stage, place.before);
      if (lane === "pain_point") edits.setField(doc, "pain_point", id, "touchpoint", place.touchpoint);
    });
    screen.patch({ focus: { id, lane } });
    const found = locate(snapshot(), lane, id);
    const stage = found && snapshot().columns[found.column]?.stage.name;
    if (found) screen.say(t("said_moved", { stage: stage || t("unnamed"), n: found.index + 1 }));
  }

  function move(id: string, lane: LaneType, dx: number, dy: number): void {
    const place = moveBy(snapshot(), lane, id, dx, dy);
    if (place === null) screen.say(t("said_edge"));
    else put(id, lane, place);
  }

  const touchpoint = (id: string): Touchpoint | undefined =>
    touchpointsOf(snapshot()).find((one) => one.id === id);

  function setEmotion(id: string, emotion: number | null): void {
    edit(() => edits.setField(doc, "touchpoint", id, "emotion", emotion));
    screen.say(t("said_emotion", { emotion: t(emotionKey(emotion)) }));
  }

  function nudgeEmotion(id: string, by: number): void {
    const now = touchpoint(id)?.emotion ?? 0;
    setEmotion(id, Math.max(-2, Math.min(2, now + by)));
  }

  function toggleStar(id: string): void {
    if (locked()) return;
    const starred = !touchpoint(id)?.is_moment_of_truth;
    edit(() => edits.setField(doc, "touchpoint", id, "is_moment_of_truth", starred));
    screen.say(t(starred ? "said_starred" : "said_unstarred"));
  }

  /** Tie a touchpoint to one of the case's; it takes over the channel, and the name where it has none. */
  function linkToCase(id: string, option: TouchpointOption | null): void {
    edit(() => {
      edits.setField(doc, "touchpoint", id, "case_touchpoint", option?.code ?? null);
      if (option === null) return;
      if (option.channel !== null) edits.setField(doc, "touchpoint", id, "channel", option.channel);
      if (touchpoint(id)?.name === "") edits.writeText(doc, { card: id, field: "name" }, "", option.name);
    });
  }

  function undo(): void {
    if (!locked()) screen.say(t(history.undo() ? "said_undone" : "said_nothing_to_undo"));
  }

  function redo(): void {
    if (!locked()) screen.say(t(history.redo() ? "said_redone" : "said_nothing_to_redo"));
  }

  /** Do what a key means on the card that has the focus. */
  function run(command: Command, id: string, lane: FocusLane): void {
    const card = lane === "action" || lane === "emotion" ? "touchpoint" : lane;
    switch (command.name) {
      case "edit":
        startEdit(id, lane);
        break;
      case "details":
        screen.patch({ details: id });
        break;
      case "delete":
        remove(id, card);
        break;
      case "move":
        if (card === "stage") moveStage(id, command.dx);
        else move(id, card, command.dx, command.dy);
        break;
      case "star":
        toggleStar(id);
        break;
      case "emotion":
        nudgeEmotion(id, command.by);
        break;
      case "set_emotion":
        setEmotion(id, command.to);
        break;
      case "clear_emotion":
        setEmotion(id, null);
        break;
      case "severity":
        setSeverity(id, command.to);
        break;
      default:
        runOnBoard(command);
    }
  }

  /** Do what a key means anywhere on the board. */
  function runOnBoard(command: Command): void {
    if (command.name === "undo") undo();
    if (command.name === "redo") redo();
    if (command.name === "autosave") screen.say(t("said_autosave"));
  }

  function setSeverity(id: string, severity: number): void {
    edit(() => edits.setField(doc, "pain_point", id, "severity", severity));
    screen.say(t("severity_n", { n: severity }));
  }

  return {
    ...createLaneActions(doc, screen, t, snapshot, edit),
    addStage,
    addTemplate,
    addTouchpoint,
    addPainPoint,
    addOpportunity,
    addEvidence,
    remove,
    removeEvidence,
    moveStage,
    move,
    put,
    setEmotion,
    toggleStar,
    linkToCase,
    setSeverity,
    undo,
    redo,
    run,
    runOnBoard,
    startEdit,
    stopEdit: () => screen.patch({ editing: null }),
    editField: (id: string, field: string) => {
      if (!locked()) screen.patch({ editing: editName(id, field) });
    },
    write: (place: edits.TextPlace, base: string, draft: string) => {
      if (base !== draft) edit(() => edits.writeText(doc, place, base, draft));
    },
    setKind: (kind: Kind) => edit(() => edits.setKind(doc, kind)),
    setChannel: (id: string, channel: Channel | null) =>
      edit(() => edits.setField(doc, "touchpoint", id, "channel", channel)),
    setTouchpoint: (id: string, tied: string | null) =>
      edit(() => edits.setField(doc, "pain_point", id, "touchpoint", tied)),
    setAnswers: (id: string, painPoint: string, answers: boolean) =>
      edit(() => edits.setAnswers(doc, id, painPoint, answers)),
    setEvidenceKind: (id: string, kind: EvidenceKind) =>
      edit(() => edits.setField(doc, "evidence", id, "kind", kind)),
    closeDetails: () => {
      const id = screen.get().details ?? "";
      const lane = LANES.find((one) => locate(snapshot(), one, id) !== null);
      screen.patch({ details: null, focus: lane ? { id, lane } : null });
    },
    showDetails: (id: string | null) => screen.patch({ details: id }),
    say: screen.say,
  };
}
