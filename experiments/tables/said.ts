import { Problem } from "../contract/problem.ts";
import type { Said } from "./ask.ts";

/** What every command that reads a table takes on the command line, as it is typed. */
export type SaidFlags = {
  /** `ours=theirs` pairs. */
  readonly map?: readonly string[] | undefined;
  /** `ours:text=meaning` triples. */
  readonly value?: readonly string[] | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly decimal?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly dateFormat?: string | undefined;
  /** `ours=unit` pairs. */
  readonly unit?: readonly string[] | undefined;
  /** `ours=text` pairs. */
  readonly given?: readonly string[] | undefined;
};

const DELIMITERS: Readonly<Record<string, string>> = {
  tab: "\t",
  "\\t": "\t",
  comma: ",",
  semicolon: ";",
  bar: "|",
  pipe: "|",
  space: " ",
};

/** Flags as what they say about a table. Throws a Problem for one that is not written as it should be. */
export function saidOf(flags: SaidFlags): Said {
  const { encoding, delimiter, decimal, timeZone, dateFormat } = flags;
  if (decimal !== undefined && decimal !== "." && decimal !== ",") {
    throw wrong("--decimal", "one mark: . or ,", decimal);
  }
  return {
    map: pairs("--map", "ours=theirs, such as participant_id=Subject", flags.map),
    values: meanings(flags.value ?? []),
    units: pairs("--unit", "ours=unit, such as latency_ms=s", flags.unit),
    given: pairs("--given", "ours=text, such as product=Oat", flags.given),
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter: DELIMITERS[delimiter] ?? delimiter }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(timeZone === undefined ? {} : { zone: timeZone }),
    ...(dateFormat === undefined ? {} : { dateFormat }),
  };
}

function pairs(flag: string, expected: string, written: readonly string[] = []): ReadonlyMap<string, string> {
  return new Map(
    written.map((pair) => {
      const at = pair.indexOf("=");
      const [ours, theirs] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      if (at < 1 || ours === "" || theirs === "") throw wrong(flag, expected, pair);
      return [ours, theirs];
    }),
  );
}

/** The text may hold anything; its meaning is behind the last equals sign. */
function meanings(written: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const all = new Map<string, Map<string, string>>();
  for (const one of written) {
    const colon = one.indexOf(":");
    const equals = one.lastIndexOf("=");
    if (colon < 1 || equals < colon) {
      throw wrong("--value", "ours:text=meaning, such as pairing:Congruent=compatible", one);
    }
    const column = one.slice(0, colon).trim();
    const known = all.get(column) ?? new Map<string, string>();
    all.set(column, known.set(one.slice(colon + 1, equals).trim(), one.slice(equals + 1).trim()));
  }
  return all;
}

function wrong(flag: string, expected: string, found: string): Problem {
  return new Problem({
    code: "setting-invalid",
    path: flag,
    detail: `${flag} cannot be read.`,
    expected,
    found,
    todo: `Correct ${flag}.`,
  });
}
