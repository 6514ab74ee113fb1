import { describe, expect, test } from "vitest";
import { deadlineOf } from "../../../../experiments/measures/implicit/goNoGoAssociation/deadline.ts";
import { goNoGoAssociation } from "../../../../experiments/measures/implicit/goNoGoAssociation/measure.ts";
import { iatBlocks } from "../../../../experiments/measures/implicit/iat/blocks.ts";
import { iat } from "../../../../experiments/measures/implicit/iat/measure.ts";
import { measures } from "../../../../experiments/measures/registry.ts";
import { played, scoresOf } from "../play.ts";

describe("the IAT's blocks", () => {
  const category = (name: string) => ({ label: name, stimuli: [{ text: name, image: null }] });
  const categories = {
    focal: category("Velmora"),
    comparison: category("Quenby"),
    positive: category("Good"),
    negative: category("Bad"),
  };
  const sidesOf = (swap: "targets" | "attributes" | "balanced", assignment: Readonly<Record<string, string>>) =>
    iatBlocks({ parameters: iat.parameters.parse({ swap }), categories }, assignment, 1).map(
      ({ role, pairing, left, right }) => ({ role, pairing, sides: `${left.join("+")} | ${right.join("+")}` }),
    );
  const first = { pairingOrder: "compatibleFirst", focalSide: "left" };

  test("let the products change sides for the second pairing", () => {
    expect(sidesOf("targets", first)).toEqual([
      { role: "targets", pairing: null, sides: "focal | comparison" },
      { role: "attributes", pairing: null, sides: "positive | negative" },
      { role: "combinedPractice", pairing: "compatible", sides: "focal+positive | comparison+negative" },
      { role: "combinedTest", pairing: "compatible", sides: "focal+positive | comparison+negative" },
      { role: "reversedTargets", pairing: null, sides: "comparison | focal" },
      { role: "reversedCombinedPractice", pairing: "incompatible", sides: "comparison+positive | focal+negative" },
      { role: "reversedCombinedTest", pairing: "incompatible", sides: "comparison+positive | focal+negative" },
    ]);
  });

  test("or the attributes, where the study says so", () => {
    expect(sidesOf("attributes", { pairingOrder: "incompatibleFirst", focalSide: "left" }).slice(2)).toEqual([
      { role: "combinedPractice", pairing: "incompatible", sides: "focal+negative | comparison+positive" },
      { role: "combinedTest", pairing: "incompatible", sides: "focal+negative | comparison+positive" },
      { role: "reversedAttributes", pairing: null, sides: "positive | negative" },
      { role: "reversedCombinedPractice", pairing: "compatible", sides: "focal+positive | comparison+negative" },
      { role: "reversedCombinedTest", pairing: "compatible", sides: "focal+positive | comparison+negative" },
    ]);
  });

  test("follow the level drawn where the swap is balanced, a third factor then", () => {
    expect(sidesOf("balanced", { ...first, swap: "attributes" })).toEqual(sidesOf("attributes", first));
    expect(sidesOf("balanced", { ...first, swap: "targets" })).toEqual(sidesOf("targets", first));
    const cells = (swap: string) =>
      Object.values(iat.factors(iat.parameters.parse({ swap }))).reduce((count, levels) => count * levels.length, 1);
    expect([cells("targets"), cells("attributes"), cells("balanced")]).toEqual([4, 4, 8]);
  });

  test("with the attributes swapped are played to a score", async () => {
    const bodies = await played("iat", measures.iat, { parameters: { swap: "attributes" } });
    expect(new Set(bodies.map(({ blockRole }) => blockRole))).toContain("reversedAttributes");
    expect(scoresOf(measures.iat, bodies)[0]?.excluded).toBeUndefined();
  });
});

describe("the GNAT's deadline", () => {
  const moves = (deadlineMs: number, pilot: { fastestMs: number; stepMs: number } | null, goes: readonly boolean[]) => {
    const deadline = deadlineOf({ deadlineMs, pilot });
    return goes.map((isGo) => {
      deadline.afterSignal(isGo);
      return deadline.nowMs();
    });
  };
  const pilot = { fastestMs: 666, stepMs: 10 };

  test("comes down a step with a hit and goes up three with a miss", () => {
    expect(moves(750, pilot, [true, true, true, true, false, true])).toEqual([740, 730, 720, 710, 740, 730]);
  });

  test("stays between its fastest and its slowest", () => {
    expect(
      moves(
        750,
        pilot,
        Array.from({ length: 12 }, () => true),
      ).at(-1),
    ).toBe(666);
    expect(moves(750, pilot, [false, false])).toEqual([750, 750]);
    expect(moves(500, pilot, [true, true])).toEqual([500, 500]);
  });

  test("never moves without a pilot", () => {
    expect(moves(750, null, [true, true, false])).toEqual([750, 750, 750]);
  });

  test("moves in the first practice only, and is then the same for every pairing", async () => {
    const bodies = await played("goNoGoAssociation", goNoGoAssociation as never);
    const inPilot = bodies.slice(0, 16).map(({ deadlineMs }) => Number(deadlineMs));
    expect(inPilot[0]).toBe(750);
    expect(Math.min(...inPilot)).toBeLessThan(750);
    const later = new Set(bodies.slice(16).map(({ deadlineMs }) => deadlineMs));
    expect(later.size).toBe(1);
    const [chosen] = later;
    expect(Number(chosen)).toBeGreaterThanOrEqual(666);
    expect(Number(chosen)).toBeLessThan(750);
  });

  test("ends a trial of a slow person without a response", async () => {
    const bodies = await played("goNoGoAssociation", goNoGoAssociation as never);
    for (const { latencyMs, deadlineMs } of bodies) {
      if (latencyMs !== null) expect(Number(latencyMs)).toBeLessThanOrEqual(Number(deadlineMs));
    }
  });
});
