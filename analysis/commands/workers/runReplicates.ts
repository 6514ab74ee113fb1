import { Worker } from "node:worker_threads";
import {
  type ReplicateJob,
  type ReplicateRunner,
  runInThisThread,
  sizeOf,
} from "../../statistics/validation/replicateJob.ts";

/** What the threads share: the job, the numbers of all replicates, which exist, and the next index to take. */
export type SharedReplicates = {
  readonly job: ReplicateJob;
  readonly values: Float64Array;
  readonly isDefined: Uint8Array;
  readonly next: Int32Array;
};

function shared(
  job: ReplicateJob,
  { count, width }: { readonly count: number; readonly width: number },
): SharedReplicates {
  return {
    job,
    values: new Float64Array(new SharedArrayBuffer(8 * count * width)),
    isDefined: new Uint8Array(new SharedArrayBuffer(count)),
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
}

/** Threads that take one job after another: each loads the calculations once. */
type Pool = { readonly run: (work: SharedReplicates) => Promise<void>; readonly close: () => void };

function poolOf(threads: number): Pool {
  const workers: Worker[] = [];
  return {
    run: async (work) => {
      while (workers.length < threads) {
        workers.push(new Worker(new URL("./replicateWorker.js", import.meta.url)));
      }
      await Promise.all(workers.map((worker) => finished(worker, work)));
    },
    // A thread that waits for its next job keeps nothing alive, and ends at once.
    close: () => {
      for (const worker of workers) worker.postMessage(null);
    },
  };
}

function finished(worker: Worker, work: SharedReplicates): Promise<void> {
  return new Promise((resolve, reject) => {
    const onMessage = () => settle(resolve);
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = (code: number) => settle(() => reject(new Error(`a worker thread ended with code ${code}`)));
    const settle = (end: () => void) => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      end();
    };
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage(work);
  });
}

/**
 * Gives `use` a runner that computes every replicate of a job in `threads` worker threads, in index order; a replicate
 * without a value is null. The numbers are the same for any number of threads: each replicate draws from its own stream of
 * the seed. Runs in this thread when `threads` is 1, and when the sources are not compiled (Node 20 cannot load a
 * TypeScript worker). Throws RangeError unless `threads` is a positive whole number.
 */
export async function withReplicateRunner<T>(
  threads: number,
  use: (runner: ReplicateRunner) => Promise<T>,
): Promise<T> {
  if (!Number.isInteger(threads) || threads < 1) throw new RangeError(`${threads} threads`);
  if (threads === 1 || import.meta.url.endsWith(".ts")) return await use(async (job) => runInThisThread(job));
  const pool = poolOf(threads);
  try {
    return await use((job) => runIn(pool, job));
  } finally {
    pool.close();
  }
}

async function runIn(pool: Pool, job: ReplicateJob): Promise<readonly (Float64Array | null)[]> {
  const { count, width } = sizeOf(job);
  if (count < 2) return runInThisThread(job);
  const work = shared(job, { count, width });
  await pool.run(work);
  return Array.from({ length: count }, (_, index) =>
    work.isDefined[index] === 1 ? work.values.slice(index * width, (index + 1) * width) : null,
  );
}

/** Computes every replicate of one job, as a runner does. */
export function runReplicates(job: ReplicateJob, threads: number): Promise<readonly (Float64Array | null)[]> {
  return withReplicateRunner(threads, (runner) => runner(job));
}
