import { parentPort } from "node:worker_threads";
import { kernelOf } from "../../statistics/validation/replicateJob.ts";
import type { SharedReplicates } from "./runReplicates.ts";

// Thread entry: of each job it is sent, takes the next replicate until none is left, and says so; null ends it. Which thread
// computes which one changes nothing, since a replicate depends on the job and its index alone.
parentPort?.on("message", (work: SharedReplicates | null) => {
  if (work === null) {
    parentPort?.close();
    return;
  }
  const { job, values, isDefined, next } = work;
  const kernel = kernelOf(job);
  for (let index = Atomics.add(next, 0, 1); index < kernel.count; index = Atomics.add(next, 0, 1)) {
    const replicate = kernel.replicate(index);
    if (replicate === null) continue;
    values.set(replicate, index * kernel.width);
    isDefined[index] = 1;
  }
  parentPort?.postMessage("done");
});
