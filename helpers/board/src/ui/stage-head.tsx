// The head of a stage: its number, its name, and what can be done with it; folded, only the number stays.
import type { ComponentChildren } from "preact";
import type { Stage } from "../document/parts";
import { toggle } from "../state/layout";
import { CardText } from "./card-text";
import { useView } from "./hooks";
import { memo } from "./memo";
import { colourOf, EditorMark, useEditor } from "./people";
import { ToolButton } from "./tool";

/** Return what folds or unfolds a stage. */
export function useFold(stage: Stage): (folded: boolean) => void {
  const { t, arrange, actions } = useView();
  return (folded) => {
    arrange((layout) => toggle(layout, "folded", stage.id, folded));
    const name = stage.name || t("unnamed");
    actions.say(t(folded ? "stage_said_folded" : "stage_said_unfolded", { name }));
  };
}

/** What the keys that act on a stage find, folded or not. */
function HeadFrame({
  stage,
  index,
  folded,
  children,
}: {
  stage: Stage;
  index: number;
  folded: boolean;
  children: ComponentChildren;
}) {
  const { t } = useView();
  const editor = useEditor(stage.id);
  return (
    <div
      role="columnheader"
      class={`jb-stage-cell${folded ? " jb-folded-head" : ""}`}
      data-stage-id={stage.id}
    >
      <div
        class={`jb-stage${editor ? " jb-edited" : ""}`}
        style={editor ? colourOf(editor) : undefined}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys act on the stage that has the focus (state/keyboard.ts)
        tabIndex={0}
        aria-label={`${t("stage_nr", { n: index + 1 })}${t("list_comma")}${stage.name || t("unnamed")}`}
        data-card-id={stage.id}
        data-lane="stage"
        data-testid="stage"
        data-folded={folded ? "true" : undefined}
      >
        <span class="jb-number" aria-hidden="true">
          {index + 1}
        </span>
        {children}
        {editor !== null && <EditorMark person={editor} />}
      </div>
    </div>
  );
}

/** Folds an open stage, or unfolds a folded one; the focus stays at its head. */
function FoldButton({ stage, folded }: { stage: Stage; folded: boolean }) {
  const { screen } = useView();
  const fold = useFold(stage);
  return (
    <ToolButton
      icon={folded ? "unfold" : "fold"}
      name={folded ? "stage_unfold" : "stage_fold"}
      testId={folded ? "stage-unfold" : "stage-fold"}
      expanded={!folded}
      onClick={() => {
        screen.patch({ focus: { id: stage.id, lane: "stage" } });
        fold(!folded);
      }}
    />
  );
}

/** The head of an open stage. */
export const StageHead = memo(function StageHead({
  stage,
  index,
  count,
}: {
  stage: Stage;
  index: number;
  count: number;
}) {
  const { actions, readonly } = useView();
  return (
    <HeadFrame stage={stage} index={index} folded={false}>
      <CardText card={stage} field="name" name="stage_name" empty="stage_empty" testId="stage-name" />
      {!readonly && (
        <div class="jb-tools">
          <ToolButton
            icon="left"
            name="move_left"
            testId="stage-left"
            disabled={index === 0}
            onClick={() => actions.moveStage(stage.id, -1)}
          />
          <ToolButton
            icon="right"
            name="move_right"
            testId="stage-right"
            disabled={index === count - 1}
            onClick={() => actions.moveStage(stage.id, 1)}
          />
          <FoldButton stage={stage} folded={false} />
          <ToolButton
            icon="trash"
            name="delete_stage"
            testId="stage-delete"
            danger={true}
            onClick={() => actions.remove(stage.id, "stage")}
          />
        </div>
      )}
    </HeadFrame>
  );
});

/** The head of a folded stage. */
export function FoldedHead({ stage, index }: { stage: Stage; index: number }) {
  return (
    <HeadFrame stage={stage} index={index} folded={true}>
      <FoldButton stage={stage} folded={true} />
    </HeadFrame>
  );
}
