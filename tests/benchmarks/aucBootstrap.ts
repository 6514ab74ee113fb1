import { availableParallelism } from "node:os";
import { runReplicates } from "../../analysis/commands/workers/runReplicates.ts";
import { aucDifference, aucDifferenceProblem } from "../../analysis/statistics/validation/aucDifference.ts";
import { randomStream } from "../../experiments/random/randomStream.ts";
import { agreed, type Benchmark, inSeconds, timed } from "./benchmark.ts";
import { askR, figureOf } from "./peerR.ts";

const PEOPLE = 2_000;
const SEED = 1;
/** Share by which two standard errors of as many replicates may differ. */
const NEAR = { whole: 0.05, quick: 0.15 };

/** 10,000 bootstrap replicates of a paired AUC difference. */
export const aucBootstrap: Benchmark = {
  name: "auc-bootstrap",
  what: "10,000 bootstrap replicates of a paired AUC difference, n = 2,000",
  async run(size) {
    const resamples = size === "whole" ? 10_000 : 1_000;
    const columns = drawScores();
    const { first, second, outcome } = columns;
    const problem = aucDifferenceProblem(first, second, outcome);
    const job = {
      kind: "aucDifference",
      problem,
      resampling: { kind: "seeded", seed: SEED, resamples },
      persons: null,
    } as const;
    const one = await timed(() => runReplicates(job, 1));
    const threads = availableParallelism();
    const all = await timed(() => runReplicates(job, threads));
    const rows = [
      { by: "Saydo, 1 thread", measured: inSeconds(one.seconds) },
      { by: `Saydo, ${threads} threads`, measured: inSeconds(all.seconds) },
    ];
    const peer = await askR("aucBootstrap.R", [{ name: "scores.csv", columns }], [resamples]);
    if (peer.kind === "absent") return { rows, notes: [peer.reason] };
    const theta = aucDifference(
      problem,
      Int32Array.from(outcome, (_, row) => row),
    );
    const se = standardError(one.value.map((replicate) => replicate![0]!));
    const theirs = figureOf(peer, "se");
    const ranks = figureOf(peer, "seconds");
    const proc = peer.figures["seconds_pROC"];
    return {
      rows: [
        ...rows,
        { by: `${peer.version}, ranks in base R`, measured: inSeconds(ranks), ratio: ranks / one.seconds },
        ...(proc === undefined
          ? []
          : [{ by: `${peer.version}, pROC`, measured: inSeconds(proc), ratio: proc / one.seconds }]),
      ],
      notes: [
        agreed("the difference", [theta ?? Number.NaN, figureOf(peer, "difference")], 1e-12),
        agreed("its standard error", [se, theirs], NEAR[size] * theirs),
        ...(proc === undefined ? ["pROC is not installed here: not measured"] : []),
      ],
    };
  },
};

/** Simulated: a five-point answer and a continuous score of the same people, and whether they bought. */
function drawScores() {
  const { normal, uniform } = randomStream(SEED);
  const [first, second, outcome] = [0, 1, 2].map(() => new Float64Array(PEOPLE));
  for (let i = 0; i < PEOPLE; i += 1) {
    const bought = uniform() < 0.3 ? 1 : 0;
    const shared = normal();
    first![i] = bought * 0.9 + 0.4 * shared + 0.9 * normal();
    second![i] = Math.max(1, Math.min(5, Math.round(3 + 0.6 * bought + shared)));
    outcome![i] = bought;
  }
  return { first: first!, second: second!, outcome: outcome! };
}

function standardError(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
