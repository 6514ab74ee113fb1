/** Finds values inside JSON text, so that they can be kept byte for byte as they were received. The text must be valid
 *  JSON (`JSON.parse` has accepted it); nothing here checks it again. */

export type Span = { readonly from: number; readonly to: number };

/** Where the member `name` of the object that starts at `from` has its value; of several, the last, as JSON.parse does. */
export function memberSpan(text: string, from: number, name: string): Span | undefined {
  let found: Span | undefined;
  let at = skipSpace(text, from + 1);
  while (text[at] !== "}") {
    const keyEnd = skipString(text, at);
    const valueFrom = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const to = skipValue(text, valueFrom);
    if (keyAt(text, at, keyEnd) === name) found = { from: valueFrom, to };
    at = skipSpace(text, to);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return found;
}

/** Where the elements are of the array that starts at `from`. */
export function elementSpans(text: string, from: number): readonly Span[] {
  const spans: Span[] = [];
  let at = skipSpace(text, from + 1);
  while (text[at] !== "]") {
    const to = skipValue(text, at);
    spans.push({ from: at, to });
    at = skipSpace(text, to);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return spans;
}

/** Whether objects and arrays stand inside one another more than `most` deep; looks no deeper than that. */
export function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (most === 0) return true;
  for (const inner of Object.values(value)) if (isDeeper(inner, most - 1)) return true;
  return false;
}

/** First place at or after `from` that is no white space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** A member's name: without escapes it is what is between its quotes. */
function keyAt(text: string, from: number, to: number): unknown {
  const key = text.slice(from + 1, to - 1);
  return key.includes("\\") ? JSON.parse(text.slice(from, to)) : key;
}

function skipValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return skipString(text, from);
  if (first === "{" || first === "[") return skipContainer(text, from);
  let at = from;
  while (at < text.length && !",]} \n\r\t".includes(text.charAt(at))) at += 1;
  return at;
}

function skipContainer(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === 34) at = skipString(text, at) - 1;
    else if (letter === 123 || letter === 91) depth += 1;
    else if (letter === 125 || letter === 93) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new RangeError("the text is not valid JSON");
}

function skipString(text: string, from: number): number {
  let at = from;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at === -1) throw new RangeError("the text is not valid JSON");
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
}
