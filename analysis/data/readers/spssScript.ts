import type { DescribedColumn, DescribedTable } from "./described.ts";
import { plainLabel, plainNames } from "./plainNames.ts";

const FORMATS = { text: "A2000", number: "F24.0", flag: "F1.0", moment: "A30" } as const;
/** Bytes; of ASCII, characters. */
const LONGEST_NAME = 64;
/** Bytes, of which a character has up to four. */
const LONGEST_LABEL = 63;
const UTC = "_utc";
const RESERVED = new Set(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"]);

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
  const labels = columns.map(({ label }, place) => `  ${names[place]} '${labelOf(label)}'`).join("\n");
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
  const made = `${name}${UTC}`;
  return `COMPUTE ${made} = ${date} + ${time}.\nFORMATS ${made} (YMDHMS23.3).\n`;
}

/** 256 bytes at most. */
function labelOf(label: string): string {
  const isAscii = /^[ -~]*$/.test(label);
  return plainLabel(label, isAscii ? 4 * LONGEST_LABEL : LONGEST_LABEL).replaceAll("'", "''");
}

/** Room is left for the end that a moment's second name has. */
function spssNames(columns: readonly DescribedColumn[]): readonly string[] {
  const names = columns.map(({ name }) => name);
  return plainNames(names, { longest: LONGEST_NAME - UTC.length, reserved: RESERVED });
}
