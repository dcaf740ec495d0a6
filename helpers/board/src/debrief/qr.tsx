// QR codes as the server's action `qr` gives them.
import { act } from "./server";
import { parts } from "./votes-data";

export interface Drawn {
  size: number;
  path: string;
}

/** The quiet zone that cameras need around a code, in modules. */
const QUIET = 4;
/** As many as one request may ask for. */
const MOST = 200;

/** Return the codes of some texts. */
export async function fetchCodes(texts: readonly string[]): Promise<Drawn[]> {
  const found: Drawn[] = [];
  for (const some of parts(texts, MOST)) {
    const { codes } = (await act("qr", { texts: some })) as { codes: Drawn[] };
    found.push(...codes);
  }
  return found;
}

/** A code, black on white in the dark, too: many cameras read no other. */
export function Code({ drawn: { size, path }, label }: { drawn: Drawn; label: string }) {
  const side = size + 2 * QUIET;
  return (
    <svg class="jb-qr" viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} role="img" aria-label={label}>
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
