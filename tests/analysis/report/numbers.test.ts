import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  count,
  decimal,
  fixed,
  percent,
  percentWithInterval,
  pNumber,
  pValue,
  significant,
  twoDecimals,
  typeset,
  withInterval,
} from "../../../analysis/blocks/numbers.ts";

describe("numbers of a report", () => {
  test("an AUC stands without its leading zero, with its interval", () => {
    expect(withInterval(0.831, [0.7601, 0.8999])).toBe(".83 [.76, .90]");
  });
  test("a negative number has a real minus, not a hyphen", () => {
    expect(decimal(-0.031)).toBe("\u2212.03");
    expect(fixed(-12.3, 1)).toBe("\u221212.3");
  });
  test("a number that rounds to zero has no sign", () => {
    expect(decimal(-0.001)).toBe(".00");
  });
  test("one stays one", () => {
    expect(decimal(1)).toBe("1.00");
  });
  test("thousands are set apart by a thin space that does not break", () => {
    expect(count(1284)).toBe("1\u202f284");
    expect(count(1_234_567)).toBe("1\u202f234\u202f567");
  });
  test("a share of fewer than 1,000 people has no decimals, of 1,000 or more has one", () => {
    expect(percent(64 / 212, 212)).toBe("30\u202f%");
    expect(percent(40 / 1500, 1500)).toBe("2.7\u202f%");
    expect(percent(0.0267, 999)).toBe("3\u202f%");
    expect(percentWithInterval(64 / 212, [0.2441, 0.3667], 212)).toBe("30\u202f% [24, 37]");
  });
  test("p is given to three decimals, and never as zero or one", () => {
    expect(pValue(0.012)).toBe("p\u00a0=\u00a0.012");
    expect(pValue(0.00004)).toBe("p\u00a0<\u00a0.001");
    expect(pValue(0)).toBe("p\u00a0<\u00a0.001");
    expect(pValue(0.9996)).toBe("p\u00a0>\u00a0.999");
    expect(pNumber(0.9994)).toBe(">.999");
  });
  test("what is undefined is a dash", () => {
    expect([decimal(null), count(Number.NaN), percent(null, 5), pValue(null), significant(Infinity)]).toEqual(
      Array(5).fill("\u2013"),
    );
  });
  test("an estimate without an interval stands alone", () => {
    expect(withInterval(0.5, null)).toBe(".50");
  });
  test("three significant digits at any size, and a power of ten beyond", () => {
    expect([40.69, 0.01234, 1284.2, 6.98].map((value) => significant(value))).toEqual([
      "40.7",
      "0.0123",
      "1\u202f284",
      "6.98",
    ]);
    expect(significant(1.787e-10)).toBe("1.79 × 10⁻¹⁰");
  });
  test("a table's number keeps two decimals unless it would vanish or is large", () => {
    expect([6.034, 0.0681, 1284.2, 0].map(twoDecimals)).toEqual(["6.03", "0.068", "1\u202f284", "0.00"]);
  });
  test("a sentence gets real minus signs, relations and spaces that hold", () => {
    expect(typeset("ΔAUC -.02 [-.08, .04], p = .531, n = 1500; pi5 >=4 by 56 %")).toBe(
      "ΔAUC\u00a0\u2212.02\u00a0[\u2212.08,\u00a0.04], p\u00a0=\u00a0.531, n\u00a0=\u00a01\u202f500; pi5\u00a0≥\u00a04 by 56\u202f%",
    );
  });
  test("no number is ever printed as NaN, with a hyphen or with a comma", () => {
    fc.assert(
      fc.property(fc.double(), fc.integer({ min: 0, max: 6 }), (value, digits) => {
        for (const text of [
          fixed(value, digits),
          decimal(value),
          significant(value),
          percent(value, 10),
          pNumber(value),
        ]) {
          expect(text).not.toMatch(/NaN|Infinity|-|,/);
        }
      }),
    );
  });
});
