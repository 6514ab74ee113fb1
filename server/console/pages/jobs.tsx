import type { VNode } from "preact";
import type { Job } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { Form, Table, When } from "./layout.tsx";

type Props = {
  readonly visit: Visit;
  readonly jobs: readonly Job[];
  /** Where a job is cancelled, and where its result is. */
  readonly at: string;
  /** Null where the results are on this very page. */
  readonly look?: null;
  readonly names: ReadonlyMap<string, string>;
};

const kinds: Readonly<Record<string, string>> = {
  simulate: "Try with simulated people",
  power: "Power of the plan",
  preregister: "Preregistration",
  report: "Report",
};

/** Long work: who asked, how far it is, why it failed, what it made. */
export function Jobs({ visit, jobs, at, look, names }: Props): VNode {
  return (
    <Table
      columns={["What", "How far", "", "Asked by", "When"]}
      empty="Nothing has been asked for yet."
      rows={jobs.map((job) => [
        kinds[job.kind] ?? job.kind,
        <State job={job} />,
        <Act visit={visit} job={job} at={at} hasPage={look !== null} />,
        names.get(job.askedBy) ?? "somebody",
        <When at={job.askedAt} />,
      ])}
    />
  );
}

function State({ job: { state, done, total, reason } }: { readonly job: Job }) {
  if (state === "failed") return <span class="long">Not done: {reason}</span>;
  if (state !== "running")
    return <span>{{ waiting: "Waits for its turn", done: "Done", cancelled: "Cancelled" }[state]}</span>;
  if (total === null || done >= total) return <span>At work</span>;
  return (
    <span>
      <progress value={done} max={total} aria-label={`${done} of ${total}`} /> {done} of {total}
    </span>
  );
}

type Acts = Pick<Props, "visit" | "at"> & { readonly job: Job; readonly hasPage: boolean };

function Act({ visit, job, at, hasPage }: Acts) {
  if (job.state === "done" && !hasPage) return null;
  if (job.state === "done")
    return <a href={`${at}/${job.id}`}>{job.resultType === "text/markdown" ? "Download" : "Look"}</a>;
  if (job.state !== "waiting" && job.state !== "running") return null;
  return (
    <Form visit={visit} action={`${at}/${job.id}`}>
      <button class="quiet small" type="submit">
        Cancel
      </button>
    </Form>
  );
}

/** Whether a page with these jobs should be loaded again to show how far they are. */
export function isGoingOn(jobs: readonly Job[]): boolean {
  return jobs.some(({ state }) => state === "waiting" || state === "running");
}
