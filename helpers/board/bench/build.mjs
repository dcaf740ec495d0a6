// Builds what the measuring page loads beside the board: `node bench/build.mjs <folder>` writes peer.js there.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: ["peer.ts"],
  outdir: process.argv[2],
  bundle: true,
  format: "iife",
  target: "es2022",
  logLevel: "warning",
});
