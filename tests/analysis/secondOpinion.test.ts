import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebR } from "webr";
import { mannWhitney } from "../../analysis/statistics/association/groupComparison.ts";
import { lowess } from "../../analysis/statistics/models/calibration/lowess.ts";
import { designOf } from "../../analysis/statistics/models/logistic/design.ts";
import { fitLogistic } from "../../analysis/statistics/models/logistic/fitLogistic.ts";
import { nestedTest } from "../../analysis/statistics/models/logistic/nestedTests.ts";
import { logistic } from "../../analysis/statistics/numerics/specialFunctions.ts";
import { multiplicity } from "../../analysis/statistics/shares/multiplicity.ts";
import { randomStream } from "../../experiments/random/randomStream.ts";

// R itself, in WebAssembly, on random data: the oracles cannot have been fitted to these numbers.
const R = new WebR();

beforeAll(async () => {
  await R.init();
});
afterAll(() => {
  R.close();
});

async function numbersFrom(
  code: string,
  data: Readonly<Record<string, readonly number[]>>,
): Promise<readonly number[]> {
  const assignments = Object.entries(data).map(([name, values]) => `${name} <- c(${values.join(",")})`);
  return R.evalRRaw(`{ ${assignments.join("; ")}; as.numeric({ ${code} }) }`, "number[]");
}

function study(seed: number) {
  const { normal, uniform, below } = randomStream(seed);
  const n = 60 + below(200);
  const stated = Array.from({ length: n }, () => below(11));
  const implicit = stated.map((value) => 0.1 * value + normal());
  const bought = stated.map((value, i) => (uniform() < logistic(-1.5 + 0.2 * value + 0.5 * implicit[i]!) ? 1 : 0));
  return { stated, implicit, bought };
}

function expectClose(actual: readonly number[], reference: readonly number[], relative: number): void {
  expect(actual).toHaveLength(reference.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - reference[i]!)).toBeLessThanOrEqual(relative * Math.max(1e-6, Math.abs(reference[i]!)));
  });
}

describe.each([1, 2, 3, 4, 5])("on random study %i, R agrees", (seed) => {
  const columns = study(seed);

  it("with the coefficients, errors and likelihood of glm", async () => {
    const reference = await numbersFrom(
      "g <- glm(bought ~ stated + implicit, binomial, control = glm.control(epsilon = 1e-14, maxit = 100)); c(coef(g), sqrt(diag(vcov(g))), logLik(g))",
      columns,
    );
    const fit = fitLogistic(designOf(columns, ["stated", "implicit"], columns.bought.length), columns.bought);
    if (fit.kind === "notFitted") throw new RangeError(fit.reason);
    expectClose([...fit.beta, ...fit.se, fit.logLikelihood], reference, 1e-7);
  });

  it("with the likelihood-ratio and score tests of anova", async () => {
    const models =
      "k <- glm.control(epsilon = 1e-14, maxit = 100); a <- glm(bought ~ stated, binomial, control = k); b <- glm(bought ~ stated + implicit, binomial, control = k);";
    const reference = await numbersFrom(
      `${models} l <- anova(a, b, test = "LRT"); r <- anova(a, b, test = "Rao"); c(l$Deviance[2], l$"Pr(>Chi)"[2], r$Rao[2], r$"Pr(>Chi)"[2])`,
      columns,
    );
    const test = nestedTest(columns, { outcome: columns.bought, base: ["stated"], added: ["implicit"] });
    if ("kind" in test) throw new RangeError(test.reason);
    expectClose([test.chi2, test.p, test.score_test.chi2, test.score_test.p], reference, 1e-6);
  });

  it("with lowess", async () => {
    const { stated, implicit } = columns;
    const reference = await numbersFrom("lowess(implicit, stated, f = 2/3, iter = 0, delta = 0)$y", {
      stated,
      implicit,
    });
    expectClose(Array.from(lowess(implicit, stated).y), reference, 1e-9);
  });

  it("with the rank test of wilcox.test", async () => {
    const reference = await numbersFrom(
      "w <- wilcox.test(stated[bought == 1], stated[bought == 0], exact = FALSE); c(w$statistic, w$p.value)",
      columns,
    );
    const { U1, p_continuity } = mannWhitney(columns.stated, columns.bought);
    expectClose([U1, p_continuity!], reference, 1e-8);
  });

  it("with every adjustment of p.adjust", async () => {
    const { uniform } = randomStream(seed, 1);
    const p = Array.from({ length: 9 }, () => uniform() ** 4);
    const methods = ["bonferroni", "holm", "hochberg", "hommel", "BH", "BY"];
    const reference = await numbersFrom(`c(${methods.map((method) => `p.adjust(p, "${method}")`).join(", ")})`, { p });
    const { bonferroni, holm, hochberg, hommel, bh, by } = multiplicity(p);
    expectClose([bonferroni, holm, hochberg, hommel, bh, by].flat(), reference, 1e-10);
  });
});
