import { z } from "zod";
import { nearest } from "./nearest.ts";

type Issue = z.core.$ZodIssue;
export type ToldIssue = {
  readonly path: readonly PropertyKey[];
  readonly detail: string;
  readonly expected?: string;
  readonly found?: string;
  readonly todo: string;
};

/** Turns one zod issue into sentences for the person who wrote the file; one for each unknown key. */
export function describeIssue(issue: Issue, schema: z.ZodType): readonly ToldIssue[] {
  const path = issue.path;
  const name = nameOf(path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, issue, schema));
  if (issue.code === "invalid_union") return describeUnion(issue, schema);
  if (issue.code === "invalid_type" && issue.input === undefined) {
    const expected = kindName(issue.expected);
    return [{ path, detail: `${name} is missing.`, expected, found: "nothing", todo: `Add ${name}: ${expected}.` }];
  }
  const expected = expectation(issue);
  const found = show(issue.input);
  return [{ path, detail: `${name} is not as expected.`, expected, found, todo: advice(issue, expected) }];
}

function nameOf(path: readonly PropertyKey[]): string {
  const last = path[path.length - 1];
  if (last === undefined) return "The file";
  return typeof last === "number" ? `Item ${last + 1} of "${String(path[path.length - 2])}"` : `"${String(last)}"`;
}

function unknownKey(key: string, issue: Issue, schema: z.ZodType): ToldIssue {
  const allowed = keysAt(schema, issue.path);
  const guess = nearest(key, allowed);
  return {
    path: [...issue.path, key],
    detail: `"${key}" is not known here.`,
    expected: allowed.length > 0 ? `one of ${allowed.join(", ")}` : "no such entry",
    found: key,
    todo: guess ? `Did you mean "${guess}"? Otherwise remove "${key}".` : `Remove "${key}" or correct its spelling.`,
  };
}

/** The branch that came closest speaks for the union: the one whose first mistake lies deepest. */
function describeUnion(issue: Issue & { code: "invalid_union" }, schema: z.ZodType): readonly ToldIssue[] {
  const depth = (branch: readonly Issue[]): number => Math.max(0, ...branch.map((one) => one.path.length));
  const deepest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0];
  if (deepest && depth(deepest) > 0) {
    return deepest.flatMap((inner) => describeIssue({ ...inner, path: [...issue.path, ...inner.path] }, schema));
  }
  const branches = [...new Set(issue.errors.flatMap((branch) => branch.map(expectation)))].join(", or ");
  const options = issue.message === "Invalid input" ? branches : issue.message;
  const name = nameOf(issue.path);
  if (issue.input === undefined) {
    return [
      { path: issue.path, detail: `${name} is missing.`, expected: options, found: "nothing", todo: `Add ${name}.` },
    ];
  }
  const told = { path: issue.path, expected: options, found: show(issue.input), todo: `Write ${options}.` };
  return [{ ...told, detail: `${name} is not as expected.` }];
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return kindName(issue.expected);
    case "invalid_value":
      return issue.values.length === 1 ? show(issue.values[0]) : `one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return sizeText(issue.origin, issue.inclusive === false ? "more than" : "at least", String(issue.minimum));
    case "too_big":
      return sizeText(issue.origin, issue.inclusive === false ? "less than" : "at most", String(issue.maximum));
    case "invalid_format":
      return issue.message.startsWith("Invalid") ? formatName(issue.format) : issue.message;
    default:
      return issue.message;
  }
}

function formatName(format: string): string {
  return format === "url" ? "a web address starting with https://" : `a valid ${format}`;
}

function sizeText(origin: string, relation: string, limit: string): string {
  if (origin === "array" || origin === "set")
    return `a list of ${relation} ${limit} ${limit === "1" ? "item" : "items"}`;
  if (origin === "string") return `a text of ${relation} ${limit} ${limit === "1" ? "character" : "characters"}`;
  return `a number of ${relation} ${limit}`;
}

function advice(issue: Issue, expected: string): string {
  if (issue.code === "invalid_value") {
    const guess = nearest(String(issue.input), issue.values.map(String));
    if (guess) return `Did you mean "${guess}"?`;
  }
  return `Write ${expected}.`;
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a group of named entries",
  record: "a group of named entries",
};

function kindName(kind: string): string {
  return kinds[kind] ?? kind;
}

/** A value as the file would show it, shortened. */
function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? `"${value}"` : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The keys an object schema allows at `path`; empty when the place is not a plain object. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: z.core.$ZodType = unwrap(schema);
  for (const step of path) {
    if (at instanceof z.ZodObject) at = unwrap(at.shape[String(step)]);
    else if (at instanceof z.ZodArray) at = unwrap(at.element);
    else if (at instanceof z.ZodRecord) at = unwrap(at.valueType);
    else return [];
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.def.innerType);
  }
  return schema ?? z.never();
}
