import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Commands } from "../console/commandsOf.ts";
import { whileItHolds } from "../console/whileItHolds.ts";
import type { Work } from "../jobs/jobRunner.ts";
import type { JobResult, Store } from "../store/store.ts";
import { packReport, type VerdictLine } from "./reportFile.ts";
import { reportType } from "./storedReport.ts";

/** Makes a study's report in every form, by the command. People who are erased while it is made are in none of it: it is
 *  then made anew. */
export function reportWork(store: Store, commands: Commands): Work {
  return async (job, how) => {
    const { studyId: id } = job;
    const erasedNow = () => store.readStudy(id, (view) => view.erased());
    const made: JobResult[] = [];
    await whileItHolds({ id, erased: 0, erasedNow }, async () => {
      const erased = await erasedNow();
      const folder = await mkdtemp(join(commands.folder(), "report-"));
      try {
        const language = job.input["language"] === "nl" ? ["--language", "nl"] : [];
        await commands.run(["report", id, ...FORMS, ...language], { ...how, folder });
        const result = { bytes: await packed(folder), type: reportType(erased) };
        return { keep: () => void made.push(result), drop: async () => {} };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
    const [result] = made;
    if (!result) throw new RangeError("a report is kept or refused");
    return result;
  };
}

// Paths below the folder it runs in: the report prints the command that made it.
const FORMS = [
  ...["--html", "report.html", "--summary", "summary.html", "--xlsx", "tables.xlsx", "--out", "."],
  ...["--pdf", "report.pdf", "--pdf-if-possible"],
];
const FIRST = ["report.html", "report.pdf", "summary.html", "tables.xlsx"];

async function packed(folder: string): Promise<Uint8Array> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = found.flatMap((entry) => {
    return entry.isFile() ? [relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/")] : [];
  });
  const others = names.filter((name) => !FIRST.includes(name)).sort();
  const files: [string, Uint8Array][] = [];
  for (const name of [...FIRST.filter((one) => names.includes(one)), ...others]) {
    files.push([name, await readFile(join(folder, name))]);
  }
  return packReport(Object.fromEntries(files), await verdictOf(await readFile(join(folder, "summary.html"), "utf8")));
}

/** The five answers of a report's first page, in its own words. */
export async function verdictOf(page: string): Promise<readonly VerdictLine[]> {
  // Fourteen packages that a server needs only once a report is made.
  const { parseHTML } = await import("linkedom");
  const { document } = parseHTML(page);
  const text = (element: Element | null) => (element?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
  return [...document.querySelectorAll("ol > li")].flatMap((item) => {
    const question = text(item.querySelector(".question"));
    if (question === "") return [];
    const tags = [...(item.querySelector(".verdict")?.children ?? [])].map(text).filter((tag) => tag !== "");
    return [{ question, tags, says: text(item.querySelector(".says")) }];
  });
}
