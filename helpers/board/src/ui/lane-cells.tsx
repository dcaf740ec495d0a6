// The cells of the lanes that hold a text under each touchpoint, and of the learner's own lanes.
import { useEffect, useRef, useState } from "preact/hooks";
import { type CellPlace, cellId } from "../document/lane-edits";
import type { Lane, LaneCell, Stage, Touchpoint } from "../document/parts";
import { barOf, formatNumber, parseNumber, plainNumber } from "../numbers";
import { editName } from "../state/screen";
import { Cell } from "./cells";
import { useScreen, useStore, useView } from "./hooks";
import { memo } from "./memo";
import { EditableText } from "./text";

/** What the customer thinks, or what is done behind the scenes: one text under each touchpoint. */
export const TouchpointTextCell = memo(function TouchpointTextCell({
  field,
  stage,
  touchpoints,
  drawn,
  odd,
}: {
  field: "thought" | "backstage";
  stage: Stage;
  touchpoints: readonly Touchpoint[];
  drawn: number;
  odd: boolean;
}) {
  const { t } = useView();
  return (
    <Cell stage={stage} lane={field} odd={odd} waiting={drawn < touchpoints.length}>
      <div class="jb-slots">
        {touchpoints.slice(0, drawn).map((card) => (
          <div key={card.id} class={`jb-note-card jb-note-${field}`} data-testid={field} data-of={card.id}>
            <EditableText
              place={{ card: card.id, field }}
              value={card[field]}
              label={t("named", { name: card.name || t("unnamed"), value: t(field) })}
              placeholder={t(`${field}_empty`)}
              tabbable={true}
              testId={`${field}-text`}
            />
          </div>
        ))}
      </div>
    </Cell>
  );
});

/** What a learner-made lane says of one stage. */
export const OwnCell = memo(function OwnCell({
  lane,
  stage,
  cell,
  numbers,
  odd,
}: {
  lane: Lane;
  stage: Stage;
  cell: LaneCell | null;
  /** All figures of the lane, for its bars; nothing for a lane of texts. */
  numbers: readonly number[];
  odd: boolean;
}) {
  const { t } = useView();
  const place = { lane: lane.id, stage: stage.id };
  const id = cell?.id ?? cellId(place);
  const label = t("own_cell", { lane: lane.name || t("own_lane"), stage: stage.name || t("unnamed") });
  return (
    <Cell stage={stage} lane="own" odd={odd}>
      {lane.kind === "number" ? (
        <NumberField
          id={id}
          place={place}
          value={cell?.number ?? null}
          unit={lane.unit}
          numbers={numbers}
          label={label}
        />
      ) : (
        <div class="jb-note-card jb-note-own">
          <EditableText
            place={{ card: id, field: "text", cell: place }}
            value={cell?.text ?? ""}
            label={label}
            placeholder={t("own_text_empty")}
            tabbable={true}
            testId="own-text"
          />
        </div>
      )}
    </Cell>
  );
});

/** A figure with its unit and its bar; what is no number stays in the field, with a quiet word about it. */
function NumberField({
  id,
  place,
  value,
  unit,
  numbers,
  label,
}: {
  id: string;
  place: CellPlace;
  value: number | null;
  unit: string;
  numbers: readonly number[];
  label: string;
}) {
  const { t, actions, readonly, screen, state, viewId } = useView();
  const lang = useStore(state, (shared) => shared.lang);
  const input = useRef<HTMLInputElement>(null);
  const wanted = useScreen((shown) => shown.editing === editName(id, "number"));
  // What is being typed; `null` while the field only shows the figure.
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<"own_number_bad" | "own_number_large" | null>(null);

  useEffect(() => {
    if (!wanted) return;
    screen.patch({ editing: null });
    input.current?.focus();
  }, [wanted, screen]);

  // What stands in the field when the page or the board goes away is not lost.
  const leaving = useRef(() => {});
  leaving.current = () => {
    if (draft !== null) commit(draft);
  };
  useEffect(() => {
    const onLeave = () => leaving.current();
    window.addEventListener("pagehide", onLeave);
    return () => {
      window.removeEventListener("pagehide", onLeave);
      onLeave();
    };
  }, []);

  function commit(written: string): boolean {
    const parsed = parseNumber(written, unit);
    if (!parsed.ok) {
      setProblem(parsed.problem === "no_number" ? "own_number_bad" : "own_number_large");
      return false;
    }
    if (parsed.value !== value) actions.setNumber(place, parsed.value);
    setProblem(null);
    return true;
  }

  function giveUp(): void {
    setDraft(plainNumber(value));
    setProblem(null);
  }

  const shown = draft ?? (value === null ? "" : formatNumber(value, lang));
  const bar = value === null ? null : barOf(value, numbers);
  const words = (figure: number) => `${formatNumber(figure, lang)}${unit === "" ? "" : ` ${unit}`}`;
  const note = `${viewId}-${id}`;
  return (
    <div class="jb-number-field" data-testid="own-number">
      <div class="jb-figure">
        <input
          ref={input}
          type="text"
          inputMode="decimal"
          class="jb-number-input"
          // A figure takes the room of its digits, so that its unit stands beside it.
          style={{
            width: `calc(${Math.min(18, Math.max(shown.length, shown === "" || draft !== null ? 5 : 1))}ch + 14px)`,
          }}
          value={shown}
          maxLength={40}
          readOnly={readonly}
          placeholder={readonly ? "" : t("own_number_empty")}
          aria-label={unit === "" ? label : `${label}${t("list_comma")}${unit}`}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : note}
          onFocus={() => {
            if (!readonly) setDraft((now) => now ?? plainNumber(value));
          }}
          onInput={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.isComposing || event.keyCode === 229) return;
            if (event.key === "Enter") commit(event.currentTarget.value);
            if (event.key === "Escape" && (problem !== null || draft !== plainNumber(value))) {
              event.preventDefault();
              event.stopPropagation();
              giveUp();
            }
          }}
          onBlur={(event) => {
            if (commit(event.currentTarget.value)) setDraft(null);
          }}
        />
        {unit !== "" && value !== null && <span class="jb-unit">{unit}</span>}
      </div>
      {bar !== null && (
        <div
          class={`jb-bar-track${(value ?? 0) < 0 ? " jb-below" : ""}`}
          title={t("own_bar", { value: words(value ?? 0), max: words(Math.max(...numbers)) })}
        >
          <span
            class="jb-bar-fill"
            style={{ insetInlineStart: `${bar.start * 100}%`, width: `${bar.size * 100}%` }}
          />
          {bar.zero > 0 && <span class="jb-bar-zero" style={{ insetInlineStart: `${bar.zero * 100}%` }} />}
        </div>
      )}
      {problem !== null && (
        <span id={note} class="jb-number-note" role="status" data-testid="own-number-note">
          {t(problem)}
        </span>
      )}
    </div>
  );
}
