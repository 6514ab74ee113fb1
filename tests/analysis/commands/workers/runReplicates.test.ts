import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runReplicates } from "../../../../analysis/commands/workers/runReplicates.ts";
import { importanceProblem } from "../../../../analysis/statistics/models/importance/subsetFits.ts";
import { designOf } from "../../../../analysis/statistics/models/logistic/design.ts";
import { aucDifferenceProblem } from "../../../../analysis/statistics/validation/aucDifference.ts";
import { optimismProblem } from "../../../../analysis/statistics/validation/optimism.ts";
import { incrementProblem, permutationP, swapProblem } from "../../../../analysis/statistics/validation/permutation.ts";
import { permutedAucTest, permutedIncrementTest } from "../../../../analysis/statistics/validation/permutationTests.ts";
import {
  type ReplicateJob,
  type ReplicateRunner,
  runInThisThread,
} from "../../../../analysis/statistics/validation/replicateJob.ts";
import { randomStream } from "../../../../experiments/random/randomStream.ts";
import { oracleColumns } from "../../oracleData.ts";

const columns = oracleColumns("c01_n80_strong");
const outcome = columns.bought!;
const PREDICTORS = ["nps", "pi5", "dscore"];
const seeded = { resampling: { kind: "seeded", seed: 11, resamples: 12 }, persons: null } as const;

const JOBS: Readonly<Record<ReplicateJob["kind"], ReplicateJob>> = {
  optimism: { kind: "optimism", problem: optimismProblem(columns, { outcome, predictors: PREDICTORS }), ...seeded },
  aucDifference: {
    kind: "aucDifference",
    problem: aucDifferenceProblem(columns.dscore!, columns.nps!, outcome),
    ...seeded,
  },
  importance: {
    kind: "importance",
    problem: importanceProblem(columns, { outcome, predictors: PREDICTORS }),
    blocks: { stated: ["nps", "pi5"], implicit: ["dscore"] },
    ...seeded,
  },
  outOfFold: {
    kind: "outOfFold",
    designs: [designOf(columns, PREDICTORS, 80), designOf(columns, ["dscore"], 80)],
    folds: [Int32Array.from(columns.fold!), Int32Array.from(outcome, (_, i) => (i % 4) + 1)],
    outcome: Float64Array.from(outcome),
    estimator: "ml",
  },
  swappedAuc: { kind: "swappedAuc", problem: swapProblem(columns.dscore!, columns.nps!, outcome), seed: 2, count: 20 },
  permutedIncrement: {
    kind: "permutedIncrement",
    problem: incrementProblem(designOf(columns, PREDICTORS, 80), outcome),
    seed: 2,
    count: 20,
  },
};

describe("replicates in worker threads", () => {
  const directory = mkdtempSync(join(tmpdir(), "saydo-threads-"));

  beforeAll(async () => {
    await build({
      configFile: false,
      logLevel: "error",
      build: {
        ssr: true,
        outDir: directory,
        emptyOutDir: true,
        rollupOptions: {
          input: ["analysis/commands/workers/runReplicates.ts", "analysis/commands/workers/replicateWorker.ts"],
          output: { entryFileNames: "[name].js" },
        },
      },
      ssr: { noExternal: true },
    });
    writeFileSync(join(directory, "package.json"), '{"type":"module"}');
    const script = `
      import { readFileSync } from "node:fs";
      import { deserialize, serialize } from "node:v8";
      import { runReplicates } from "./runReplicates.js";
      const { job, threads } = deserialize(readFileSync(process.argv[2]));
      process.stdout.write(serialize(await runReplicates(job, threads)));`;
    writeFileSync(join(directory, "ask.js"), script);
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  function inThreads(job: ReplicateJob, threads: number): unknown {
    const file = join(directory, "job.bin");
    writeFileSync(file, serialize({ job, threads }));
    return deserialize(execFileSync(process.execPath, [join(directory, "ask.js"), file]));
  }

  it.each(Object.values(JOBS).map((job) => [job.kind, job] as const))(
    "gives %s the same numbers for one, two and three threads",
    (_, job) => {
      const here = runInThisThread(job);
      expect(here.some((replicate) => replicate !== null)).toBe(true);
      for (const threads of [1, 2, 3]) expect(inThreads(job, threads)).toEqual(here);
    },
  );
  it("runs in this thread from the sources", async () => {
    expect(await runReplicates(JOBS.aucDifference, 2)).toEqual(runInThisThread(JOBS.aucDifference));
    await expect(runReplicates(JOBS.aucDifference, 0)).rejects.toThrow(RangeError);
  });
});

describe("permutation tests", () => {
  const run: ReplicateRunner = async (job) => runInThisThread(job);

  it("find the implicit increment of c01 and none in noise", async () => {
    const { normal } = randomStream(77);
    const data = { ...columns, noise: outcome.map(normal) };
    const test = (added: string) =>
      permutedIncrementTest(data, { outcome, base: ["nps", "pi5"], added, seed: 2, count: 200 }, run);
    expect((await test("dscore"))!.p).toBeCloseTo(1 / 201, 12);
    expect((await test("noise"))!.p).toBeGreaterThan(0.05);
  });
  it("tell two scores apart, and not a score from a copy of itself", async () => {
    const { dscore, nps } = columns;
    const seeded = { seed: 2, count: 400 };
    const different = await permutedAucTest({ first: dscore!, second: nps!, outcome }, seeded, run);
    expect(different.p).toBeLessThan(0.05);
    expect((await permutedAucTest({ first: nps!, second: nps!, outcome }, seeded, run)).p).toBe(1);
  });
  it("never give a p of zero", () => {
    expect(permutationP(10, [1, 2, 3])).toBe(0.25);
  });
});
