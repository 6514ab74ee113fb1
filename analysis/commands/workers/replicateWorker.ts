import { workerData } from "node:worker_threads";
import { kernelOf } from "../../statistics/validation/replicateJob.ts";
import type { SharedReplicates } from "./runReplicates.ts";

// Thread entry: takes the next replicate until none is left. Which thread computes which one changes nothing, since a
// replicate depends on the job and its index alone.
// The seam to structured cloning: the parent sends exactly this.
const { job, values, isDefined, next } = workerData as SharedReplicates;
const kernel = kernelOf(job);
for (let index = Atomics.add(next, 0, 1); index < kernel.count; index = Atomics.add(next, 0, 1)) {
  const replicate = kernel.replicate(index);
  if (replicate === null) continue;
  values.set(replicate, index * kernel.width);
  isDefined[index] = 1;
}
