// Makes package-lock.json afresh: for every platform, and without a word of any host. Run it after a change to
// package.json; `node scripts/lock.mjs FOLDER` makes that of another folder, such as the class's proxy.
//
// npm asks an installed node_modules which optional packages there are, and so would leave out those of other
// platforms: the lock is made in an empty folder.
import { execFileSync } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const place = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));
const MANIFEST = join(place, "package.json");
const LOCK = join(place, "package-lock.json");

/** Say of a package for another platform what its name says: `@biomejs/cli-linux-x64-musl`. */
function platformOf(name) {
  const [, os, cpu, libc] = /-(android|darwin|linux|win32)-(arm64|x64)(?:-(musl))?$/.exec(name) ?? [];
  return { ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }), ...(os && { os: [os] }) };
}

/** A registry need not hold the packages of every platform; `npm ci` demands a line for each all the same. */
function fillOptional(packages) {
  for (const { dev, optionalDependencies = {} } of Object.values(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      packages[`node_modules/${name}`] ??= {
        version,
        ...(dev && { dev }),
        optional: true,
        ...platformOf(name),
      };
    }
  }
}

const folder = await mkdtemp(join(tmpdir(), "journeybook-lock-"));
try {
  await copyFile(MANIFEST, join(folder, "package.json"));
  execFileSync("npm", ["install", "--package-lock-only", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: "inherit",
  });
  const lock = JSON.parse(await readFile(join(folder, "package-lock.json"), "utf8"));
  for (const entry of Object.values(lock.packages)) {
    delete entry.funding;
    delete entry.resolved;
  }
  fillOptional(lock.packages);
  await writeFile(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true });
}
