import { availableParallelism } from "node:os";
import { compareInThreads } from "../../analysis/commands/compare.ts";
import { logistic } from "../../analysis/numerics/specialFunctions.ts";
import { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { randomStream } from "../../experiments/random/randomStream.ts";
import { type Benchmark, inSeconds, timed } from "./benchmark.ts";

const SEED = 5;
const products = ["A", "B", "C"];
const plan = AnalysisPlan.parse({
  simulated: true,
  participant: "person",
  product: "product",
  outcome: "bought",
  outcome_class: "observed-purchase",
  stated: [
    { column: "recommend", kind: "likelihoodToRecommend" },
    { column: "intent", kind: "purchaseIntent" },
  ],
  implicit: [{ column: "association", kind: "iat" }],
});

/** The whole comparison of a study of persons and products, with every default. */
export const compareProducts: Benchmark = {
  name: "compare",
  what: "full comparison of 5,000 people × 3 products, every section and default",
  async run(size) {
    const people = size === "whole" ? 5_000 : 300;
    const table = drawTable(people);
    const identity = { data_sha256: "", plan_sha256: "" };
    const found = await timed(() => compareInThreads({ plan, table, identity }, { seed: SEED, version: "benchmark" }));
    const { E4 } = found.value.answers;
    return {
      rows: [
        {
          by: `Saydo, ${availableParallelism()} threads, ${people.toLocaleString("en")} people`,
          measured: inSeconds(found.seconds),
        },
      ],
      notes: [
        `${Object.keys(found.value).length} sections, ${found.value.warnings.length} warnings; E4: ${E4.verdict}`,
        "no peer: base R has neither the mixed logit nor the clustered AUC, and nothing there does the whole of it",
      ],
    };
  },
};

/** Simulated people who rate and may buy three products each. */
function drawTable(people: number) {
  const { normal, uniform } = randomStream(SEED);
  const rows = Array.from({ length: people }, (_, person) => {
    const habit = 0.6 * normal();
    return products.map((product, place) => {
      const liking = 0.5 * habit + normal();
      const association = 0.4 * liking + normal();
      const logOdds = -1.2 + 0.3 * place + habit + 0.7 * liking + 0.4 * association;
      return {
        person: `p${person}`,
        product,
        recommend: Math.max(0, Math.min(10, Math.round(6 + 2 * liking + normal()))),
        intent: Math.max(1, Math.min(5, Math.round(3 + 0.9 * liking + 0.5 * normal()))),
        association: 0.35 * association,
        bought: uniform() < logistic(logOdds) ? 1 : 0,
      };
    });
  }).flat();
  const names = ["person", "product", "recommend", "intent", "association", "bought"] as const;
  return { rows: rows.length, columns: new Map(names.map((name) => [name, rows.map((row) => row[name])])) };
}
