// A map without stages: where to begin.
import type { Key } from "../i18n";
import { useView } from "./hooks";
import { Icon } from "./icons";

/** The two five-stage templates; each is a comma-separated list in the catalogue. */
const TEMPLATES = ["template_a", "template_b"] as const satisfies readonly Key[];

export function Empty({ ready }: { ready: boolean }) {
  const { t, actions, readonly } = useView();
  if (!ready) return <div class="jb-start jb-waiting">{t("connecting")}</div>;
  if (readonly) return <div class="jb-start">{t("empty_readonly")}</div>;
  return (
    <div class="jb-start" data-testid="empty">
      <h4>{t("empty_title")}</h4>
      <p>{t("empty_text")}</p>
      {TEMPLATES.map((template) => {
        const names = t(template).split(",");
        return (
          <button
            key={template}
            type="button"
            class="jb-template"
            data-testid={template}
            onClick={() => actions.addTemplate(names)}
          >
            {names.map((name) => (
              <span key={name}>{name}</span>
            ))}
          </button>
        );
      })}
      <button type="button" class="jb-link" data-testid="template-own" onClick={actions.addStage}>
        <Icon name="plus" />
        {t("template_own")}
      </button>
    </div>
  );
}
