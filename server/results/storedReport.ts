import { type Job, REPORT_KIND, type Store } from "../store/store.ts";

const TYPE = "application/zip; erased=";

/** What a report is stored as: a zip, with how many people had been erased from the study when it was made. */
export function reportType(erased: number): string {
  return `${TYPE}${erased}`;
}

const SHOWN = 10;

export function reportJobs(store: Store, studyId: string): Promise<readonly Job[]> {
  return store.jobs.list(studyId, [REPORT_KIND], SHOWN);
}

/** The newest report of a study; undefined where there is none that still holds. */
export async function newestReport(store: Store, studyId: string, jobs: readonly Job[]): Promise<Job | undefined> {
  const wanted = reportType(await store.readStudy(studyId, (view) => view.erased()));
  return jobs.find(({ state, resultType }) => state === "done" && resultType === wanted);
}

/** A report's zip; undefined where somebody was erased since, or it was thrown away. */
export async function reportZip(store: Store, studyId: string, id: string): Promise<Uint8Array | undefined> {
  const job = await store.jobs.get(studyId, id);
  if (job?.kind !== REPORT_KIND) return undefined;
  const made = await store.jobs.result(studyId, id);
  const erased = await store.readStudy(studyId, (view) => view.erased());
  return made?.type === reportType(erased) ? made.bytes : undefined;
}
