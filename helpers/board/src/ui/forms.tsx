// The choice of the map's visual form: table, timeline or flowchart.
import { FORMS, type Form } from "../picture/sheet";
import { useScreen, useStore, useView } from "./hooks";

export function FormSwitch() {
  const { t, screen, state, viewId } = useView();
  const form = useScreen((shown) => shown.form);
  const empty = useStore(state, (shared) => shared.snapshot.columns.length === 0);

  function choose(one: Form): void {
    screen.patch({ form: one, editing: null });
    screen.say(t("form_said", { form: t(`form_${one}`) }));
  }

  return (
    <fieldset class="jb-switch" aria-label={t("form")}>
      {FORMS.map((one) => (
        <label key={one} class={one === form ? "jb-on" : ""}>
          <input
            type="radio"
            name={`${viewId}-form`}
            value={one}
            checked={one === form}
            disabled={empty}
            data-testid={`form-${one}`}
            onChange={() => choose(one)}
          />
          {t(`form_${one}`)}
        </label>
      ))}
    </fieldset>
  );
}
