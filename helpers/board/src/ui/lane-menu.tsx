// The menu of lanes: which show, in which order, and one more of the learner's own.
import type { TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { LANE_KINDS, type LaneKind } from "../document/parts";
import { concealed, type FixedLane, laneContent, laneOrder, moveLane, toggle } from "../state/layout";
import { useStore, useView } from "./hooks";
import { Icon } from "./icons";
import { LANE_ICONS, laneName } from "./lane-names";
import { Popover } from "./popover";
import { ToolButton } from "./tool";

/** The toolbar's button; a number on it says how many hidden lanes hold something. */
export function LanesTool() {
  const { t, state, layout } = useView();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const snapshot = useStore(state, (shared) => shared.snapshot);
  if (snapshot.columns.length === 0) return null;
  const hidden = concealed(layout, snapshot).length;
  const note = hidden > 0 ? t("lanes_hidden_n", { n: hidden }) : "";
  return (
    <>
      <button
        ref={button}
        type="button"
        class="jb-button"
        title={note || t("lanes_menu")}
        aria-label={note === "" ? t("lanes_menu") : t("named", { name: t("lanes_menu"), value: note })}
        aria-haspopup="dialog"
        data-testid="lanes-menu"
        onClick={() => setOpen(true)}
      >
        <Icon name="lanes" />
        <span>{t("lanes_menu")}</span>
        {hidden > 0 && <b class="jb-badge">{hidden}</b>}
      </button>
      {open && (
        <Popover
          anchor={button}
          label={t("lanes_title")}
          testId="lanes-window"
          onClose={() => setOpen(false)}
        >
          <LaneList onClose={() => setOpen(false)} />
        </Popover>
      )}
    </>
  );
}

function LaneList({ onClose }: { onClose: () => void }) {
  const { t, actions, state, layout, arrange, readonly } = useView();
  const snapshot = useStore(state, (shared) => shared.snapshot);
  const own = snapshot.lanes.map((lane) => lane.id);
  const order = laneOrder(layout, own);
  const list = useRef<HTMLUListElement>(null);
  // The control that moved a lane: it keeps the focus, though its row goes to another place.
  const held = useRef<{ lane: string; control: string } | null>(null);

  useLayoutEffect(() => {
    const { lane, control } = held.current ?? {};
    held.current = null;
    const row = [...(list.current?.children ?? [])].find((one) => (one as HTMLElement).dataset.lane === lane);
    const wanted = row?.querySelector<HTMLButtonElement>(`[data-testid="${control}"]`);
    (wanted?.disabled ? row?.querySelector<HTMLElement>("button:enabled") : wanted)?.focus();
  }, [order.join(" ")]);

  function move(lane: string, by: number, control: string): void {
    const to = order.indexOf(lane) + by;
    if (to < 0 || to >= order.length) {
      actions.say(t("said_edge"));
      return;
    }
    held.current = { lane, control };
    arrange((now) => moveLane(now, own, lane, by));
    actions.say(t("lanes_said_moved", { name: laneName(lane, snapshot.lanes, t), n: to + 1 }));
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLInputElement>, lane: string): void {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(lane, event.key === "ArrowUp" ? -1 : 1, "lane-shown");
  }

  return (
    <div class="jb-lane-menu">
      <div class="jb-help-head">
        <h4>{t("lanes_title")}</h4>
        <ToolButton icon="close" name="close" testId="lanes-close" onClick={onClose} />
      </div>
      <p class="jb-note">{t("lanes_hint")}</p>
      <ul ref={list}>
        {order.map((lane, i) => {
          const name = laneName(lane, snapshot.lanes, t);
          const shown = !layout.hidden.includes(lane);
          const content = laneContent(snapshot, lane);
          const kind = snapshot.lanes.find((one) => one.id === lane)?.kind;
          return (
            <li key={lane} class={`jb-lane-entry${shown ? "" : " jb-off"}`} data-lane={lane}>
              <label>
                <input
                  type="checkbox"
                  checked={shown}
                  data-testid="lane-shown"
                  onKeyDown={(event) => onKeyDown(event, lane)}
                  onChange={() => {
                    arrange((now) => toggle(now, "hidden", lane, shown));
                    actions.say(t(shown ? "lanes_said_hidden" : "lanes_said_shown", { name }));
                  }}
                />
                <Icon name={kind ? (kind === "number" ? "bars" : "lines") : LANE_ICONS[lane as FixedLane]} />
                <span class="jb-cut">{name}</span>
                {content > 0 && <small>{content}</small>}
              </label>
              <MoveButton by={-1} name={name} disabled={i === 0} onMove={() => move(lane, -1, "lane-up")} />
              <MoveButton
                by={1}
                name={name}
                disabled={i === order.length - 1}
                onMove={() => move(lane, 1, "lane-down")}
              />
            </li>
          );
        })}
      </ul>
      {!readonly && <AddLaneForm onDone={onClose} />}
    </div>
  );
}

function MoveButton({
  by,
  name,
  disabled,
  onMove,
}: {
  by: -1 | 1;
  name: string;
  disabled: boolean;
  onMove: () => void;
}) {
  const { t } = useView();
  return (
    <button
      type="button"
      class="jb-tool"
      title={t(by < 0 ? "lanes_up" : "lanes_down")}
      aria-label={t(by < 0 ? "lanes_up_of" : "lanes_down_of", { name })}
      disabled={disabled}
      data-testid={by < 0 ? "lane-up" : "lane-down"}
      onClick={onMove}
    >
      <Icon name={by < 0 ? "up" : "down"} />
    </button>
  );
}

/** What a fresh lane is called and holds. */
function AddLaneForm({ onDone }: { onDone: () => void }) {
  const { t, actions, viewId } = useView();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<LaneKind>("text");
  const [unit, setUnit] = useState("");
  return (
    <form
      class="jb-add-lane"
      data-testid="add-lane-form"
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
        actions.addLane(name.trim(), kind, kind === "number" ? unit.trim() : "");
      }}
    >
      <h5>{t("lanes_add")}</h5>
      <label class="jb-field">
        <span class="jb-label">{t("lanes_add_name")}</span>
        <input
          type="text"
          class="jb-input"
          value={name}
          maxLength={200}
          placeholder={t("lanes_add_name_empty")}
          data-testid="lane-name"
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <div class="jb-add-lane-row">
        <fieldset class="jb-switch" aria-label={t("lanes_add_kind")}>
          {LANE_KINDS.map((one) => (
            <label key={one} class={one === kind ? "jb-on" : ""}>
              <input
                type="radio"
                name={`${viewId}-lane-kind`}
                checked={one === kind}
                data-testid={`lane-kind-${one}`}
                onChange={() => setKind(one)}
              />
              {t(`lanes_kind_${one}`)}
            </label>
          ))}
        </fieldset>
        {kind === "number" && (
          <input
            type="text"
            class="jb-input"
            value={unit}
            maxLength={40}
            aria-label={t("lanes_add_unit")}
            placeholder={t("lanes_add_unit_empty")}
            data-testid="lane-unit"
            onInput={(event) => setUnit(event.currentTarget.value)}
          />
        )}
        <button type="submit" class="jb-button jb-primary" data-testid="lane-add">
          <Icon name="plus" />
          {t("lanes_add")}
        </button>
      </div>
    </form>
  );
}

/** The button below the lanes. */
export function AddLaneButton() {
  const { t } = useView();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        class="jb-link"
        aria-haspopup="dialog"
        data-testid="add-lane"
        onClick={() => setOpen(true)}
      >
        <Icon name="plus" />
        {t("lanes_add")}
      </button>
      {open && (
        <Popover
          anchor={button}
          label={t("lanes_add")}
          testId="add-lane-window"
          onClose={() => setOpen(false)}
        >
          <AddLaneForm onDone={() => setOpen(false)} />
        </Popover>
      )}
    </>
  );
}
