// The emotion curve as a table: the same values to read line by line, and to set without aiming.
import { useRef, useState } from "preact/hooks";
import { EMOTIONS } from "../document/parts";
import { emotionKey } from "../i18n";
import { useStore, useView } from "./hooks";
import { Face } from "./icons";
import { Popover } from "./popover";
import { ToolButton } from "./tool";

function EmotionTable({ onClose }: { onClose: () => void }) {
  const { t, state, actions, readonly } = useView();
  const columns = useStore(state, (shared) => shared.snapshot.columns);
  const empty = columns.every(({ touchpoints }) => touchpoints.length === 0);
  return (
    <div class="jb-emotion-table">
      <div class="jb-help-head">
        <h4>{t("lane_emotion")}</h4>
        <ToolButton icon="close" name="close" testId="emotion-table-close" onClick={onClose} />
      </div>
      {empty ? (
        <p>{t("emotions_none")}</p>
      ) : (
        <table>
          <caption class="jb-hidden">{t("emotions_as_table")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("stage")}</th>
              <th scope="col">{t("touchpoint")}</th>
              <th scope="col">{t("emotion")}</th>
              <th scope="col">{t("moment_of_truth")}</th>
            </tr>
          </thead>
          <tbody>
            {columns.flatMap(({ stage, touchpoints }) =>
              touchpoints.map((card) => {
                const name = card.name || t("unnamed");
                return (
                  <tr key={card.id} data-testid="emotion-row">
                    <td>{stage.name || t("unnamed")}</td>
                    <th scope="row">{name}</th>
                    <td>
                      <span class="jb-emotion-choice">
                        <Face emotion={card.emotion} />
                        <select
                          class="jb-select"
                          aria-label={t("emotion_of", { name })}
                          value={card.emotion ?? ""}
                          disabled={readonly}
                          data-testid="emotion-select"
                          onChange={({ currentTarget: { value } }) =>
                            actions.setEmotion(card.id, value === "" ? null : Number(value))
                          }
                        >
                          <option value="">{t("emotion_unset")}</option>
                          {EMOTIONS.map((emotion) => (
                            <option key={emotion} value={emotion}>
                              {`${emotion > 0 ? "+" : ""}${emotion}`.replace("-", "−")}{" "}
                              {t(emotionKey(emotion))}
                            </option>
                          ))}
                        </select>
                      </span>
                    </td>
                    <td class="jb-centre">
                      <input
                        type="checkbox"
                        aria-label={t("named", { name: t("moment_of_truth"), value: name })}
                        checked={card.is_moment_of_truth}
                        disabled={readonly}
                        data-testid="emotion-star"
                        onChange={() => actions.toggleStar(card.id)}
                      />
                    </td>
                  </tr>
                );
              }),
            )}
          </tbody>
        </table>
      )}
    </div>
  );
}

export function EmotionTableTool() {
  const { t } = useView();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <ToolButton
        icon="table"
        name="emotions_as_table"
        testId="emotion-table"
        expanded={open}
        buttonRef={button}
        onClick={() => setOpen(true)}
      />
      {open && (
        <Popover
          anchor={button}
          label={t("emotions_as_table")}
          testId="emotion-table-window"
          onClose={() => setOpen(false)}
        >
          <EmotionTable onClose={() => setOpen(false)} />
        </Popover>
      )}
    </>
  );
}
