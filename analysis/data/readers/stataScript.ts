import type { DescribedColumn, DescribedTable } from "./described.ts";
import { plainLabel, plainNames } from "./plainNames.ts";

/** Limits of every edition ([R] Limits): names and labels in characters. */
const LONGEST_NAME = 32;
const LONGEST_LABEL = 80;

/** [U] 11.3; str1, str2 … are words too. */
const RESERVED = new Set(
  ["byte", "int", "long", "float", "double", "if", "in", "using", "with", "strl"].concat(
    Array.from({ length: 2046 }, (_, width) => `str${width}`),
  ),
);

/** read.do: Stata's commands that open every table of an export, each in a frame of its name. An empty cell is missing; a cell of
 *  another type stops with an error. */
export function stataScript(tables: readonly DescribedTable[]): string {
  return `* Reads the tables of this export, each into a frame: run it in its folder (cd "folder").
* An empty cell is missing, 0 is a value, flags are 1 and 0, times are UTC. A cell of another type stops with an error.
version 16

${tables.map(tableDo).join("\n")}`;
}

function tableDo({ name, columns }: DescribedTable): string {
  const names = namesIn(columns.map((column) => column.name));
  const [frame = "saydo"] = namesIn([name]);
  const lines = columns.flatMap((column, place) => columnDo(column, names[place] ?? ""));
  // A frame has value labels of its own. A table without rows has no columns there either.
  const labels = columns.some(({ type }) => type === "flag") ? ['label define saydo_yes 0 "no" 1 "yes"'] : [];
  return `capture frame drop ${frame}
frame create ${frame}
frame ${frame} {
  import delimited using "${name}.csv", clear delimiters(",") varnames(nonames) rowrange(2) encoding("UTF-8") bindquotes(strict) maxquotedrows(unlimited) stringcols(_all)
  if c(k) > 0 {
    rename (${columns.map((_, place) => `v${place + 1}`).join(" ")}) (${names.join(" ")})
${[...labels, ...lines].map((line) => `    ${line}`).join("\n")}
  }
}
`;
}

function columnDo({ type, label }: DescribedColumn, name: string): readonly string[] {
  const said = `label variable ${name} \`"${textOf(label)}"'`;
  const numeric = [`destring ${name}, replace`, `confirm numeric variable ${name}`];
  if (type === "number") return [...numeric, said];
  if (type === "flag") return [...numeric, `label values ${name} saydo_yes`, said];
  if (type === "text") return [said];
  return [
    `generate double saydo_moment = clock(${name}, "YMD#hms#"), after(${name})`,
    `assert !missing(saydo_moment) | ${name} == ""`,
    `drop ${name}`,
    `rename saydo_moment ${name}`,
    `format ${name} %tc`,
    said,
  ];
}

function namesIn(names: readonly string[]): readonly string[] {
  return plainNames(names, { longest: LONGEST_NAME, reserved: RESERVED });
}

/** A text inside compound quotation marks: nothing in it ends them or names a macro. */
function textOf(label: string): string {
  const plain = label.replaceAll(/["`]/g, "'").replaceAll("$", "").replaceAll("\\", "/");
  return plainLabel(plain, LONGEST_LABEL);
}
