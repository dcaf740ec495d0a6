// Who travels, and in which situation: the head of the map.
import type { ComponentChildren } from "preact";
import type { Persona, RootText, Scenario } from "../document/parts";
import type { Key } from "../i18n";
import { useView } from "./hooks";
import { Icon } from "./icons";
import { memo } from "./memo";
import { EditableText } from "./text";

/** One line of the head: its name, and the text that can be edited in place. */
function Line({ place, value, name }: { place: RootText; value: string; name: Key }) {
  const { t } = useView();
  const label = t(name);
  return (
    <div class="jb-line-of-head">
      <span class="jb-label" aria-hidden="true">
        {label}
      </span>
      <EditableText
        place={place}
        value={value}
        label={label}
        placeholder={t(`${name}_empty` as Key)}
        tabbable={true}
        testId={place}
      />
    </div>
  );
}

function Part({
  icon,
  title,
  children,
}: {
  icon: "person" | "scene";
  title: string;
  children: ComponentChildren;
}) {
  return (
    <section class={`jb-part jb-part-${icon}`} aria-label={title}>
      <span class="jb-avatar">
        <Icon name={icon} />
      </span>
      <div class="jb-part-body">{children}</div>
    </section>
  );
}

/** Persona and scenario, side by side where there is room. */
export const Header = memo(function Header({ persona, scenario }: { persona: Persona; scenario: Scenario }) {
  const { t } = useView();
  return (
    <div class="jb-header">
      <Part icon="person" title={t("persona")}>
        <div class="jb-title">
          <span class="jb-kicker">{t("persona")}</span>
          <EditableText
            place="persona.name"
            value={persona.name}
            label={t("persona_name")}
            placeholder={t("persona_name_empty")}
            tabbable={true}
            testId="persona.name"
          />
        </div>
        <Line place="persona.about" value={persona.about} name="persona_about" />
        <Line place="persona.goal" value={persona.goal} name="persona_goal" />
      </Part>
      <Part icon="scene" title={t("scenario")}>
        <div class="jb-title">
          <span class="jb-kicker">{t("scenario")}</span>
          <EditableText
            place="scenario.name"
            value={scenario.name}
            label={t("scenario_name")}
            placeholder={t("scenario_name_empty")}
            tabbable={true}
            testId="scenario.name"
          />
        </div>
        <Line place="scenario.situation" value={scenario.situation} name="scenario_situation" />
      </Part>
    </div>
  );
});
