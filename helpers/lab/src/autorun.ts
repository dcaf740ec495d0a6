// Runs a lesson when it opens, so that a reader who has never heard of cells sees boards and charts at once.
//
// Only notebooks that ask for it (`journeybook.autorun` in their metadata) and that JupyterLab trusts in every code
// cell: trust comes from the signature that the workbook gives its own files, so what somebody else sends is shown
// but not run.
import type {
  Application,
  LabShell,
  Notebook,
  NotebookModel,
  NotebookModule,
  NotebookPanel,
  StateStore,
} from "./jupyter";

const ARRANGED = "journeybook-lab:arranged";

/** Whether the notebook asks to be run and may be. */
export function mayRun(notebook: Notebook): boolean {
  const wish = notebook.model?.getMetadata("journeybook") as { autorun?: unknown } | null | undefined;
  if (notebook.model == null || wish?.autorun !== true) {
    return false;
  }
  return [...notebook.model.cells].every((cell) => cell.type !== "code" || cell.trusted);
}

/** Run all cells once, when the notebook and its kernel are there. */
export async function autorun(
  panel: NotebookPanel,
  actions: NotebookModule["NotebookActions"],
): Promise<void> {
  await panel.context.ready;
  if (!mayRun(panel.content)) {
    return;
  }
  await panel.sessionContext.ready;
  if (panel.isDisposed || panel.sessionContext.session?.kernel == null) {
    return;
  }
  const notebook = panel.content;
  if (notebook.model != null) {
    keepCleanUntilEdited(notebook.model);
  }
  const running = actions.runCells(notebook, notebook.widgets, panel.sessionContext);
  // Running selects the last cell; a lesson is read from its top.
  notebook.deselectAll();
  notebook.activeCellIndex = 0;
  await notebook.scrollToItem(0);
  await running;
}

/**
 * Count the notebook as changed only once the text of a cell is: charts and widgets write outputs all the time, and
 * a reader who typed nothing must not be asked to save when they close the page.
 */
export function keepCleanUntilEdited(model: NotebookModel): void {
  const text = () => JSON.stringify([...model.cells].map((cell) => cell.sharedModel.getSource()));
  const opened = text();
  const clean = () => {
    if (model.dirty && text() === opened) {
      model.dirty = false;
    }
  };
  clean(); // the kernel's name and version are in the metadata by now
  model.stateChanged.connect(clean);
}

/** Fold the file browser away the first time a desk is opened: lessons are reached by links. */
export async function arrange(app: Application, shell: LabShell, state: StateStore): Promise<void> {
  await app.restored;
  if ((await state.fetch(ARRANGED)) !== true) {
    shell.collapseLeft();
    await state.save(ARRANGED, true);
  }
}
