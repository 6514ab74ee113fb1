import { join } from "node:path";
import type { Study } from "../../experiments/contract/study.ts";
import { loadStudy } from "../../experiments/studyFile/commands.ts";
import { contentHash } from "../../experiments/studyFile/readStudyFile.ts";
import type { ServedStudy } from "../../server/main.ts";

/** The coffee study as it ships, with the changes a test needs. */
export async function coffeeStudy(change: Partial<Study> = {}): Promise<ServedStudy> {
  const loaded = await loadStudy(join(process.cwd(), "experiments/studies/coffee-brands/study.yaml"));
  const study = { ...loaded.study, ...change };
  return { study, hash: contentHash(study), folder: loaded.folder };
}

/** A flow of one question, so that one answer (`trial` in client.ts) is a whole session. */
export const oneQuestion: Study["flow"] = [
  { part: "stated", measures: [{ measure: "likelihoodToRecommend", product: "velmora" }] },
];
