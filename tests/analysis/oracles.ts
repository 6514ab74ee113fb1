import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Entry = { readonly match: string; readonly rel: number; readonly abs: number };
type Tolerances = {
  readonly default: { readonly rel: number; readonly abs: number };
  readonly entries: readonly Entry[];
};

const ORACLES = join(process.cwd(), "fixtures", "oracles");
const tolerances: Tolerances = JSON.parse(readFileSync(join(ORACLES, "_lib", "tolerance.json"), "utf8"));
const P_VALUE = /(^|[._])p(_[a-z]+)?$|\.(holm|hochberg|hommel|bh|by|bonferroni)\.\d+$/;

/** The reference values of one case, as R wrote them. */
export function expectedOf(caseName: string): { readonly [section: string]: Json } {
  return JSON.parse(readFileSync(join(ORACLES, caseName, "expected.json"), "utf8"));
}

/** Path of a file in the folder of one oracle case. */
export function oraclePath(caseName: string, file: string): string {
  return join(ORACLES, caseName, file);
}

function toleranceFor(path: string, expected: number): { readonly rel: number; readonly abs: number } {
  const entry = tolerances.entries.find(({ match }) => new RegExp(match).test(path));
  if (entry) return entry;
  if (P_VALUE.test(path) && Math.abs(expected) > 1e-280) return { rel: 1e-6, abs: 1e-300 };
  return tolerances.default;
}

function differsAt(path: string, actual: unknown, expected: Json): readonly string[] {
  if (typeof expected === "number" && typeof actual === "number") {
    const { rel, abs } = toleranceFor(path, expected);
    const isClose = Math.abs(actual - expected) <= Math.max(abs, rel * Math.abs(expected));
    return isClose ? [] : [`${path}: expected ${expected}, got ${actual}`];
  }
  if (expected === "Infinity" && actual === Number.POSITIVE_INFINITY) return [];
  if (expected !== null && typeof expected === "object") {
    if (actual === null || typeof actual !== "object") return [`${path}: expected an object, got ${String(actual)}`];
    const found = new Map(Object.entries(actual));
    return Object.entries(expected).flatMap(([key, value]) => differsAt(`${path}.${key}`, found.get(key), value));
  }
  return actual === expected ? [] : [`${path}: expected ${String(expected)}, got ${String(actual)}`];
}

/** Every number of `expected` that `actual` lacks or misses by more than tolerance.json allows; extra entries in
 *  `actual` are fine. `path` starts with the case's name, as the tolerances are written. */
export function differences(path: string, actual: unknown, expected: Json | undefined): readonly string[] {
  if (expected === undefined) return [`${path}: the oracle has no such entry`];
  return differsAt(path, actual, expected);
}

/** A section of computed results by its name. */
export function sectionOf(sections: object, name: string): unknown {
  return new Map<string, unknown>(Object.entries(sections)).get(name);
}
