import { Problem } from "../../experiments/contract/problem.ts";
import { checkDraft } from "../design/checkDraft.ts";
import { draftJobKinds } from "../design/draftJobs.ts";
import type { Job, Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, studyIdOf, type Visit } from "./consoleRoute.ts";
import { draftOf, namesIn } from "./draftOf.ts";
import { TryPage } from "./pages/design/tryPage.tsx";
import { TextResultPage } from "./pages/textResultPage.tsx";
import { rendered } from "./rendered.ts";

const at = "/studies/:studyId/design/try";

/** Simulated people, power and the preregistration of a draft, each a job that any server of the store does. */
export function draftJobRoutes(store: Store, workSoon: () => void): readonly ConsoleRoute[] {
  const access = "study:researcher";
  return [
    { method: "get", path: at, access, handle: (visit) => show(store, visit) },
    { method: "post", path: at, access, handle: (visit) => ask(store, visit, workSoon) },
    { method: "get", path: `${at}/:job`, access, handle: (visit) => result(store, visit) },
    { method: "post", path: `${at}/:job`, access, handle: (visit) => cancel(store, visit) },
  ];
}

const SHOWN = 20;

async function show(store: Store, visit: Visit, fault?: string): Promise<Answer> {
  const draft = await draftOf(store, visit);
  const study = await store.studies.get(draft.studyId);
  const checked = await checkDraft(store, draft.studyId, draft.yaml);
  const [jobs, names] = [await store.jobs.list(draft.studyId, draftJobKinds, SHOWN), await namesIn(store)];
  const told = fault === undefined ? {} : { fault };
  const page = rendered(TryPage, {
    ...{ visit, study, draft, checked, names, jobs, assets: [], previewUrl: undefined, ...told },
  });
  return { page, status: fault === undefined ? 200 : 422 };
}

const FEWEST = 10;
const MOST = 200;
const MOST_OPEN = 5;

async function ask(store: Store, visit: Visit, workSoon: () => void): Promise<Answer> {
  const { studyId, yaml, revision } = await draftOf(store, visit);
  const kind = draftJobKinds.find((one) => one === field(visit, "kind"));
  if (!kind) return await show(store, visit, "Choose what to do.");
  if (String(revision) !== field(visit, "revision")) {
    return await show(store, visit, "Somebody has changed the draft since. Look at it again.");
  }
  const participants = Number(field(visit, "participants"));
  const isCounted = Number.isInteger(participants) && participants >= FEWEST && participants <= MOST;
  if (kind === "simulate" && !isCounted) {
    return await show(
      store,
      visit,
      `Simulate from ${FEWEST} to ${MOST} people; "${field(visit, "participants").slice(0, 20)}" is not such a number.`,
    );
  }
  if (!("study" in (await checkDraft(store, studyId, yaml)))) return await show(store, visit);
  const open = (await store.jobs.list(studyId, draftJobKinds, SHOWN)).filter(
    ({ state }) => state === "waiting" || state === "running",
  );
  if (open.length >= MOST_OPEN) return await show(store, visit, `${MOST_OPEN} jobs of this study wait already.`);
  const askedBy = accountOf(visit).id;
  const input = { revision, ...(kind === "simulate" ? { participants } : {}) };
  await store.jobs.ask({ studyId, kind, input, askedBy });
  await store.audit.add({ actor: askedBy, action: "job asked for", studyId, details: { kind, ...input } });
  workSoon();
  return { to: `/studies/${studyId}/design/try` };
}

async function jobIn(store: Store, visit: Visit): Promise<Job> {
  const job = await store.jobs.get(studyIdOf(visit), visit.params["job"] ?? "");
  // A report of the study has pages, and rights, of its own.
  if (job && draftJobKinds.some((kind) => kind === job.kind)) return job;
  throw new Problem({ code: "route-not-found", detail: "There is no such job.", todo: "Look at the list of jobs." });
}

async function result(store: Store, visit: Visit): Promise<Answer> {
  const job = await jobIn(store, visit);
  const made = await store.jobs.result(job.studyId, job.id);
  if (!made) throw new Problem({ code: "file-not-found", detail: "This job has made nothing so far." });
  const text = Buffer.from(made.bytes).toString("utf8");
  if (made.type === "text/html") return { report: text };
  const draft = await draftOf(store, visit);
  if (made.type === "text/plain") {
    const back = `/studies/${job.studyId}/design/try`;
    return { page: rendered(TextResultPage, { visit, draft, title: "Power of the plan", text, back }) };
  }
  const bytes = async function* () {
    yield made.bytes;
  };
  return { download: bytes(), name: `${job.studyId}-preregistration.md`, type: made.type };
}

async function cancel(store: Store, visit: Visit): Promise<Answer> {
  const job = await jobIn(store, visit);
  if (await store.jobs.cancel(job.studyId, job.id)) {
    const details = { kind: job.kind };
    await store.audit.add({ actor: accountOf(visit).id, action: "job cancelled", studyId: job.studyId, details });
  }
  return { to: `/studies/${job.studyId}/design/try` };
}
