import type { DescribedColumn, DescribedTable } from "./described.ts";

const FORMATS = { text: "A2000", number: "F24.0", flag: "F1.0", moment: "A30" } as const;
const LONGEST_NAME = 64;

/** read.sps: SPSS syntax that opens every table of an export. An empty cell is system-missing, times are UTC. */
export function spssScript(tables: readonly DescribedTable[]): string {
  return `* Reads the tables of this export: run it in its folder (CD 'folder').
* An empty cell is missing, 0 is a value, flags are 1 and 0, times are UTC. Texts are cut after 2,000 bytes.
* SPSS must be in Unicode mode, as it is at first. A row whose answer holds a line end cannot be read so: take read.R.
* Afterwards each table is a dataset of its name, such as DATASET ACTIVATE scores.
SET DECIMAL=DOT.

${tables.map(tableSps).join("\n")}`;
}

function tableSps({ name, columns }: DescribedTable): string {
  const names = spssNames(columns);
  const variables = columns.map(({ type }, place) => `  ${names[place]} ${FORMATS[type]}`).join("\n");
  const labels = columns.map(({ label }, place) => `  ${names[place]} '${label.replaceAll("'", "''")}'`).join("\n");
  const flags = columns.flatMap(({ type }, place) => (type === "flag" ? [names[place] ?? ""] : []));
  const moments = columns.flatMap(({ type }, place) => (type === "moment" ? [names[place] ?? ""] : []));
  return `GET DATA /TYPE=TXT /FILE='${name}.csv' /ENCODING='UTF8' /ARRANGEMENT=DELIMITED /DELCASE=LINE
  /DELIMITERS="," /QUALIFIER='"' /FIRSTCASE=2 /VARIABLES=
${variables}.
VARIABLE LABELS
${labels}.
${flags.length === 0 ? "" : `VALUE LABELS ${flags.join(" ")} 0 'no' 1 'yes'.\n`}${moments.map(momentSps).join("")}EXECUTE.
DATASET COPY ${name}.
`;
}

/** Texts such as 2026-03-01T10:00:00.000Z as moments of SPSS. */
function momentSps(name: string): string {
  const date = `NUMBER(SUBSTR(${name},1,10),SDATE10)`;
  const time = `NUMBER(SUBSTR(${name},12,12),TIME12.3)`;
  return `COMPUTE ${name.slice(0, LONGEST_NAME - 4)}_utc = ${date} + ${time}.\nFORMATS ${name.slice(0, LONGEST_NAME - 4)}_utc (YMDHMS23.3).\n`;
}

/** Names as SPSS takes them: a letter first, at most 64 bytes, each once. */
function spssNames(columns: readonly DescribedColumn[]): readonly string[] {
  const taken = new Set<string>();
  return columns.map(({ name }, place) => {
    const plain = name
      .replaceAll(/[^A-Za-z0-9_]/g, "_")
      .replace(/^(?![A-Za-z])/, "v")
      .slice(0, LONGEST_NAME - 5);
    const made = taken.has(plain.toLowerCase()) ? `${plain}_${place}` : plain;
    taken.add(made.toLowerCase());
    return made;
  });
}
