import type { DescribedColumn, DescribedTable } from "./described.ts";

const LONGEST_NAME = 32;
const LONGEST_LABEL = 80;

/** read.do: Stata's commands that open every table of an export, each in a frame of its name. An empty cell is missing. */
export function stataScript(tables: readonly DescribedTable[]): string {
  return `* Reads the tables of this export, each into a frame: run it in its folder (cd "folder").
* An empty cell is missing, 0 is a value, flags are 1 and 0, times are UTC.
version 16
label define saydo_yes 0 "no" 1 "yes", replace

${tables.map(tableDo).join("\n")}`;
}

function tableDo({ name, columns }: DescribedTable): string {
  const names = stataNames(columns);
  const lines = columns.flatMap((column, place) => columnDo(column, names[place] ?? ""));
  return `capture frame drop ${name}
frame create ${name}
frame ${name} {
  import delimited using "${name}.csv", clear varnames(nonames) rowrange(2) encoding("UTF-8") bindquote(strict) maxquotedrows(unlimited) stringcols(_all)
  rename (v1-v${columns.length}) (${names.join(" ")})
${lines.map((line) => `  ${line}`).join("\n")}
}
`;
}

function columnDo({ type, label }: DescribedColumn, name: string): readonly string[] {
  const said = `label variable ${name} \`"${label.slice(0, LONGEST_LABEL).replaceAll("`", "'")}"'`;
  if (type === "number") return [`destring ${name}, replace`, said];
  if (type === "flag") return [`destring ${name}, replace`, `label values ${name} saydo_yes`, said];
  if (type === "text") return [said];
  return [
    `generate double saydo_moment = clock(${name}, "YMD#hms#")`,
    `drop ${name}`,
    `rename saydo_moment ${name}`,
    `format ${name} %tc`,
    said,
  ];
}

/** Names as Stata takes them: a letter first, at most 32 characters, each once. */
function stataNames(columns: readonly DescribedColumn[]): readonly string[] {
  const taken = new Set<string>();
  return columns.map(({ name }, place) => {
    const plain = name
      .replaceAll(/[^A-Za-z0-9_]/g, "_")
      .replace(/^(?![A-Za-z])/, "v")
      .slice(0, LONGEST_NAME - 4);
    const made = taken.has(plain) || RESERVED.has(plain) ? `${plain}_${place}` : plain;
    taken.add(made);
    return made;
  });
}

const RESERVED = new Set(["byte", "int", "long", "float", "double", "if", "in", "using", "with", "str", "strL"]);
