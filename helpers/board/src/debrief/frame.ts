// The page may stand in a frame of the workbook's own page; the view is then named in that one's address.

/** Return what stands behind the `#` of the page's address, or else of the page around it; that one may not be ours. */
export function hash(): string {
  if (location.hash !== "") return location.hash;
  try {
    return parent.location.hash;
  } catch {
    return "";
  }
}
