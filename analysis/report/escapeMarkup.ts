const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for use between tags or inside a quoted attribute of HTML or SVG; control characters XML forbids become spaces. */
export function escapeMarkup(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** Text without the control characters that XML forbids and the direction marks that could rearrange a line. */
export function printable(text: string): string {
  return [...text].map((character) => (isForbidden(character) ? " " : character)).join("");
}

function isForbidden(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const isControl = (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) || (code >= 0x7f && code < 0xa0);
  const isDirection = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  const isUnpaired = (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff;
  return isControl || isDirection || isUnpaired;
}
