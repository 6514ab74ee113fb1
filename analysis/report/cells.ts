/** An object's own entries, or none when the value is not an object. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : {};
}

/** A cell of a free-form section as text; null when it is not text. */
export function textIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** A cell of a free-form section as a number; null when it is not a finite one. */
export function numberIn(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** A cell of a free-form section as an interval; null when it is not two finite numbers. */
export function limitsIn(value: unknown): readonly [number, number] | null {
  const [low, high] = Array.isArray(value) ? value.map(numberIn) : [];
  return low == null || high == null ? null : [low, high];
}

/** The entries of an object that are objects themselves. */
export function recordsIn(value: unknown): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  return Object.entries(asRecord(value)).flatMap(([name, entry]) =>
    Object.keys(asRecord(entry)).length > 0 ? [[name, asRecord(entry)] as const] : [],
  );
}
