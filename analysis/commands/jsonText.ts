/** A value as JSON text with a final newline: an infinite number becomes the string "Infinity" or "-Infinity".
 *  Throws RangeError for NaN, which is always our mistake: what is undefined is null. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, replaceInfinite, 2)}\n`;
}

function replaceInfinite(key: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isFinite(value)) {
    return ArrayBuffer.isView(value) && "length" in value ? Array.from(Object.values(value)) : value;
  }
  if (Number.isNaN(value)) throw new RangeError(`${key} is not a number: undefined results are null`);
  return value > 0 ? "Infinity" : "-Infinity";
}
