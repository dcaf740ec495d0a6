// Talks to the trainer's server; all addresses are relative to the page's own.
import { type Changed, topicsIn } from "./topics";

/** What the server said is wrong, in the class's language. */
export class Refused extends Error {}

async function answered(response: Response): Promise<unknown> {
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  throw new Refused((answer as { text: string }).text);
}

// Also to be asked for by reading: behind a hub, a page is only answered with it.
const xsrf = () => decodeURIComponent(document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "");

export const view = async (name: string): Promise<unknown> =>
  answered(await fetch(name, { headers: { "X-XSRFToken": xsrf() } }));

/** Do something; what the server knows as `action/NAME`. */
export async function act(name: string, fields: Record<string, unknown>): Promise<unknown> {
  return answered(
    await fetch(`action/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-XSRFToken": xsrf() },
      body: JSON.stringify(fields),
    }),
  );
}

/**
 * Call `onChange` with the topics of each change. What was missed while the connection was lost nobody can say, so that each
 * new one begins with null. Return the end of it.
 */
export function follow(onChange: (changed: Changed) => void): () => void {
  const source = new EventSource(`changes?${new URLSearchParams({ _xsrf: xsrf() })}`);
  source.onmessage = ({ data }) => onChange(topicsIn(String(data)));
  source.onopen = () => onChange(null);
  return () => source.close();
}

/** Fetch a file, hand it to the browser to keep, and return its name. */
export async function download(path: string): Promise<string> {
  const response = await fetch(path, { headers: { "X-XSRFToken": xsrf() } });
  if (!response.ok) await answered(response);
  const said = response.headers.get("Content-Disposition") ?? "";
  const name = decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(said)?.[1] ?? path);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser takes the file over after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return name;
}
