import { packReport } from "../../server/results/reportFile.ts";
import { reportType } from "../../server/results/storedReport.ts";
import type { Store } from "../../server/store/store.ts";

/** Ends the report that was asked for first, as a server does, with a page of a few words. */
export async function makeReport(store: Store, studyId: string): Promise<string> {
  const job = await store.jobs.take("a test", new Date(0));
  if (job?.studyId !== studyId) throw new Error("no report of this study was asked for");
  const files = {
    "report.html": "<!doctype html><p>The comparison</p>",
    "tables.xlsx": "x",
    "figures/auc.svg": "<svg/>",
  };
  const verdict = [{ question: "Do they do what they say?", tags: ["Open"], says: "Of 20, 12 did." }];
  const bytes = packReport(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text, "utf8")])),
    verdict,
  );
  const erased = await store.readStudy(studyId, (view) => view.erased());
  await store.jobs.end(job.id, "a test", { made: { bytes, type: reportType(erased) } });
  return job.id;
}
