// Adding a touchpoint: from the case's own, or in one's own words.
import { useRef, useState } from "preact/hooks";
import { touchpointsOf } from "../document/snapshot";
import { useStore, useView } from "./hooks";
import { ChannelIcon, Icon } from "./icons";
import { Popover } from "./popover";

/** The "+" of a touchpoint cell; with a case it offers the case's touchpoints first. */
export function TouchpointPicker({ stage, slim }: { stage: string; slim: boolean }) {
  const { t, actions, options } = useView();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const label = t("add_touchpoint");
  return (
    <>
      <button
        ref={button}
        type="button"
        class={`jb-add${slim ? " jb-slim" : ""}`}
        title={label}
        aria-label={label}
        aria-haspopup={options.length > 0 ? "dialog" : undefined}
        data-testid="add-touchpoint"
        onClick={() =>
          options.length > 0 ? setOpen(true) : actions.addTouchpoint(stage, null, "touchpoint")
        }
      >
        <Icon name="plus" />
      </button>
      {open && (
        <Popover
          anchor={button}
          label={t("pick_touchpoint")}
          testId="touchpoint-picker"
          onClose={() => setOpen(false)}
        >
          <Choices stage={stage} onDone={() => setOpen(false)} />
        </Popover>
      )}
    </>
  );
}

function Choices({ stage, onDone }: { stage: string; onDone: () => void }) {
  const { t, actions, options, state } = useView();
  const used = useStore(state, ({ snapshot }) => snapshot.columns);
  const codes = new Set(touchpointsOf({ columns: used }).map((card) => card.case_touchpoint));
  return (
    <div class="jb-choices">
      <div class="jb-choices-title">{t("pick_touchpoint")}</div>
      {options.map((option) => (
        <button
          key={option.code}
          type="button"
          class="jb-choice"
          data-testid="touchpoint-option"
          data-code={option.code}
          onClick={() => {
            onDone();
            actions.addTouchpoint(stage, option, "touchpoint");
          }}
        >
          <ChannelIcon channel={option.channel} />
          <span>{option.name}</span>
          {codes.has(option.code) && <small>{t("pick_used")}</small>}
        </button>
      ))}
      <button
        type="button"
        class="jb-choice jb-own"
        data-testid="touchpoint-own"
        onClick={() => {
          onDone();
          actions.addTouchpoint(stage, null, "touchpoint");
        }}
      >
        <span class="jb-channel jb-none">
          <Icon name="plus" />
        </span>
        <span>{t("pick_own")}</span>
      </button>
    </div>
  );
}
