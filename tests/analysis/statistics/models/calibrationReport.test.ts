import { describe, expect, it } from "vitest";
import { calibrationReport } from "../../../../analysis/statistics/models/calibration/calibrationReport.ts";
import { curveAt, lowess } from "../../../../analysis/statistics/models/calibration/lowess.ts";
import { recalibration } from "../../../../analysis/statistics/models/calibration/recalibration.ts";
import { oracleColumns } from "../../oracleData.ts";
import { differences, expectedOf } from "../../oracles.ts";

const CASE = "c23_calibration_curve";

describe("the calibration of out-of-fold probabilities", () => {
  const { p, y } = oracleColumns(CASE);
  const expected = expectedOf(CASE);
  const report = calibrationReport(y!, p!);

  it.each(Object.keys(expected).filter((section) => section !== "_meta"))("has R's %s", (section) => {
    const actual = new Map<string, unknown>(Object.entries(report)).get(section);
    expect(differences(`${CASE}.${section}`, actual, expected[section])).toEqual([]);
  });
  it("is perfect in sample: slope 1, intercept 0", () => {
    const recalibrated = recalibration(y!, p!);
    const better = p!.map((value) => {
      const eta = recalibrated.intercept! + recalibrated.slope! * Math.log(value / (1 - value));
      return 1 / (1 + Math.exp(-eta));
    });
    const again = recalibration(y!, better);
    expect(again.slope).toBeCloseTo(1, 8);
    expect(again.intercept).toBeCloseTo(0, 8);
  });
  it("is undefined where a prediction is certain", () => {
    expect(recalibration([0, 1, 1], [0, 0.5, 1]).slope).toBeNull();
    expect(calibrationReport([0, 1, 0, 1], [0, 0.5, 0.4, 0.6]).rms_val_prob).toBeNull();
  });
});

describe("lowess", () => {
  it("follows a straight line exactly", () => {
    const x = [5, 1, 4, 2, 3, 9, 7];
    const curve = lowess(
      x,
      x.map((value) => 2 * value + 1),
    );
    curve.x.forEach((value, i) => {
      expect(curve.y[i]).toBeCloseTo(2 * value + 1, 10);
    });
    expect(curveAt(curve, 6)).toBeCloseTo(13, 10);
    expect(curveAt(curve, 9.5)).toBeNull();
  });
  it("agrees with R where x is tied", () => {
    // R: lowess(c(1,1,2,2,2,3,4,4), c(0,1,0,1,1,1,0,1), f = 2/3, iter = 0, delta = 0)$y
    const curve = lowess([1, 1, 2, 2, 2, 3, 4, 4], [0, 1, 0, 1, 1, 1, 0, 1]);
    const reference = [0.5, 0.5, 0.66666666666667, 0.66666666666667, 0.66666666666667, 1, 0.5, 0.5];
    curve.y.forEach((value, i) => {
      expect(value).toBeCloseTo(reference[i]!, 10);
    });
  });
  it("joins fitted points by lines above 2,000 points, as R does with delta", () => {
    const x = Array.from({ length: 3000 }, (_, i) => ((((i * 7919) % 3001) / 3001) * 10) ** 1.5);
    const y = x.map((value, i) => (((i * 104729) % 997) / 997 < value / 40 ? 1 : 0));
    // R: lowess(x, y, f = 2/3, iter = 0, delta = .01 * diff(range(x)))$y[c(1, 2, 500, 1501, 2500, 2999, 3000)]
    const reference = [
      0.0019990280017297, 0.0020038169064175, 0.055419637966711, 0.28284370987598, 0.60160222001239, 0.78259132610516,
      0.78296881123413,
    ];
    const curve = lowess(x, y);
    [0, 1, 499, 1500, 2499, 2998, 2999].forEach((at, i) => {
      expect(curve.y[at]).toBeCloseTo(reference[i]!, 9);
    });
  });
});
