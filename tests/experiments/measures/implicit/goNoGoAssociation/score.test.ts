import { describe, expect, test } from "vitest";
import { goNoGoAssociation } from "../../../../../experiments/measures/implicit/goNoGoAssociation/measure.ts";
import { signalDetection } from "../../../../../experiments/measures/implicit/goNoGoAssociation/signalDetection.ts";

type Pairing = "compatible" | "incompatible";

describe("goNoGoAssociation", () => {
  type Row = Parameters<typeof goNoGoAssociation.score>[0][number];
  const times = (count: number, row: Row): readonly Row[] => Array.from({ length: count }, () => row);
  const rows = (pairing: Pairing, latencyMs: number): readonly Row[] => [
    ...times(9, { pairing, isSignal: true, isGo: true, latencyMs }),
    ...times(1, { pairing, isSignal: true, isGo: false }),
    ...times(2, { pairing, isSignal: false, isGo: true, latencyMs: 100 }),
    ...times(8, { pairing, isSignal: false, isGo: false }),
  ];
  const settings = (knobs: object = {}) => goNoGoAssociation.settings.parse(knobs);
  const both = [...rows("compatible", 500), ...rows("incompatible", 550)];

  // R: qnorm(9.5/11) - qnorm(2.5/11) and -(qnorm(9.5/11) + qnorm(2.5/11))/2
  test("names d′ and criterion of both pairings, and the difference of right go latencies", () => {
    expect(goNoGoAssociation.score(both, settings())).toEqual({
      value: 0,
      trialsUsed: 40,
      parts: {
        d_prime_compatible: expect.closeTo(1.8446621568568156, 9),
        d_prime_incompatible: expect.closeTo(1.8446621568568156, 9),
        criterion_compatible: expect.closeTo(-0.1744724836651057, 9),
        criterion_incompatible: expect.closeTo(-0.1744724836651057, 9),
        latency_difference: 50,
      },
    });
  });

  test("takes latencies at the limits into the difference, not those outside", () => {
    const difference = (knobs: object) => goNoGoAssociation.score(both, settings(knobs)).parts.latency_difference;
    expect(difference({ dropBelowMs: 500, dropAboveMs: 550 })).toBe(50);
    expect(difference({ dropBelowMs: 500.1 })).toBeNull();
    expect(difference({ dropAboveMs: 549.9 })).toBeNull();
  });

  test("gives a reason for no trials, no noise or no signals of a pairing, and one response throughout", () => {
    const noParts = {
      d_prime_compatible: null,
      d_prime_incompatible: null,
      criterion_compatible: null,
      criterion_incompatible: null,
      latency_difference: null,
    };
    expect(goNoGoAssociation.score([], settings())).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: noParts,
    });
    const without = (pairing: Pairing, isSignal: boolean) =>
      both.filter((row) => row.pairing !== pairing || row.isSignal !== isSignal);
    for (const pairing of ["compatible", "incompatible"] as const) {
      for (const isSignal of [true, false]) {
        expect(goNoGoAssociation.score(without(pairing, isSignal), settings())).toEqual({
          value: null,
          excluded: "missing-block",
          trialsUsed: 30,
          parts: noParts,
        });
      }
    }
    const waiting = both.map((row) => ({ ...row, isGo: false }));
    expect(goNoGoAssociation.score(waiting, settings())).toMatchObject({ value: 0, excluded: "constant-response" });
    expect(goNoGoAssociation.score([...both, { ...both[0]!, pairing: null, isGo: false }], settings()).trialsUsed).toBe(
      40,
    );
  });

  test("refuses to compute d′ without signals or noise", () => {
    const counts = { signals: 1, hits: 1, noise: 1, falseAlarms: 0 };
    expect(signalDetection(counts).dPrime).toBeGreaterThan(0);
    expect(() => signalDetection({ ...counts, signals: 0 })).toThrow("got 0 and 1");
    expect(() => signalDetection({ ...counts, noise: 0 })).toThrow("d′ needs signals and noise, got 1 and 0");
  });
});
