// Choosing one of several in the details: from a list, or from a row of pictures.
import type { ComponentChildren } from "preact";
import { useView } from "./hooks";

/** A list to choose one from; with `none`, the empty value stands for none of them. */
export function Choice({
  label,
  value,
  none,
  entries,
  testId,
  onChoose,
}: {
  label: string;
  value: string | null;
  none?: string;
  entries: readonly { value: string; text: string }[];
  testId: string;
  onChoose: (value: string | null) => void;
}) {
  const { readonly } = useView();
  return (
    <label class="jb-field">
      <span class="jb-label">{label}</span>
      <select
        class="jb-select"
        value={value ?? ""}
        disabled={readonly}
        data-testid={testId}
        onChange={(event) => onChoose(event.currentTarget.value || null)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {entries.map((entry) => (
          <option key={entry.value} value={entry.value}>
            {entry.text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A row of pictures of which one is chosen. */
export function Scale({
  label,
  name,
  steps,
  children,
}: {
  label: string;
  name: string;
  steps: readonly {
    value: number;
    words: string;
    picture: ComponentChildren;
    on: boolean;
    choose: () => void;
  }[];
  children?: ComponentChildren;
}) {
  const { readonly, viewId } = useView();
  return (
    <fieldset class="jb-field jb-scale">
      <legend class="jb-label">{label}</legend>
      <div class="jb-steps">
        {steps.map(({ value, words, picture, on, choose }) => (
          <label key={value} class={on ? "jb-on" : ""} title={words}>
            <input
              type="radio"
              name={`${viewId}-${name}`}
              aria-label={words}
              checked={on}
              disabled={readonly}
              data-testid={`${name}-${value}`}
              onChange={choose}
            />
            {picture}
          </label>
        ))}
        {children}
      </div>
    </fieldset>
  );
}
