/** Tells whether something that came from outside has a shape. The server checks everything in full by the contract's
 *  schemas; here it is enough to tell the study's own answers from a captive portal's, and a whole record from half a
 *  one, and zod alone would be a third of the first load. */
export type Guard<T> = (value: unknown) => value is T;
type Check = (value: unknown) => boolean;

/** An object with these members at least. */
export function shaped<T extends object>(checks: { readonly [Name in keyof Required<T>]: Check }): Guard<T> {
  const named = Object.entries<Check>(checks);
  return (value): value is T => isRecord(value) && named.every(([name, check]) => check(value[name]));
}

export const isRecord: Guard<Readonly<Record<string, unknown>>> = (value): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isText: Guard<string> = (value) => typeof value === "string";
export const isFlag: Guard<boolean> = (value) => typeof value === "boolean";

export const isNumber: Guard<number> = (value): value is number => Number.isFinite(value);

export function isWhole(lowest: number): Guard<number> {
  return (value): value is number => Number.isInteger(value) && Number(value) >= lowest;
}

export function isOneOf<T extends string>(...names: readonly T[]): Guard<T> {
  return (value): value is T => names.some((name) => name === value);
}

export function isListOf<T>(check: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(check);
}

export function isMapOf<T>(check: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isRecord(value) && Object.values(value).every(check);
}

/** A member that may be absent. */
export function absentOr(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function nullOr(check: Check): Check {
  return (value) => value === null || check(value);
}
