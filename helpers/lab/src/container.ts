// What JupyterLab loads: a module-federation container, as webpack would make one, in the few lines that it takes.
//
// JupyterLab calls `init` with the modules that it shares and then asks for "./extension".
import { arrange, autorun } from "./autorun";
import type { NotebookModule, Plugin } from "./jupyter";
import { waitForWidgets } from "./patience";

waitForWidgets();

type Factory = () => unknown;
type Scope = Record<string, Record<string, { get(): Promise<Factory> | Factory }>>;

let scope: Scope = {};

/** Return a module that JupyterLab shares; it shares one version of each. */
async function shared<Module>(name: string): Promise<Module> {
  const [entry] = Object.values(scope[name] ?? {});
  if (entry === undefined) {
    throw new Error(`JupyterLab does not share ${name}: this extension was made for JupyterLab 4.`);
  }
  const factory = await entry.get();
  return factory() as Module;
}

async function extension(): Promise<Factory> {
  const [notebook, application, statedb] = await Promise.all([
    shared<NotebookModule>("@jupyterlab/notebook"),
    shared<{ ILabShell: object }>("@jupyterlab/application"),
    shared<{ IStateDB: object }>("@jupyterlab/statedb"),
  ]);
  const plugin: Plugin = {
    id: "journeybook-lab:autorun",
    description: "Runs the workbook's own lessons when they open.",
    autoStart: true,
    requires: [notebook.INotebookTracker],
    optional: [application.ILabShell, statedb.IStateDB],
    activate(app, tracker, shell, state) {
      const run = (panel: Parameters<typeof autorun>[0]) => {
        autorun(panel, notebook.NotebookActions).catch((reason: unknown) => {
          console.warn("The lesson did not run by itself.", reason);
        });
      };
      tracker.forEach(run);
      tracker.widgetAdded.connect((_, panel) => run(panel));
      if (shell !== null && state !== null) {
        arrange(app, shell, state).catch((reason: unknown) => {
          console.warn("The side bar could not be folded away.", reason);
        });
      }
    },
  };
  return () => ({ __esModule: true, default: plugin });
}

const container = {
  init(given: Scope): void {
    scope = given;
  },
  get(module: string): Promise<Factory> {
    if (module !== "./extension") {
      return Promise.reject(new Error(`journeybook-lab has no module ${module}`));
    }
    return extension();
  },
};

const labs = globalThis as unknown as { _JUPYTERLAB?: Record<string, typeof container> };
labs._JUPYTERLAB ??= {};
labs._JUPYTERLAB["journeybook-lab"] = container;
