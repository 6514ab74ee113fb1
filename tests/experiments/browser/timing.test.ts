import { expect, test } from "vitest";
import { droppedFrames, medianOf, spreadOf } from "../../../experiments/browser/timing/summary.ts";

// By hand: mean 4, squares 9 + 1 + 1 + 9 = 20, SD sqrt(20 / 3).
test("describes observations by mean, SD over n − 1 and the largest", () => {
  expect(spreadOf([1, 3, 5, 7])).toEqual({ n: 4, mean: 4, sd: expect.closeTo(Math.sqrt(20 / 3), 12), largest: 7 });
  expect(spreadOf([2])).toEqual({ n: 1, mean: 2, sd: 0, largest: 2 });
  expect(() => spreadOf([])).toThrow(RangeError);
});

test("takes the middle value, the lower of two", () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 3, 2])]).toEqual([2, 2]);
});

test("counts a gap of three frames as two that did not come", () => {
  expect(droppedFrames([16, 17, 16, 50, 16, 33, 16])).toBe(3);
  expect(droppedFrames([16, 17, 16])).toBe(0);
});
