// Builds the JupyterLab extension that the Python package carries, with the board's tools.
//
// `node build.mjs` writes it; `node build.mjs --compare` ends with 1 if the committed file is not what the sources give.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const { build } = createRequire(new URL("../board/package.json", import.meta.url))("esbuild");
const target = fileURLToPath(
  new URL(
    "../journeybook/share/jupyter/labextensions/journeybook-lab/static/remoteEntry.js",
    import.meta.url,
  ),
);
const compare = process.argv.includes("--compare");

const result = await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: ["src/container.ts"],
  outfile: target,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", "chrome111", "firefox114", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  write: !compare,
});

if (compare) {
  const committed = await readFile(target, "utf8");
  if (committed !== result.outputFiles[0].text) {
    console.error(`${target} is not what helpers/lab/src gives: run "make build" and commit the result.`);
    process.exitCode = 1;
  }
}
