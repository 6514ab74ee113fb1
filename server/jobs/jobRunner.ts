import { randomUUID } from "node:crypto";
import { Problem } from "../../experiments/contract/problem.ts";
import type { Job, JobResult, Store } from "../store/store.ts";

/** What a kind of job does. `tell` says how far it is; the signal says that nobody wants it any more. */
export type Work = (
  job: Job,
  how: { readonly signal: AbortSignal; readonly tell: (done: number, total: number | null) => void },
) => Promise<JobResult>;

export type JobRunner = {
  /** Looks for work at once instead of at the next turn. */
  lookSoon(): void;
  /** Stops what is going on; another server, or this one after its restart, takes it up again. */
  close(): Promise<void>;
};

export type RunnerOptions = {
  readonly store: Store;
  readonly works: Readonly<Record<string, Work>>;
  readonly now: () => Date;
  readonly onFailure: (error: unknown) => void;
  /** How often it looks for work, and gives a sign of life; in ms. */
  readonly turnMs?: number;
};

const TURN_MS = 4000;
/** A server that was not heard of for so many turns is gone. */
const LOST_TURNS = 8;
const KEPT = 20;

/** Does the jobs of a store, one at a time. Several servers share the table, and no job is done by two. */
export function jobRunner(options: RunnerOptions): JobRunner {
  const { store, now, onFailure, turnMs = TURN_MS } = options;
  const server = randomUUID();
  const ending = new AbortController();
  let going: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const job = await store.jobs.take(server, new Date(now().getTime() - LOST_TURNS * turnMs));
      if (!job) return;
      await doJob(job, { ...options, turnMs, server, ending: ending.signal });
    }
  };
  const lookSoon = () => {
    going ??= look()
      .catch(onFailure)
      .finally(() => {
        going = undefined;
      });
  };
  const timer = setInterval(lookSoon, turnMs).unref();
  return {
    lookSoon,
    async close() {
      ending.abort();
      clearInterval(timer);
      await going;
    },
  };
}

type Doing = Required<RunnerOptions> & { readonly server: string; readonly ending: AbortSignal };

async function doJob(job: Job, { store, works, onFailure, turnMs, server, ending }: Doing): Promise<void> {
  const unwanted = new AbortController();
  const signal = AbortSignal.any([ending, unwanted.signal]);
  let progress: Pick<Job, "done" | "total"> = { done: 0, total: job.total };
  const beat = setInterval(() => {
    store.jobs.beat(job.id, server, progress).then((isOurs) => isOurs || unwanted.abort(), onFailure);
  }, turnMs);
  try {
    const tell = (done: number, total: number | null) => {
      progress = { done, total };
    };
    await store.jobs.end(job.id, server, { made: await workOf(works, job)(job, { signal, tell }) });
  } catch (error) {
    // What is stopped because the server ends is taken up again; what was cancelled has its end already.
    if (!signal.aborted) await store.jobs.end(job.id, server, { reason: reasonOf(error, onFailure) });
  } finally {
    clearInterval(beat);
    await store.jobs.prune(job, KEPT);
  }
}

function workOf(works: RunnerOptions["works"], { kind }: Job): Work {
  const work = works[kind];
  if (work) return work;
  throw new Problem({ code: "request-invalid", detail: `This server does not know how to do "${kind}".` });
}

function reasonOf(error: unknown, onFailure: RunnerOptions["onFailure"]): string {
  if (error instanceof Problem) return [error.details.detail, error.details.todo].filter(Boolean).join(" ");
  onFailure(error);
  return "Saydo made a mistake here. The server's log says more.";
}
