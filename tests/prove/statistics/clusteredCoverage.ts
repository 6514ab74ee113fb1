import { clustersOf } from "../../../analysis/statistics/models/clustered/clusters.ts";
import { normalQuantile } from "../../../analysis/statistics/numerics/distributions.ts";
import { aucClustered } from "../../../analysis/statistics/ranking/clusteredAuc.ts";
import { delong } from "../../../analysis/statistics/ranking/delong.ts";
import { clusteredProportion } from "../../../analysis/statistics/shares/clusteredProportion.ts";
import { wilson } from "../../../analysis/statistics/shares/proportion.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { covers, isWithin, shareOf } from "./chance.ts";
import { shiftOf } from "./normalScores.ts";

const PERSONS = 200;
const PRODUCTS = 5;
const BASE_RATE = 0.3;
const AREA = 0.7;
/** Correlation of one person's inclinations to buy, and of one person's scores. */
const ALIKE = 0.6;

/** Intervals that count persons beside those that count rows, where every person has rated several products. */
export const clusteredCoverage: Proof = {
  id: "S5",
  promise: "With five products a person, intervals that count persons hold (93–97 %) and those that count rows fail.",
  run({ seed, scale }) {
    const studies = scale === "short" ? 200 : 5_000;
    const hits = { auc: 0, naiveAuc: 0, share: 0, naiveShare: 0 };
    for (let run = 0; run < studies; run += 1) {
      const held = intervalsHold(seed, run);
      for (const name of ["auc", "naiveAuc", "share", "naiveShare"] as const) if (held[name]) hits[name] += 1;
    }
    const rate = (name: keyof typeof hits) => ({ hits: hits[name], runs: studies });
    const hold = [rate("auc"), rate("share")].every((one) => isWithin(one, [0.93, 0.97], scale));
    const fail = [rate("naiveAuc"), rate("naiveShare")].every(({ hits: count }) => count / studies < 0.93);
    return Promise.resolve({
      isMet: hold && fail,
      figures: {
        studies,
        persons: PERSONS,
        products: PRODUCTS,
        aucCountingPersons: shareOf(rate("auc")),
        aucCountingRows: shareOf(rate("naiveAuc")),
        shareCountingPersons: shareOf(rate("share")),
        shareCountingRows: shareOf(rate("naiveShare")),
      },
    });
  },
};

function intervalsHold(seed: number, run: number) {
  const { score, outcome, persons } = drawRows(seed, run);
  const clustered = aucClustered({ score }, outcome, clustersOf(persons)).score!;
  const bought = Array.from(outcome, (one) => one === 1);
  const share = clusteredProportion(bought, persons);
  return {
    auc: covers(clustered.ci95 ?? [null, null], AREA),
    naiveAuc: covers(delong(score, outcome).ci95_delong, AREA),
    share: covers(share.ci95 ?? [null, null], BASE_RATE),
    naiveShare: covers(wilson(share.x, share.n), BASE_RATE),
  };
}

function drawRows(seed: number, run: number) {
  const { normal } = randomStream(seed, run);
  const score = new Float64Array(PERSONS * PRODUCTS);
  const outcome = new Float64Array(PERSONS * PRODUCTS);
  const persons: string[] = [];
  const buysBelow = normalQuantile(BASE_RATE);
  const partly = (own: number) => Math.sqrt(ALIKE) * own + Math.sqrt(1 - ALIKE) * normal();
  for (let person = 0; person < PERSONS; person += 1) {
    const [inclination, habit] = [normal(), normal()];
    for (let product = 0; product < PRODUCTS; product += 1) {
      const row = person * PRODUCTS + product;
      outcome[row] = partly(inclination) < buysBelow ? 1 : 0;
      score[row] = outcome[row]! * shiftOf(AREA) + partly(habit);
      persons.push(String(person));
    }
  }
  return { score, outcome, persons };
}
