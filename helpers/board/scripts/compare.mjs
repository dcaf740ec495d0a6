// Holds the committed bundles and the generated types to their sources, byte for byte.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildBoard } from "../build.mjs";
import { generateTypes, TYPES } from "./types.mjs";

const STATIC = new URL("../../journeybook/static/", import.meta.url);
const stale = [];

const folder = await mkdtemp(join(tmpdir(), "journeybook-board-"));
try {
  await buildBoard(folder);
  for (const name of ["board", "quiz", "vote", "debrief"].flatMap((one) => [`${one}.js`, `${one}.css`])) {
    const fresh = await readFile(join(folder, name));
    const committed = await readFile(new URL(name, STATIC)).catch(() => Buffer.alloc(0));
    if (!fresh.equals(committed)) stale.push(`journeybook/static/${name}: run \`npm run build\``);
  }
} finally {
  await rm(folder, { recursive: true });
}
if ((await readFile(TYPES, "utf8")) !== (await generateTypes())) {
  stale.push("board/src/generated/journey-map.ts: run `npm run types`");
}

if (stale.length > 0) {
  console.error(`Not what the sources give:\n  ${stale.join("\n  ")}`);
  process.exit(1);
}
console.log("The committed bundles and types are what the sources give.");
