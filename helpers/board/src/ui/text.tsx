// Writing: a text that becomes a field when it is clicked, and a field that is always one.
import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { TextPlace } from "../document/edits";
import { MAX_TEXT } from "../document/parts";
import { editName } from "../state/screen";
import { useScreen, useView } from "./hooks";

interface WritingProps {
  place: TextPlace;
  value: string;
  label: string;
  placeholder: string;
}

/** Texts longer than this, in UTF-16 units, may be cut on a card; the pointer shows them whole. */
const LONG = 60;

const nameOf = (place: TextPlace) =>
  typeof place === "string" ? editName("", place) : editName(place.card, place.field);

/** Grow a text field with its text. */
function grow(area: HTMLTextAreaElement): void {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

/**
 * A field that writes into the document when it is left or Enter is pressed.
 *
 * Shift+Enter breaks the line and Escape gives up; no key does anything while an input method is composing. With
 * `onClose` the field is there for one edit: it takes the focus, and Enter and Escape close it.
 */
function Area({
  place,
  value,
  label,
  placeholder,
  onClose,
}: WritingProps & { onClose?: (area: HTMLTextAreaElement) => void }) {
  const { actions, readonly } = useView();
  const area = useRef<HTMLTextAreaElement>(null);
  // The text from which this edit started; what changed since is what the person did.
  const base = useRef(value);

  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    // What is being typed stays; what only stands there follows what others write.
    if (element.value === base.current || document.activeElement !== element) {
      const caret = element.selectionEnd;
      if (element.value !== value) {
        element.value = value;
        if (document.activeElement === element) element.setSelectionRange(caret, caret);
      }
      base.current = value;
    }
    grow(element);
  }, [value]);

  // Before the next paint: a key typed right after the click belongs to the field, not to the card.
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null || onClose === undefined) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, []);

  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    // What stands in the field when the page or the board goes away is not lost.
    const onLeave = () => commit(element);
    window.addEventListener("pagehide", onLeave);
    return () => {
      window.removeEventListener("pagehide", onLeave);
      commit(element);
    };
  }, []);

  function commit(element: HTMLTextAreaElement): void {
    const draft = element.value;
    const from = base.current;
    base.current = draft;
    actions.write(place, from, draft);
  }

  function leave(element: HTMLTextAreaElement): void {
    const untouched = element.value === base.current;
    commit(element);
    // Somebody else may have written here while it was open and we only read.
    if (untouched) {
      element.value = value;
      base.current = value;
    }
    onClose?.(element);
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>): void {
    // 229 is what browsers report for a key that an input method has taken.
    if (event.isComposing || event.keyCode === 229) return;
    const element = event.currentTarget;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      commit(element);
      onClose?.(element);
    } else if (event.key === "Escape") {
      // With nothing to give up, Escape closes what is around the field.
      if (onClose === undefined && element.value === base.current) return;
      event.preventDefault();
      event.stopPropagation();
      element.value = base.current;
      grow(element);
      onClose?.(element);
    }
  }

  return (
    <textarea
      ref={area}
      class="jb-area"
      rows={1}
      maxLength={MAX_TEXT}
      readOnly={readonly}
      aria-label={label}
      placeholder={placeholder}
      spellcheck={false}
      onFocus={(event) => {
        base.current = event.currentTarget.value;
      }}
      onInput={(event) => grow(event.currentTarget)}
      onKeyDown={onKeyDown}
      onBlur={(event) => leave(event.currentTarget)}
    />
  );
}

/** A text in place: read until it is clicked or opened by a key, then a field until Enter, Escape or leaving it. */
export function EditableText({
  tabbable,
  testId,
  ...writing
}: WritingProps & { tabbable: boolean; testId: string }) {
  const { t, actions, readonly } = useView();
  const { place, value, label, placeholder } = writing;
  const editing = useScreen(({ editing }) => editing !== null && editing === nameOf(place));
  const holder = useRef<HTMLDivElement>(null);

  function close(area: HTMLTextAreaElement): void {
    const hadFocus = document.activeElement === area;
    const card = holder.current?.closest<HTMLElement>("[data-card-id][tabindex]");
    actions.stopEdit();
    if (!hadFocus) return;
    // The field goes away: the focus returns to what can be reached by the Tab key.
    queueMicrotask(() => {
      const target = tabbable ? holder.current?.querySelector<HTMLElement>(".jb-text") : card;
      target?.focus();
    });
  }

  const open = () => {
    if (readonly) return;
    if (typeof place === "string") actions.editField("", place);
    else actions.editField(place.card, place.field);
  };

  return (
    <div class="jb-editable" ref={holder} data-testid={testId}>
      {editing ? (
        <Area {...writing} onClose={close} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: not reachable by Tab, the card around it opens it by Enter
        <div
          class={`jb-text${value === "" ? " jb-empty" : ""}`}
          {...(tabbable && !readonly
            ? {
                role: "button",
                tabIndex: 0,
                "aria-label": t("named", { name: label, value: value || placeholder }),
              }
            : {})}
          title={value.length > LONG ? value : undefined}
          onClick={open}
          onKeyDown={(event) => {
            if (!tabbable || (event.key !== "Enter" && event.key !== " ")) return;
            event.preventDefault();
            event.stopPropagation();
            open();
          }}
        >
          {value === "" ? (readonly ? "" : placeholder) : value}
        </div>
      )}
    </div>
  );
}

/** A labelled field that is always open, in the details. */
export function Field({ testId, ...writing }: WritingProps & { testId: string }) {
  return (
    <div class="jb-field" data-testid={testId}>
      <span class="jb-label" aria-hidden="true">
        {writing.label}
      </span>
      <Area {...writing} />
    </div>
  );
}
