import type { z } from "zod";

type Path = readonly PropertyKey[];

type Issue = z.core.$ZodIssue;

/** A value without what a schema refused, so that the rest can be looked at too. */
export type Salvaged<T> = { readonly value: T; readonly gone: readonly Path[] };

const ROUNDS = 8;

/** Takes refused values out, or puts something harmless in their place where they are needed, until the rest fits the
 *  schema; undefined when it does not come to that. `given` is changed. */
export function salvage<Schema extends z.ZodType>(
  given: unknown,
  schema: Schema,
): Salvaged<z.infer<Schema>> | undefined {
  const gone: Path[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const parsed = schema.safeParse(given, { reportInput: true });
    if (parsed.success) return { value: parsed.data, gone };
    for (const issue of parsed.error.issues) {
      if (!mended(given, issue, gone)) return undefined;
    }
  }
  return undefined;
}

/** Whether a problem stands where something was taken out, above it or below: it may come from that. */
export function isBesideGone(at: Path, gone: readonly Path[]): boolean {
  return gone.some((path) => {
    const shared = Math.min(path.length, at.length);
    return path.slice(0, shared).every((part, place) => part === at[place]);
  });
}

function mended(given: unknown, issue: Issue, gone: Path[]): boolean {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.every((key) => replaced(given, [...issue.path, key], undefined));
  }
  const isAgain = gone.some((path) => pathKey(path) === pathKey(issue.path));
  const placeholder = isAgain ? placeholderFor(issue) : undefined;
  if (isAgain && placeholder === undefined) return false;
  if (!isAgain) gone.push(issue.path);
  return replaced(given, issue.path, placeholder);
}

function pathKey(path: Path): string {
  return JSON.stringify(path.map(String));
}

function placeholderFor(issue: Issue): unknown {
  if (issue.code === "invalid_union") return "?";
  if (issue.code !== "invalid_type") return undefined;
  return { string: "?", number: 1, int: 1, boolean: false }[String(issue.expected)];
}

/** Sets a member, or takes it out; false where there is no such place, and for members of a list, whose taking out would
 *  move the others. */
function replaced(given: unknown, path: Path, value: unknown): boolean {
  const last = path.at(-1);
  if (last === undefined || (typeof last === "number" && value === undefined)) return false;
  const parent = path.slice(0, -1).reduce<unknown>((inner, key) => {
    return typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined;
  }, given);
  if (typeof parent !== "object" || parent === null) return false;
  return value === undefined ? Reflect.deleteProperty(parent, last) : Reflect.set(parent, last, value);
}
