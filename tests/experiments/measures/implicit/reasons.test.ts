import { expect, test } from "vitest";
import { affectMisattribution } from "../../../../experiments/measures/implicit/affectMisattribution/measure.ts";
import { approachAvoidance } from "../../../../experiments/measures/implicit/approachAvoidance/measure.ts";
import { briefIat } from "../../../../experiments/measures/implicit/briefIat/measure.ts";
import { evaluativePriming } from "../../../../experiments/measures/implicit/evaluativePriming/measure.ts";
import { goNoGoAssociation } from "../../../../experiments/measures/implicit/goNoGoAssociation/measure.ts";
import { iat } from "../../../../experiments/measures/implicit/iat/measure.ts";
import { singleCategoryIat } from "../../../../experiments/measures/implicit/singleCategoryIat/measure.ts";

type Pairing = "compatible" | "incompatible";

test("nobody whose score counts has a reason", () => {
  const half = (pairing: Pairing, latencies: readonly number[]) =>
    latencies.map((latencyMs, index) => ({
      pairing,
      blockKind: "test" as const,
      isCorrect: true,
      latencyMs,
      trialIndex: 4 + index,
    }));
  const both = [...half("compatible", [500, 600, 700]), ...half("incompatible", [700, 800, 900])];
  const practice = both.map((row) => ({ ...row, blockKind: "practice" as const }));
  const blocks = both.map((row) => ({ ...row, blockIndex: row.pairing === "compatible" ? 0 : 1 }));
  const sorted = both.map((row, index) => ({ ...row, isSignal: index % 3 > 0, isGo: index % 3 > 0 }));
  const judged = both.map(({ pairing }, index) => ({
    prime: pairing === "compatible" ? ("focal" as const) : ("comparison" as const),
    isPleasant: index % 2 === 0,
  }));
  const cells = [0, 1, 2, 3].map((index) => ({
    prime: index < 2 ? ("focal" as const) : ("comparison" as const),
    target: index < 2 ? ("focal" as const) : ("comparison" as const),
    targetValence: index % 2 === 0 ? ("positive" as const) : ("negative" as const),
    action: index % 2 === 0 ? ("approach" as const) : ("avoid" as const),
    isCorrect: true,
    latencyMs: 500 + 10 * index,
  }));
  const scores = [
    iat.score([...practice, ...both], iat.settings.parse({})),
    briefIat.score(blocks, briefIat.settings.parse({})),
    singleCategoryIat.score(both, singleCategoryIat.settings.parse({})),
    goNoGoAssociation.score(sorted, goNoGoAssociation.settings.parse({})),
    affectMisattribution.score(judged, affectMisattribution.settings.parse({})),
    evaluativePriming.score(cells, evaluativePriming.settings.parse({})),
    approachAvoidance.score(cells, approachAvoidance.settings.parse({})),
  ];
  for (const score of scores) {
    expect(score.value).not.toBeNull();
    expect(score).not.toHaveProperty("excluded");
  }
});
