import { availableParallelism } from "node:os";
import { z } from "zod";
import { compareInThreads } from "../../analysis/commands/compare.ts";
import { logistic } from "../../analysis/statistics/numerics/specialFunctions.ts";
import { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { randomStream } from "../../experiments/random/randomStream.ts";
import { agreed, type Benchmark, type Finding, inSeconds, timed } from "./benchmark.ts";
import { askR, figureOf } from "./peerR.ts";

const SEED = 5;
const products = ["A", "B", "C"];
/** What `compare` draws by default, and of how many of these it refits every subset of predictors. */
const RESAMPLES = 500;
const SUBSETS = 200;
/** How far two means over as many different resamples may lie apart. */
const NEAR_CORRECTED = 0.002;
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
    const found = await timed(() =>
      compareInThreads(
        { plan, table, notices: [], flags: {}, notes: [], identity, beside: {} },
        { seed: SEED, version: "benchmark" },
      ),
    );
    const { E4 } = found.value.answers;
    const rows = [
      {
        by: `Saydo, ${availableParallelism()} threads, ${people.toLocaleString("en")} people`,
        measured: inSeconds(found.seconds),
      },
    ];
    const notes = [
      `${Object.keys(found.value).length} sections, ${found.value.warnings.length} warnings; E4: ${E4.verdict}`,
    ];
    const peer = await askR("compare.R", [{ name: "people.csv", columns: numbersOf(table) }], [RESAMPLES, SUBSETS]);
    if (peer.kind === "absent") return { rows, notes: [...notes, peer.reason] };
    const beside = besideR(Figures.parse(found.value), peer, found.seconds);
    return { rows: [...rows, ...beside.rows], notes: [...notes, ...beside.notes] };
  },
};

const Figures = z.looseObject({
  nested_tests: z.looseObject({ add_implicit_to_stated: z.looseObject({ chi2: z.number() }) }),
  auc_clustered_obuchowski: z.looseObject({ association: z.looseObject({ se: z.number() }) }),
  mixed_lr_test_add_implicit: z.looseObject({ chi2: z.number() }),
  optimism_bootstrap_M_full: z.looseObject({ corrected: z.looseObject({ auc: z.number() }) }),
});

/** R's time for the parts it does, and that both found the same. Each ratio sets all of ours beside a part of R's. */
function besideR(
  ours: z.infer<typeof Figures>,
  peer: Extract<Awaited<ReturnType<typeof askR>>, { kind: "ran" }>,
  seconds: number,
): Finding {
  const base = figureOf(peer, "seconds");
  const lme4 = peer.figures["seconds_lme4"];
  const mixed = [ours.mixed_lr_test_add_implicit.chi2, peer.figures["chi2_lme4"] ?? Number.NaN] as const;
  return {
    rows: [
      { by: `${peer.version}, its resampled parts only`, measured: inSeconds(base), ratio: base / seconds },
      ...(lme4 === undefined
        ? []
        : [
            {
              by: `${peer.version}, and lme4's mixed logit`,
              measured: inSeconds(base + lme4),
              ratio: (base + lme4) / seconds,
            },
          ]),
    ],
    notes: [
      agreed(
        "the test of adding implicit",
        [ours.nested_tests.add_implicit_to_stated.chi2, figureOf(peer, "chi2")],
        1e-6,
      ),
      agreed("the clustered SE", [ours.auc_clustered_obuchowski.association.se, figureOf(peer, "se")], 1e-9),
      agreed(
        "the corrected AUC",
        [ours.optimism_bootstrap_M_full.corrected.auc, figureOf(peer, "corrected")],
        NEAR_CORRECTED,
      ),
      lme4 === undefined ? "lme4 is not installed here: not measured" : agreed("the mixed test", mixed, 1e-2),
      "R does three fits and tests, the clustered AUCs, optimism, bootstrap, subset fits and cross-validation; ours all sections",
    ],
  };
}

/** The table as R reads it: products and persons numbered from 0. */
function numbersOf({ columns }: ReturnType<typeof drawTable>): Readonly<Record<string, Float64Array>> {
  const numberOf = (name: string, cell: string | number) =>
    name === "product" ? products.indexOf(String(cell)) : Number(String(cell).replace(/^p/, ""));
  return Object.fromEntries(
    [...columns].map(([name, cells]) => [name, Float64Array.from(cells, (cell) => numberOf(name, cell))]),
  );
}

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
