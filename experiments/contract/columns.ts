/** The one place where wire names (camelCase) become column names (snake_case) and back, and values become cells. */

export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A value as a cell of a lossless table: empty = missing, 1/0 = yes/no, lists and objects as JSON. */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "string") return value;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  return jsonText(value);
}

/** JSON as JSON.stringify writes it, but with the sign of zero. */
function jsonText(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : JSON.stringify(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  let text = "";
  if (Array.isArray(value)) {
    for (const one of value) text += `${text === "" ? "" : ","}${jsonText(one ?? null)}`;
    return `[${text}]`;
  }
  for (const [name, one] of Object.entries(value)) {
    if (one !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${jsonText(one)}`;
  }
  return `{${text}}`;
}
