// What Mermaid itself makes of texts: a JSON list of them on standard input, a JSON list of answers on standard output.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.argv[2]);
const resolve = (name) => import(pathToFileURL(require.resolve(name)).href);

// There is no browser here: a purifier without a document has no functions. What is compared is read before it purifies.
const purifier = (await import(new URL("../../dompurify/dist/purify.es.mjs", pathToFileURL(require.resolve("mermaid/dist/mermaid.core.mjs"))).href)).default;
purifier.sanitize = (text) => text;
purifier.addHook = () => {};

const mermaid = (await resolve("mermaid/dist/mermaid.core.mjs")).default;
mermaid.initialize({ startOnLoad: false, logLevel: "fatal" });
console.error = console.warn = console.log = console.info = console.debug = () => {};

const texts = JSON.parse(await new Response(process.stdin).text());
const answers = [];
for (const text of texts) {
  try {
    const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
    if (diagram.getType() !== "journey") throw new Error("another diagram");
    const { db } = diagram;
    answers.push({
      title: db.getDiagramTitle(),
      accTitle: db.getAccTitle(),
      accDescr: db.getAccDescription(),
      sections: [...db.getSections()],
      tasks: db.getTasks().map((one) => [one.section, one.task, String(one.score), one.people]),
    });
  } catch (error) {
    answers.push({ error: String(error.message), line: error.hash?.line ?? null });
  }
}
process.stdout.write(JSON.stringify(answers));
