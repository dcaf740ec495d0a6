// What the file of a picture is called.

/** Longest part of a name that comes from a person's own words, in characters. */
const LONGEST = 60;

// Separators and wildcards of all systems; what cannot be seen or turns the reading direction.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu;

/** Return the first text that leaves anything to call a file by, made safe for every system; else `fallback`. */
export function fileStem(wanted: readonly string[], fallback: string): string {
  for (const text of wanted) {
    const plain = text.normalize("NFC").replace(UNSAFE, " ").replace(/\s+/gu, " ").trim();
    // A leading dot hides a file, Windows drops a dot or space at the end.
    const name = [...plain]
      .slice(0, LONGEST)
      .join("")
      .replace(/^[. ]+|[. ]+$/gu, "");
    if (name !== "") return name;
  }
  return fallback;
}
