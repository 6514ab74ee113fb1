// What stands around an address in a sentence, in a mail or in a table, and is copied along with it: no study's id begins or
// ends with any of these.
const AROUND = /^[\p{P}\p{S}\p{Z}\p{C}]+|[\p{P}\p{S}\p{Z}\p{C}]+$/gu;

/** Where an address that was copied with more than itself was meant to lead, such as `/s/shop).` or `//s/shop/`: the study's
 *  page, as `/s/<id>/`; null when it names no study, or is that very address. */
export function meantAddress(path: string): string | null {
  const parts = decoded(path)
    .split(/[\\/]/)
    .map((part) => part.replaceAll(AROUND, ""))
    .filter((part) => part !== "");
  const [first = "", id = "", ...rest] = parts;
  if (first.toLowerCase() !== "s" || rest.length > 0 || !/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/.test(id)) return null;
  const meant = `/s/${id}/`;
  return meant === path ? null : meant;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path.replaceAll(/%[0-9a-f]{0,2}/gi, "");
  }
}
