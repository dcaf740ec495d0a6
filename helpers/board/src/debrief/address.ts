// What the page's address says after its `#`: a view's name and, after a slash, what of it is shown.
import { useEffect, useState } from "preact/hooks";

/** Return the view's name and the rest; both may be empty. */
export function parts(hash: string): { name: string; rest: string } {
  const [name = "", ...rest] = hash.replace(/^#/, "").split("/");
  return { name, rest: rest.join("/") };
}

/** Return what the address says after a view's name, always the newest. */
export function useRest(): string {
  const [rest, setRest] = useState(() => parts(location.hash).rest);
  useEffect(() => {
    const read = () => setRest(parts(location.hash).rest);
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  return rest;
}
