import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Study } from "../../experiments/contract/study.ts";
import { packageRoot } from "../../experiments/studyFile/packageRoot.ts";
import { readStudyFile } from "../../experiments/studyFile/readStudyFile.ts";

export type ReadyStudy = {
  readonly name: string;
  readonly folder: string;
  readonly yaml: string;
  readonly study: Study;
};

/** The studies that come with Saydo, by the names of their folders. */
export async function readyStudies(): Promise<readonly ReadyStudy[]> {
  const root = join(packageRoot(), "experiments", "studies");
  const names = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const found = await Promise.all(names.map(({ name }) => readyStudy(root, name)));
  return found.flatMap((one) => one ?? []).sort((a, b) => a.name.localeCompare(b.name));
}

async function readyStudy(root: string, name: string): Promise<ReadyStudy | undefined> {
  const folder = join(root, name);
  const yaml = await readFile(join(folder, "study.yaml"), "utf8").catch(() => undefined);
  if (yaml === undefined) return undefined;
  const read = readStudyFile({ file: join(folder, "study.yaml"), text: yaml });
  return "study" in read ? { name, folder, yaml, study: read.study } : undefined;
}
