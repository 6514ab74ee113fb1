/** A value as JSON text with a final newline: an infinite number becomes the string "Infinity" or "-Infinity".
 *  Throws RangeError for NaN, which is always our mistake: what is undefined is null. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, replaceInfinite, 2)}\n`;
}

/** Elements of a list that become text at once. */
const AT_ONCE = 1000;

/** The same text in pieces, so that a list of millions is never one string: those end at 512 MB. */
export function* jsonPieces(value: unknown): Generator<string> {
  yield* piecesOf("", value, "\n");
  yield "\n";
}

function* piecesOf(key: string, value: unknown, line: string): Generator<string> {
  const inner = `${line}  `;
  if (Array.isArray(value) && value.length > 0) {
    for (let from = 0; from < value.length; from += AT_ONCE) {
      const some: readonly unknown[] = value.slice(from, from + AT_ONCE);
      yield (from === 0 ? "[" : ",") + some.map((one) => inner + indented(one, inner)).join(",");
    }
    yield `${line}]`;
  } else if (isObject(value)) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    for (const [at, [name, one]] of entries.entries()) {
      yield `${at === 0 ? "{" : ","}${inner}${JSON.stringify(name)}: `;
      yield* piecesOf(name, one, inner);
    }
    yield entries.length === 0 ? "{}" : `${line}}`;
  } else yield indented(replaceInfinite(key, value), line);
}

/** JSON has no line break within a text, so that every one of them is a new line. */
function indented(value: unknown, line: string): string {
  return (JSON.stringify(value, replaceInfinite, 2) ?? "null").replaceAll("\n", line);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function replaceInfinite(key: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isFinite(value)) {
    return ArrayBuffer.isView(value) && "length" in value ? Array.from(Object.values(value)) : value;
  }
  if (Number.isNaN(value)) throw new RangeError(`${key} is not a number: undefined results are null`);
  return value > 0 ? "Infinity" : "-Infinity";
}
