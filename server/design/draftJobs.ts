import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { visit } from "yaml";
import { Problem } from "../../experiments/contract/problem.ts";
import { draftDocument, draftText } from "../../experiments/studyFile/editDraft.ts";
import type { Commands } from "../console/commandsOf.ts";
import type { Work } from "../jobs/jobRunner.ts";
import type { Job, JobResult, Store } from "../store/store.ts";

/** What a researcher can have done with a draft before anybody is asked. */
export const draftJobKinds = ["simulate", "power", "preregister"] as const;
export type DraftJobKind = (typeof draftJobKinds)[number];

const SEED = "1";
const SIMS = "200";

/** The works on drafts, each by the command, on the draft's text as it was when somebody asked. */
export function draftJobs(store: Store, commands: Commands): Readonly<Record<DraftJobKind, Work>> {
  const work = (does: (files: Files, job: Job, how: How) => Promise<JobResult>): Work => {
    return (job, how) => withDraft(store, { job, commands }, (files) => does(files, job, how));
  };
  return {
    simulate: work(async ({ study, folder }, job, how) => {
      const [people, html] = [join(folder, "people"), join(folder, "report.html")];
      const participants = String(job.input["participants"] ?? "");
      const simulate = ["simulate", study, "--participants", participants, "--seed", SEED, "--out", people];
      await commands.run(simulate, { ...how, isElsewhere: true });
      await commands.run(["report", people, "--html", html], { ...how, isElsewhere: true });
      return { bytes: await readFile(html), type: "text/html" };
    }),
    power: work(async ({ study }, _job, how) => {
      const told = await commands.run(["power", "--study", study, "--sims", SIMS], { ...how, isElsewhere: true });
      return { bytes: Buffer.from(told, "utf8"), type: "text/plain" };
    }),
    preregister: work(async ({ study, folder }, _job, how) => {
      const out = join(folder, "plan.md");
      await commands.run(["plan", "--study", study, "--out", out], { ...how, isElsewhere: true });
      return { bytes: await readFile(out), type: "text/markdown" };
    }),
  };
}

type How = Parameters<Work>[1];
type Files = { readonly study: string; readonly folder: string };

async function withDraft(
  store: Store,
  { job, commands }: { readonly job: Job; readonly commands: Commands },
  does: (files: Files) => Promise<JobResult>,
): Promise<JobResult> {
  const draft = await store.drafts.revision(job.studyId, Number(job.input["revision"]));
  if (!draft) throw new Problem({ code: "route-not-found", detail: "This saved text is not there any more." });
  const folder = await mkdtemp(join(commands.folder(), "draft-"));
  try {
    const study = join(folder, "study.yaml");
    await writeFile(study, withoutFiles(draft.yaml));
    return await does({ study, folder });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem({ ...error.details, detail: error.details.detail.replaceAll(`${folder}/`, "") });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// Simulated people see no pictures: any uploaded one takes the place of the files in a study's folder.
const NO_PICTURE = `asset:${"0".repeat(64)}`;

function withoutFiles(yaml: string): string {
  const document = draftDocument(yaml);
  visit(document, {
    Pair(_, pair) {
      const { key, value } = pair;
      const name = typeof key === "object" && key !== null && "value" in key ? key.value : key;
      const isFile = typeof value === "object" && value !== null && "value" in value && typeof value.value === "string";
      if (name === "image" && isFile) value.value = NO_PICTURE;
    },
  });
  return draftText(document);
}
