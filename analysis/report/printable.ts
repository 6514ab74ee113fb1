/** Text without the control characters that XML forbids, the marks that could rearrange a line, and half characters. */
export function printable(text: string): string {
  return [...text].map((character) => (isForbidden(character) ? " " : character)).join("");
}

/** The same for every text in a value, keys included; other values stay as they are. */
export function printableDeep(value: unknown): unknown {
  if (typeof value === "string") return printable(value);
  if (Array.isArray(value)) return value.map(printableDeep);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [printable(key), printableDeep(entry)]));
}

function isForbidden(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const isControl = (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) || (code >= 0x7f && code < 0xa0);
  const isDirection = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  const isUnpaired = (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff;
  return isControl || isDirection || isUnpaired;
}
