import { beforeAll, describe, expect, test } from "vitest";
import type { Study } from "../../../experiments/contract/study.ts";
import type { Body } from "../../../server/quality/screening.ts";
import { tallyOf } from "../../../server/quality/sessionEnd.ts";
import { wholeCoffee } from "../client.ts";
import { coffeeStudy } from "../coffeeStudy.ts";

const bodies = wholeCoffee().map(({ body }) => body);
/** The trials of the preset's task, seven blocks of 20 to 40. */
const sorted = (attempt = 0) =>
  [20, 20, 20, 40, 40, 20, 40].flatMap((trials, blockIndex) =>
    Array.from({ length: trials }, (_, trialIndex) => {
      return { measure: "iat", instance: "iat", product: "velmora", blockIndex, trialIndex, attempt };
    }),
  );
let study: Study;

function endOf(of: Study, stored: readonly Body[], { refused = 0, assignment = {} } = {}) {
  const tally = tallyOf(of, assignment);
  for (const [seq, body] of stored.entries()) tally.add(seq, body);
  return tally.end(refused);
}

beforeAll(async () => {
  study = (await coffeeStudy()).study;
});

describe("a session", () => {
  const end = (stored: readonly Readonly<Record<string, unknown>>[], refused = 0, arm?: string) =>
    endOf(study, stored, { refused, assignment: arm === undefined ? {} : { arm } });

  test("is whole with every answer, and every trial of its task or the note that it was left out", () => {
    expect(end(bodies)).toEqual({ outcome: "complete" });
    expect(end([...bodies.slice(0, 3), ...sorted()])).toEqual({ outcome: "complete" });
  });

  test("is not whole with nothing, or with parts", () => {
    expect(end([])).toMatchObject({ outcome: "unfinished" });
    expect(end(bodies.slice(1))).toEqual({ outcome: "unfinished", left: ["likelihoodToRecommend"] });
    expect(end(bodies.slice(0, 3))).toEqual({ outcome: "unfinished", left: ["iat"] });
    expect(end([...bodies.slice(0, 3), ...sorted().slice(0, 100)])).toEqual({ outcome: "unfinished", left: ["iat"] });
  });

  test("gains nothing by answering one question again and again, or a block in many attempts", () => {
    const [first = {}] = bodies;
    expect(end([first, first, first, first])).toMatchObject({ outcome: "unfinished" });
    const half = (attempt: number) => sorted(attempt).slice(0, 90);
    expect(end([...bodies.slice(0, 3), ...half(0), ...half(1), ...half(2)])).toMatchObject({ outcome: "unfinished" });
  });

  test("is paid in spite of one trial that could not be read, not of many", () => {
    expect(end(bodies.slice(1), 1)).toEqual({ outcome: "complete" });
    expect(end([], 200)).toMatchObject({ outcome: "unfinished" });
    expect(end([...bodies.slice(0, 3), ...sorted().slice(0, 150)], 200)).toMatchObject({ outcome: "unfinished" });
  });

  test("holds only what its arm was asked", () => {
    expect(end(bodies.slice(0, 3), 0, "stated")).toEqual({ outcome: "complete" });
    expect(end(bodies.slice(3), 0, "implicit")).toEqual({ outcome: "complete" });
    expect(end([], 0, "none")).toEqual({ outcome: "complete" });
  });

  test("does not count a question as left out: only timed tasks can be", () => {
    const skipped = bodies.map((body, place) =>
      place === 0 ? { ...body, skipped: "noReason", item: undefined } : body,
    );
    expect(end(skipped.map((body) => ({ ...body, value: undefined })))).toBeDefined();
    expect(end([{ ...bodies[0], instance: "other", skipped: "noReason" }, ...bodies.slice(1)])).toMatchObject({
      outcome: "unfinished",
    });
  });
});

describe("a screening", () => {
  const screened = (change: Partial<Study> = {}): Study => {
    const question = { measure: "screener", product: "velmora" };
    return { ...study, ...change, flow: [{ part: "screening", measures: [question] }, ...study.flow] };
  };
  const answer = (value: unknown, isEligible: boolean) => {
    return {
      measure: "screener",
      instance: "screener",
      product: "velmora",
      item: "screener.buysCategory",
      value,
      isEligible,
    };
  };
  const end = (...stored: readonly Readonly<Record<string, unknown>>[]) => endOf(screened(), stored).outcome;

  test("is judged by what was answered, not by what the browser says of it", () => {
    expect(end(answer("no", true))).toBe("screenedOut");
    expect(end(answer(null, true))).toBe("screenedOut");
    expect(end(answer("yes", false), ...bodies)).toBe("complete");
    expect(end(answer("no", false), answer("yes", true), ...bodies)).toBe("complete");
    expect(end(...bodies)).toBe("unfinished");
  });
});
