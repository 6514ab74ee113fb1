import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { designOf } from "../../../../analysis/statistics/models/logistic/design.ts";
import { fitFirth } from "../../../../analysis/statistics/models/logistic/fitFirth.ts";
import { oraclePath } from "../../oracles.ts";

const Numbers = z.array(z.number());
const Case = z.object({ x1: Numbers, x2: Numbers, y: Numbers, beta: Numbers, penalised: z.number() });
const cases = z
  .record(z.string(), Case)
  .parse(JSON.parse(readFileSync(oraclePath("c33_firth_few_people", "expected.json"), "utf8")));

describe("Firth's maximum for ten people with few distinct rows (R: optim and Newton on the modified score)", () => {
  test.each(Object.entries(cases))("%s is reached", (_, { x1, x2, y, beta, penalised }) => {
    const fit = fitFirth(designOf({ x1, x2 }, ["x1", "x2"], y.length), y);
    if (fit.kind === "notFitted") throw new RangeError(fit.reason);
    beta.forEach((value, at) => {
      expect(fit.beta[at]).toBeCloseTo(value, 8);
    });
    expect(fit.penalisedLogLikelihood).toBeCloseTo(penalised, 10);
  });
});
