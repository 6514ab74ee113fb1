import { Worker } from "node:worker_threads";
import {
  kernelOf,
  type ReplicateJob,
  type ReplicateRunner,
  runInThisThread,
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

function finished(work: SharedReplicates): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./replicateWorker.js", import.meta.url), { workerData: work });
    worker.once("error", reject);
    worker.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a worker thread ended with code ${code}`));
    });
  });
}

/**
 * Computes every replicate of a job in `threads` worker threads, in index order; a replicate without a value is null.
 * The numbers are the same for any number of threads: each replicate draws from its own stream of the seed. Runs in this
 * thread when `threads` is 1, and when the sources are not compiled (Node 20 cannot load a TypeScript worker).
 * Throws RangeError unless `threads` is a positive whole number.
 */
export async function runReplicates(job: ReplicateJob, threads: number): Promise<readonly (Float64Array | null)[]> {
  if (!Number.isInteger(threads) || threads < 1) throw new RangeError(`${threads} threads`);
  const kernel = kernelOf(job);
  if (threads === 1 || kernel.count < 2 || import.meta.url.endsWith(".ts")) return runInThisThread(job);
  const work = shared(job, kernel);
  await Promise.all(Array.from({ length: Math.min(threads, kernel.count) }, () => finished(work)));
  return Array.from({ length: kernel.count }, (_, index) =>
    work.isDefined[index] === 1 ? work.values.slice(index * kernel.width, (index + 1) * kernel.width) : null,
  );
}

/** A runner over a fixed number of threads, to hand to pure code. */
export function replicateRunner(threads: number): ReplicateRunner {
  return (job) => runReplicates(job, threads);
}
