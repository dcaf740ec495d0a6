// One field of the plan with its label, and what is to be said of its value.
import { LONGEST } from "./values";

interface Props {
  id: string;
  label: string;
  value: string;
  kind?: "text" | "line" | "area" | "date";
  hint?: string;
  note?: string;
  /** Whether the note says that something is not right. */
  warns?: boolean;
  control?: string;
  onInput(value: string): void;
}

export function Field({
  id,
  label,
  value,
  kind = "text",
  hint = "",
  note = "",
  warns = false,
  control,
  onInput,
}: Props) {
  const shared = {
    id,
    value,
    "data-control": control,
    "aria-describedby": note === "" ? undefined : `${id}-note`,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  };
  return (
    <div class={`jb-plan-field jb-plan-${kind}`}>
      <label for={id}>{label}</label>
      {kind === "area" || kind === "line" ? (
        <textarea {...shared} rows={kind === "area" ? 2 : 1} maxLength={LONGEST} placeholder={hint} />
      ) : kind === "date" ? (
        <input {...shared} type="date" max="9999-12-31" />
      ) : (
        <input {...shared} type="text" maxLength={LONGEST} placeholder={hint} autocomplete="off" />
      )}
      {note !== "" && (
        <p id={`${id}-note`} class={warns ? "jb-plan-warns" : "jb-quiz-quiet"}>
          {note}
        </p>
      )}
    </div>
  );
}
