import { existsSync, readFileSync } from "node:fs";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { Problem } from "../contract/problem.ts";
import type { Study } from "../contract/study.ts";
import { makeFolder } from "./makeFolder.ts";
import { nearest } from "./nearest.ts";
import { packageRoot } from "./packageRoot.ts";
import { type ReadStudy, readStudyFile } from "./readStudyFile.ts";
import { studyJsonSchema } from "./studySchema.ts";
import { studySummary } from "./summary.ts";
import { systemReason } from "./systemReason.ts";
import { thisCommand } from "./thisCommand.ts";

export type LoadedStudy = Extract<ReadStudy, { study: Study }> & { readonly file: string; readonly folder: string };

/** Reads and checks a study file from disk. Throws a Problem that holds every mistake. */
export async function loadStudy(file: string): Promise<LoadedStudy> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const detail = `There is no readable study file at ${resolve(file)}: ${systemReason(error)}.`;
    throw new Problem({
      code: "file-not-found",
      detail,
      file,
      todo: "Check the path, or make a study with saydo init.",
    });
  });
  const folder = dirname(resolve(file));
  const read = readStudyFile({ file, text, readFile: (name) => bytesAt(join(folder, name)) });
  if ("problems" in read) throw new Problem(read.problems[0], { all: read.problems });
  return { ...read, file, folder };
}

async function checkedAsText(file: string): Promise<string> {
  const { study, hash } = await loadStudy(file);
  return studySummary(study, hash);
}

/** What `check --json` prints. With problems the command ends with 1, as without --json. */
async function checkedAsJson(file: string) {
  try {
    const { study, hash } = await loadStudy(file);
    return { id: study.id, hash, problems: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.exitCode = 1;
    return { problems: error.all };
  }
}

function bytesAt(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** The JSON Schema of a comparison, made from its types (tests/schema). */
const REPORT_SCHEMA = join("analysis", "report", "report.schema.json");

/** Where the studies that come with Saydo stand. */
function galleryFolder(): string {
  return join(packageRoot(), "experiments", "studies");
}

/** The ready study that `saydo init` copies when none is named. */
const FIRST_STUDY = "coffee-brands";

/** The ready studies by name. */
async function readyNames(): Promise<readonly string[]> {
  const entries = await readdir(galleryFolder(), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** `saydo init`: copies a ready study into an empty or new folder. Throws a Problem when something is there already, or there is
 *  no such study. */
async function runInit(folder: string, study: string): Promise<readonly string[]> {
  const names = await readyNames();
  if (!names.includes(study)) {
    const guess = nearest(study, names);
    const todo = guess ? `Did you mean "${guess}"?` : "Name one of them with --study.";
    const expected = `one of ${names.join(", ")}`;
    throw new Problem({
      code: "setting-invalid",
      detail: "There is no such ready study.",
      expected,
      found: study,
      todo,
    });
  }
  const present = existsSync(folder) ? await readdir(folder) : [];
  if (present.length > 0) {
    const detail = `The folder ${resolve(folder)} is not empty.`;
    throw new Problem({ code: "file-unreadable", detail, todo: "Name a new or empty folder: saydo init my-study" });
  }
  makeFolder(folder);
  await cp(join(galleryFolder(), study), folder, { recursive: true });
  await writeFile(join(folder, "README.md"), initReadme);
  return (await readdir(folder)).sort();
}

const initReadme = `# My study

- \`study.yaml\` is the study: products, consent text, measures, outcome and analysis plan. Every part is explained in it.
- \`saydo check study.yaml\` explains every mistake with its line.
- \`saydo preview study.yaml\` plays it in your browser; nothing is kept.
- \`saydo plan --study study.yaml --out plan.md\` writes its preregistration.
- \`saydo serve --study study.yaml\` serves it and prints the participant link.
- \`saydo simulate study.yaml --participants 200 --out simulated\` tries it with simulated participants.
`;

/** What a researcher does with a study file, on the command line. */
export function addStudyCommands(program: Command): void {
  const print = (text: string) => process.stdout.write(`${text}\n`);
  program
    .command("init")
    .argument("[dir]", "a new or empty folder", "my-study")
    .description("make a ready study folder: study.yaml, stimuli, README")
    .option("--study <name>", "the ready study to copy; the command lists them", FIRST_STUDY)
    .action(async (dir: string, { study }: { readonly study: string }) => {
      const files = await runInit(dir, study);
      const others = (await readyNames()).filter((name) => name !== study);
      print(
        [
          `Made ${dir} from ${study}: ${files.join(", ")}`,
          ...(others.length === 0 ? [] : [`Other ready studies, with --study: ${others.join(", ")}`]),
          `Next: ${thisCommand()} check ${join(dir, "study.yaml")}`,
        ].join("\n"),
      );
    });
  program
    .command("check")
    .argument("<study>", "a study file (YAML or JSON)")
    .description("explain every mistake of a study file, or sum the study up on one page")
    .option("--json", "one JSON object: the study's id and hash, and every problem with its line and column")
    .action(async (file: string, { json }: { readonly json?: true }) => {
      print(json ? JSON.stringify(await checkedAsJson(file), null, 2) : await checkedAsText(file));
    });
  program
    .command("schema")
    .description("print a JSON Schema: of the study file, for editors, or of what compare and report write with --json")
    .addOption(new Option("--of <what>", "which").choices(["study", "report"]).default("study"))
    .action(async ({ of }: { readonly of: "study" | "report" }) => {
      const report = () => readFile(join(packageRoot(), REPORT_SCHEMA), "utf8");
      print(of === "study" ? JSON.stringify(studyJsonSchema(), null, 2) : await report());
    });
}
