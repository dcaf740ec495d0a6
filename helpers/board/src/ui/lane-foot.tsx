// The rows of the board that hold no cards: the line of visibility, and below all lanes what is hidden and one more.
import type { Snapshot } from "../document/snapshot";
import { concealed, toggle } from "../state/layout";
import { useView } from "./hooks";
import { Icon } from "./icons";
import { AddLaneButton } from "./lane-menu";
import { laneName } from "./lane-names";

/** Above it is what the customer sees, below it what is done for that behind the scenes. */
export function Visibility({ at }: { at: number }) {
  const { t } = useView();
  return (
    <div class="jb-row" role="row" style={{ "--jb-row": at }}>
      <div class="jb-visibility" role="cell" data-testid="visibility">
        <span>
          <b>{t("visibility")}</b>
          <small>{t("visibility_hint")}</small>
        </span>
      </div>
    </div>
  );
}

/** A button for one more lane, and the hidden lanes that hold something, each a click away. */
export function LanesFoot({ at, snapshot }: { at: number; snapshot: Snapshot }) {
  const { t, actions, readonly, layout, arrange } = useView();
  const hidden = concealed(layout, snapshot);
  if (readonly && hidden.length === 0) return null;
  return (
    <div class="jb-row" role="row" style={{ "--jb-row": at }}>
      <div class="jb-lanes-foot" role="cell">
        <div class="jb-lanes-foot-inner">
          {!readonly && <AddLaneButton />}
          {hidden.length > 0 && <span class="jb-hidden-title">{t("lanes_hidden")}</span>}
          {hidden.map(({ lane, content }) => {
            const name = laneName(lane, snapshot.lanes, t);
            return (
              <button
                key={lane}
                type="button"
                class="jb-chip"
                title={t("lanes_show", { name, n: content })}
                aria-label={t("lanes_show", { name, n: content })}
                data-testid="hidden-lane"
                onClick={() => {
                  arrange((now) => toggle(now, "hidden", lane, false));
                  actions.say(t("lanes_said_shown", { name }));
                }}
              >
                <Icon name="plus" />
                <span class="jb-cut">{name}</span>
                <b>{content}</b>
              </button>
            );
          })}
        </div>
      </div>
    </div>
  );
}
