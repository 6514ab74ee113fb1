import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { Problem } from "../contract/problem.ts";
import { Study } from "../contract/study.ts";
import { packageRoot } from "./packageRoot.ts";
import { type ReadStudy, readStudyFile } from "./readStudyFile.ts";
import { studySummary } from "./summary.ts";

export type LoadedStudy = Extract<ReadStudy, { study: Study }> & { readonly file: string; readonly folder: string };

/** Reads and checks a study file from disk. Throws a Problem that holds every mistake. */
export async function loadStudy(file: string): Promise<LoadedStudy> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const detail = `There is no readable study file at ${resolve(file)} (${String(error)}).`;
    throw new Problem({
      code: "file-not-found",
      detail,
      file,
      todo: "Check the path, or make a study with saydo init.",
    });
  });
  const read = readStudyFile({ file, text });
  if ("problems" in read) throw new Problem(read.problems[0], { all: read.problems });
  return { ...read, file, folder: dirname(resolve(file)) };
}

/** `saydo check`: the summary of a correct study. Throws a Problem with every mistake of an incorrect one. */
export async function runCheck(file: string): Promise<string> {
  const { study, hash } = await loadStudy(file);
  return studySummary(study, hash);
}

/** `saydo schema`: the JSON Schema (draft 2020-12) of what a person may write in a study file. */
export function runSchema(): string {
  const schema = z.toJSONSchema(Study, { io: "input", target: "draft-2020-12" });
  return JSON.stringify({ ...schema, title: "Saydo study file" }, null, 2);
}

/** Where the studies that come with Saydo stand. */
export function galleryFolder(): string {
  return join(packageRoot(), "experiments", "studies");
}

/** `saydo init`: copies the demo study into an empty or new folder. Throws a Problem when something is there already. */
export async function runInit(folder: string): Promise<readonly string[]> {
  const present = await readdir(folder).catch(() => []);
  if (present.length > 0) {
    const detail = `The folder ${resolve(folder)} is not empty.`;
    throw new Problem({ code: "file-unreadable", detail, todo: "Name a new or empty folder: saydo init my-study" });
  }
  await mkdir(folder, { recursive: true });
  await cp(join(galleryFolder(), "coffee-brands"), folder, { recursive: true });
  await writeFile(join(folder, "README.md"), initReadme);
  return (await readdir(folder)).sort();
}

const initReadme = `# My study

- \`study.yaml\` is the study: products, consent text, measures, outcome and analysis plan. Every part is explained in it.
- \`saydo check study.yaml\` explains every mistake with its line.
- \`saydo serve --study study.yaml\` serves it and prints the participant link.
- \`saydo simulate study.yaml --participants 200 --out simulated\` tries it with simulated participants.
`;
