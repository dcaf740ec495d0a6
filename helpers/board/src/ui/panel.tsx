// The side panel beside the lanes, and the buttons that open it: the case's facts or the rubric's checks, one at a time.
import type { Key } from "../i18n";
import { metCount } from "../state/checks";
import type { PanelName } from "../state/panels";
import { CheckPanel } from "./checks";
import { FactPanel } from "./facts";
import { usePanels, useStore, useView } from "./hooks";
import { Icon, type IconName } from "./icons";

function Toggle({
  name,
  icon,
  label,
  hint,
  count,
}: {
  name: PanelName;
  icon: IconName;
  label: Key;
  hint: Key;
  count?: string;
}) {
  const { t, panels, viewId } = useView();
  const open = usePanels((state) => state.open === name);
  return (
    <button
      type="button"
      class={`jb-button jb-toggle${open ? " jb-on" : ""}`}
      aria-expanded={open}
      aria-controls={open ? `${viewId}-panel` : undefined}
      title={t(hint)}
      data-panel-toggle={name}
      data-testid={`panel-${name}`}
      onClick={() => panels.toggle(name)}
    >
      <Icon name={icon} />
      <span>{t(label)}</span>
      {count !== undefined && <span class="jb-count">{count}</span>}
    </button>
  );
}

/** The buttons that open the panels; without a rubric there is nothing to check. */
export function PanelToggles() {
  const { checks } = useView();
  const judged = useStore(checks, (state) => state);
  const total = judged.findings.length;
  return (
    <>
      <Toggle name="facts" icon="data" label="facts" hint="facts_hint" />
      {total > 0 && (
        <Toggle
          name="checks"
          icon="checklist"
          label="check"
          hint="check_hint"
          count={`${metCount(judged)}/${total}`}
        />
      )}
    </>
  );
}

/** The open panel; nothing where none is. */
export function SidePanel() {
  const open = usePanels((state) => state.open);
  if (open === "facts") return <FactPanel />;
  if (open === "checks") return <CheckPanel />;
  return null;
}
