/** A text that ends as a sentence does, so that the next one can follow it. What a library says often has no full stop. */
export function sentence(text: string): string {
  return /[.?!:…]["')\]]?$/.test(text.trimEnd()) ? text : `${text}.`;
}
