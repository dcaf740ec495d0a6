// Talks to the voters' server.
import type { Dots, Round } from "./ballot";
import type { Presented } from "./presented";

/** What the server said is wrong, in the class's language. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    text: string,
  ) {
    super(text);
  }
}

async function ask(path: string, method = "GET", body?: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
  // The server's own trouble, such as a database that starts again, passes: as if it had not answered.
  if (response.status >= 500) throw new Error(String(response.status));
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const { error, text } = answer as { error: string; text: string };
  throw new Refused(error, text);
}

export const join = (code: string) => ask("api/join", "POST", { code });

export async function look(): Promise<Round | null> {
  const asked = performance.now();
  const answer = (await ask("api/round")) as Round | { round: null };
  return answer.round === null ? null : { ...(answer as Round), asked };
}

export const lookUp = async (): Promise<Presented> => (await ask("api/presented")) as Presented;

export const send = (round: number, dots: Dots) => ask("api/ballot", "PUT", { round, dots });

/**
 * Call `onRound` whenever the round has changed, `onPresented` whenever what is presented has, and both after each time the
 * connection was lost; return the end of it.
 */
export function follow(onRound: () => void, onPresented: () => void): () => void {
  const source = new EventSource("api/changes");
  source.onmessage = ({ data }) => (data === "presented" ? onPresented() : onRound());
  source.onopen = () => {
    onRound();
    onPresented();
  };
  return () => source.close();
}
