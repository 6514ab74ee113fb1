import { availableParallelism } from "node:os";
import { runReplicates } from "../../analysis/commands/workers/runReplicates.ts";
import { resampledRows } from "../../analysis/statistics/numerics/resampledRows.ts";
import { logistic } from "../../analysis/statistics/numerics/specialFunctions.ts";
import { optimismProblem, summariseOptimism } from "../../analysis/statistics/validation/optimism.ts";
import { randomStream } from "../../experiments/random/randomStream.ts";
import { agreed, type Benchmark, inSeconds, timed } from "./benchmark.ts";
import { askR, figureOf } from "./peerR.ts";

const PEOPLE = 2_000;
const SEED = 2;
const slopes = { x1: 0.8, x2: 0.5, x3: 0.3, x4: 0 };
const predictors = Object.keys(slopes);

/** 500 refits of Harrell's optimism bootstrap, each judged by all seven figures on its sample and on the original rows. */
export const optimism: Benchmark = {
  name: "optimism",
  what: "500 optimism refits of a logistic model, n = 2,000, four predictors, seven figures of performance",
  async run(size) {
    const resamples = size === "whole" ? 500 : 50;
    const columns = drawPeople();
    const { outcome } = columns;
    const indices = Array.from({ length: resamples }, (_, at) => resampledRows(randomStream(SEED, at + 1), PEOPLE));
    const problem = optimismProblem(columns, { outcome, predictors });
    const job = { kind: "optimism", problem, resampling: { kind: "given", indices }, persons: null } as const;
    const one = await timed(() => runReplicates(job, 1));
    const threads = availableParallelism();
    const all = await timed(() => runReplicates(job, threads));
    const found = summariseOptimism(problem, one.value);
    if ("kind" in found) throw new Error(found.reason);
    const rows = [
      { by: "Saydo, 1 thread", measured: inSeconds(one.seconds) },
      { by: `Saydo, ${threads} threads`, measured: inSeconds(all.seconds) },
    ];
    const drawn = { name: "indices.csv", columns: { row: Float64Array.from(indices.flatMap((rows) => [...rows])) } };
    const peer = await askR("optimism.R", [{ name: "people.csv", columns }, drawn], [resamples]);
    if (peer.kind === "absent") return { rows, notes: [peer.reason] };
    const seconds = figureOf(peer, "seconds");
    return {
      rows: [...rows, { by: `${peer.version}, glm.fit`, measured: inSeconds(seconds), ratio: seconds / one.seconds }],
      notes: [
        agreed("the corrected AUC", [found.corrected.auc, figureOf(peer, "auc")], 1e-9),
        agreed("the corrected slope", [found.corrected.calibration_slope, figureOf(peer, "slope")], 1e-6),
      ],
    };
  },
};

/** Simulated people. */
function drawPeople() {
  const { normal, uniform } = randomStream(SEED);
  const columns: Record<string, Float64Array> = {};
  const logOdds = new Float64Array(PEOPLE).fill(-0.9);
  for (const [name, slope] of Object.entries(slopes)) {
    columns[name] = logOdds.map(() => normal());
    for (let i = 0; i < PEOPLE; i += 1) logOdds[i]! += slope * columns[name][i]!;
  }
  return { ...columns, outcome: logOdds.map((value) => (uniform() < logistic(value) ? 1 : 0)) };
}
