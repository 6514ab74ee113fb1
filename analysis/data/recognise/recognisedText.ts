import type { ProblemDetails } from "../../../experiments/contract/problem.ts";
import type { Fit, Recognised, SeenColumn, Use } from "./recognised.ts";

const REFUSALS_SHOWN = 3;
const COLUMNS_SHOWN = 30;
const BY_SHOWN = 6;

/** What `saydo recognise` answers, in words. */
export function recognisedText(recognised: Recognised): string {
  const { file, fits, own, notes } = recognised;
  const answers = [...fits.flatMap((fit) => fitLines(fit)), ...ownLines(own, fits)];
  const lines = answers.length === 0 ? unknownLines(recognised) : [countLine(recognised), ...answers];
  return [`${file}`, ...lines, ...notes.map((note) => `note: ${note}`)].join("\n");
}

function countLine({ rows, columns, fits }: Recognised): string {
  const names = fits.map(({ recipe }) => recipe).join(" and ");
  const several = fits.length < 2 ? "" : ` It could be of several platforms (${names}): name one with --recipe.`;
  return `${counted(rows, "row")}, ${counted(columns.length, "column")}.${several}`;
}

function fitLines({ recipe, says, tried, by, uses, leavesOut, todo }: Fit): readonly string[] {
  const shown = by.slice(0, BY_SHOWN).join(", ");
  const basis = tried === "files" ? "tried on files of the platform" : "written from the platform's documentation";
  return [
    "",
    `This is ${says}: it has ${shown}${by.length > BY_SHOWN ? " …" : ""}.`,
    `The recipe is ${recipe} (${basis}).`,
    ...uses.flatMap(useLines),
    ...leavesOut.map((one) => `  Not read: ${one}`),
    ...todo.map((one) => `  To know: ${one}`),
  ];
}

function ownLines(own: readonly Use[], fits: readonly Fit[]): readonly string[] {
  if (own.length === 0) return [];
  const isExport = fits.some(({ recipe }) => recipe === "saydo");
  return ["", isExport ? "It holds:" : "It has the columns of Saydo's own form:", ...own.flatMap(useLines)];
}

function useLines({ what, people, rows, leftOut, refused, needs, next }: Use): readonly string[] {
  const title =
    rows === undefined
      ? `  ${what}: ${needs.length > 0 ? "needs to know more" : "would be refused"}`
      : `  ${what}: ${people === 1 ? "1 person" : `${people} people`}, ${counted(rows, "row")}`;
  return [
    title,
    ...leftOut.map((note) => `    ${note}`),
    ...needs.flatMap(({ name, says, texts }) => [
      `    --given ${name}=…: ${says}.`,
      `      The file has ${texts.map((text) => `"${text}"`).join(", ") || "no such text"}.`,
    ]),
    ...refused.slice(0, REFUSALS_SHOWN).map((problem) => `    Refused: ${refusalText(problem)}`),
    `    Next: ${next}`,
  ];
}

function refusalText({ line, detail, expected, found, todo }: ProblemDetails): string {
  const place = line === undefined ? "" : `line ${line}: `;
  const came = expected === undefined ? "" : ` Expected ${expected}${found === undefined ? "" : `, found ${found}`}.`;
  return `${place}${detail}${came} ${todo ?? ""}`.trimEnd();
}

function unknownLines({ rows, columns }: Recognised): readonly string[] {
  return [
    `${counted(rows, "row")}, ${counted(columns.length, "column")}. This is a file of no platform that Saydo knows.`,
    "",
    ...columns.slice(0, COLUMNS_SHOWN).map(columnLine),
    ...(columns.length > COLUMNS_SHOWN ? [`  … and ${columns.length - COLUMNS_SHOWN} more columns`] : []),
    "",
    "To read it, say which column is which: saydo score --measure NAME --in FILE --out scores.csv --map participant_id=COLUMN …",
    "Or write a recipe, which says it once for all such files, and name it with --recipe FILE.json (docs/tables.md):",
    skeleton(columns),
  ];
}

function columnLine({ name, different, examples }: SeenColumn): string {
  const shown = examples.map((text) => `"${text.length > 30 ? `${text.slice(0, 30)}…` : text}"`).join(", ");
  return `  ${name === "" ? "(no name)" : name}: ${different === 0 ? "empty" : `${counted(different, "different text")}, such as ${shown}`}`;
}

function skeleton(columns: readonly SeenColumn[]): string {
  const names = columns.slice(0, 3).map(({ name }) => name);
  return JSON.stringify({
    name: "mine",
    says: "my study's raw data",
    tried: "files",
    header: { all: names },
    columns: { participant_id: { from: [names[0] ?? "COLUMN"] }, trial_index: { count: true } },
    measures: { iat: { columns: { pairing: { from: ["COLUMN"], cases: [["TEXT", "compatible"]] } } } },
  });
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
