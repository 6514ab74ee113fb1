import type { Ask } from "./ask.ts";
import { UNITS } from "./columns/numberColumn.ts";
import type { Mistakes } from "./mistakes.ts";

/** Refuses what was said about a table when it names a column nobody asks for, or a mark or unit there is none of. */
export function checkSaid({ columns, said = {} }: Ask, mistakes: Mistakes): void {
  const named = [
    ...[...(said.map?.keys() ?? [])].map((name) => ["--map", name] as const),
    ...[...(said.values?.keys() ?? [])].map((name) => ["--value", name] as const),
    ...[...(said.units?.keys() ?? [])].map((name) => ["--unit", name] as const),
    ...[...(said.given?.keys() ?? [])].map((name) => ["--given", name] as const),
  ];
  for (const [flag, name] of named) {
    if (Object.hasOwn(columns, name)) continue;
    refuse(mistakes, flag, {
      detail: `${flag} names ${name}, which is not asked for here.`,
      expected: `one of ${Object.keys(columns).join(", ")}`,
      found: name,
    });
  }
  for (const [name, unit] of said.units ?? []) {
    const units = [...UNITS.keys()].join(", ");
    const detail = `--unit ${name}=${unit} cannot be used.`;
    if (Object.hasOwn(columns, name) && columns[name]?.unit === undefined) {
      refuse(mistakes, "--unit", { detail, expected: "a column of times", found: name });
    } else if (!UNITS.has(unit)) refuse(mistakes, "--unit", { detail, expected: `one of ${units}`, found: unit });
  }
  const { delimiter = ",", decimal = "." } = said;
  if (delimiter.length !== 1 || delimiter.charCodeAt(0) > 127 || /["\r\n]/.test(delimiter)) {
    const expected = 'one character, such as ";", or the word tab';
    refuse(mistakes, "--delimiter", { detail: "The separator cannot be used.", expected, found: delimiter });
  }
  if (said.delimiter !== undefined && said.delimiter === said.decimal) {
    const detail = "One character cannot separate cells and mark decimals.";
    refuse(mistakes, "--decimal", { detail, expected: "two different marks", found: decimal });
  }
  mistakes.throwAny();
}

type Refusal = { readonly detail: string; readonly expected: string; readonly found: string };

function refuse(mistakes: Mistakes, flag: string, refusal: Refusal): void {
  mistakes.add({ code: "setting-invalid", path: flag, ...refusal, todo: `Correct ${flag}.` });
}
