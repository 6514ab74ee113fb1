import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { iat } from "../../../../../experiments/measures/implicit/iat/measure.ts";
import { iatPerson } from "../people.ts";

describe("the IAT gives a reason and never NaN", () => {
  const settings = (profile: keyof typeof iat.profiles & string) => iat.settings.parse(iat.profiles[profile]);
  const rows = () => iatPerson(3) as unknown as Parameters<typeof iat.score>[0];
  const d1 = settings("d1");

  test("for a missing block", () => {
    const some = rows().filter(({ pairing, blockKind }) => pairing !== "compatible" || blockKind !== "test");
    expect(iat.score(some, d1)).toMatchObject({ value: null, excluded: "missing-block" });
  });

  test("for a block that only has trials over 10,000 ms", () => {
    const slow = rows().map((row) =>
      row.pairing === "compatible" && row.blockKind === "test" ? { ...row, latencyMs: 10_001 } : row,
    );
    expect(iat.score(slow, d1)).toMatchObject({ value: null, excluded: "missing-block" });
  });

  test.each(["d1", "d2", "d3", "d4", "d5", "d6"] as const)("for latencies that never vary, by %s", (profile) => {
    const even = rows().map((row) => ({ ...row, isCorrect: true, latencyMs: 500.1 }));
    expect(iat.score(even, settings(profile))).toMatchObject({ value: null, excluded: "zero-variance" });
  });

  test.each(["d1", "d4"] as const)("for a block without a right response, by %s", (profile) => {
    const wrong = rows().map((row) =>
      row.pairing === "compatible" && row.blockKind === "test" ? { ...row, isCorrect: false } : row,
    );
    expect(iat.score(wrong, settings(profile))).toMatchObject({ value: null, excluded: "no-correct-trials" });
  });

  test("for a single right response in a block when errors get two SDs", () => {
    const one = rows().map((row) =>
      row.pairing === "compatible" && row.blockKind === "test" ? { ...row, isCorrect: row.trialIndex === 0 } : row,
    );
    expect(iat.score(one, settings("d3"))).toMatchObject({ value: null, excluded: "too-few-trials" });
  });

  test("for one side throughout, with the value kept", () => {
    const left = rows().map((row) => ({ ...row, firstSide: "left" as const }));
    const score = iat.score(left, d1);
    expect(score.excluded).toBe("constant-response");
    expect(Number.isFinite(score.value)).toBe(true);
  });

  test("for more than 10 % of trials under 300 ms, with the value kept; exactly 10 % counts", () => {
    const fast = (count: number) =>
      iat.score(
        rows().map((row, index) => (index < count ? { ...row, latencyMs: 299.9 - index } : row)),
        d1,
      );
    expect(fast(12).excluded).toBeUndefined();
    expect(fast(13).excluded).toBe("too-fast");
    expect(Number.isFinite(fast(120).value)).toBe(true);
  });

  test("whatever the rows", () => {
    const row = fc.record({
      pairing: fc.constantFrom("compatible" as const, "incompatible" as const, null),
      blockKind: fc.constantFrom("practice" as const, "test" as const),
      isCorrect: fc.boolean(),
      latencyMs: fc.oneof(fc.constantFrom(0, 300, 400, 10_000), fc.double({ min: 0, max: 20_000, noNaN: true })),
    });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 30 }),
        fc.constantFrom("d1", "d2", "d3", "d4", "d5", "d6" as const),
        (some, profile) => {
          const { value, excluded, parts } = iat.score(some, settings(profile as "d1"));
          if (value === null) expect(excluded).toBeDefined();
          else expect(Number.isFinite(value)).toBe(true);
          for (const part of Object.values(parts)) expect(part === null || Number.isFinite(part)).toBe(true);
        },
      ),
    );
  });
});
