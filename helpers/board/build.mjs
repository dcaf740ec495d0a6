// Builds the board, the quiz, the plan, the voters' page and the trainer's page of a debrief: one minified ES module and one
// style sheet each, which Python's package carries.
//
// `node build.mjs [folder]` writes them there, board.js and board.css and so on (default: the package's static folder). The same
// sources give the same bytes on every machine, so that scripts/compare.mjs can hold the committed files to them.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const YJS_MARK = "const importIdentifier = '__ $YJS$ __';";

/**
 * Gives each copy of Yjs a mark of its own.
 *
 * Yjs marks the page and complains in the console when it finds a second copy there, since parts of two copies do not
 * fit together. JupyterLab brings one, and each board has its own; they exchange bytes and never parts.
 */
const ownYjs = {
  name: "own-yjs",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]yjs[\\/]dist[\\/]yjs\.mjs$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (!source.includes(YJS_MARK))
        throw new Error("Yjs marks the page in another way now: look at ownYjs again");
      return { contents: source.replace(YJS_MARK, "const importIdentifier = Symbol();"), loader: "js" };
    });
  },
};

const here = fileURLToPath(new URL(".", import.meta.url));

/** Write the bundles into `folder`. */
export async function buildBoard(folder) {
  await build({
    absWorkingDir: here,
    entryPoints: {
      board: "src/index.ts",
      quiz: "src/quiz/index.ts",
      plan: "src/plan/index.ts",
      vote: "src/vote/index.tsx",
      debrief: "src/debrief/index.tsx",
    },
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022", "chrome111", "firefox114", "safari16.4"],
    jsx: "automatic",
    jsxImportSource: "preact",
    charset: "utf8",
    legalComments: "none",
    sourcemap: false,
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
    plugins: [ownYjs],
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildBoard(process.argv[2] ?? fileURLToPath(new URL("../journeybook/static", import.meta.url)));
}
