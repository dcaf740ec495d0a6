// The few parts of JupyterLab 4 that this extension touches, by their published names. JupyterLab brings the
// modules themselves when it runs; these types spare the build several hundred packages.

export interface CodeCellModel {
  readonly type: string;
  readonly trusted: boolean;
  readonly sharedModel: { getSource(): string };
}

export interface Cell {
  readonly model: CodeCellModel;
}

export interface NotebookModel {
  readonly cells: Iterable<CodeCellModel>;
  readonly stateChanged: { connect(slot: () => void): void };
  dirty: boolean;
  getMetadata(key: string): unknown;
}

export interface Notebook {
  readonly widgets: readonly Cell[];
  readonly model: NotebookModel | null;
  activeCellIndex: number;
  deselectAll(): void;
  scrollToItem(index: number, align?: string): Promise<void>;
}

export interface SessionContext {
  readonly ready: Promise<void>;
  readonly session: { readonly kernel: object | null } | null;
}

export interface NotebookPanel {
  readonly content: Notebook;
  readonly isDisposed: boolean;
  readonly sessionContext: SessionContext;
  readonly context: { readonly ready: Promise<void> };
}

export interface NotebookTracker {
  readonly widgetAdded: { connect(slot: (tracker: NotebookTracker, panel: NotebookPanel) => void): void };
  forEach(visit: (panel: NotebookPanel) => void): void;
}

export interface NotebookModule {
  readonly INotebookTracker: object;
  readonly NotebookActions: {
    runCells(notebook: Notebook, cells: readonly Cell[], session: SessionContext): Promise<boolean>;
  };
}

export interface LabShell {
  collapseLeft(): void;
}

export interface StateStore {
  fetch(key: string): Promise<unknown>;
  save(key: string, value: boolean): Promise<unknown>;
}

export interface Application {
  readonly restored: Promise<void>;
}

export interface Plugin {
  readonly id: string;
  readonly description: string;
  readonly autoStart: true;
  readonly requires: readonly object[];
  readonly optional: readonly object[];
  activate(
    app: Application,
    tracker: NotebookTracker,
    shell: LabShell | null,
    state: StateStore | null,
  ): void;
}
