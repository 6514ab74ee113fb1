/** Finds values inside JSON text, so that they can be kept byte for byte as they were received. The text must be valid
 *  JSON (`JSON.parse` has accepted it); nothing here checks it again. */

export type Span = { readonly from: number; readonly to: number };

/** Where the member `name` of the object that starts at `from` has its value; of several, the last, as JSON.parse does. */
export function memberSpan(text: string, from: number, name: string): Span | undefined {
  let found: Span | undefined;
  let at = skipSpace(text, from + 1);
  while (text[at] !== "}") {
    const keyEnd = skipString(text, at);
    const key: unknown = JSON.parse(text.slice(at, keyEnd));
    const valueFrom = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const to = skipValue(text, valueFrom);
    if (key === name) found = { from: valueFrom, to };
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

/** How many objects and arrays stand inside one another, at most. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') at = skipString(text, at) - 1;
    else if (letter === "{" || letter === "[") {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (letter === "}" || letter === "]") depth -= 1;
  }
  return deepest;
}

/** First place at or after `from` that is no white space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at += 1;
  return at;
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
