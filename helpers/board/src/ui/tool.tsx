// A small button that is only a picture; its name is said and shown when it is pointed at.
import type { Ref } from "preact";
import type { Key } from "../i18n";
import { useView } from "./hooks";
import { Icon, type IconName } from "./icons";

export function ToolButton({
  icon,
  name,
  testId,
  danger = false,
  disabled = false,
  expanded,
  buttonRef,
  onClick,
}: {
  icon: IconName;
  name: Key;
  testId: string;
  /** Whether it takes something away. */
  danger?: boolean;
  disabled?: boolean;
  /** For a button that opens something: whether that is open. */
  expanded?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
  onClick: () => void;
}) {
  const { t } = useView();
  return (
    <button
      ref={buttonRef ?? null}
      type="button"
      class={`jb-tool${danger ? " jb-delete" : ""}`}
      title={t(name)}
      aria-label={t(name)}
      aria-expanded={expanded}
      disabled={disabled}
      data-testid={testId}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
