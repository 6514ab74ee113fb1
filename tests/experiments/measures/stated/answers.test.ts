import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  AnswerRow,
  answerTo,
  lastAnswers,
  rowsBelow,
  rowsOf,
} from "../../../../experiments/measures/stated/answers.ts";
import { scoreItem } from "../../../../experiments/measures/stated/scale.ts";

const row = (cells: object) => AnswerRow.parse(cells);

describe("an answer cell", () => {
  test.each([
    ["0", 0],
    [" 7 ", 7],
    ["-1.5", -1.5],
    ["+2", 2],
    [".5", 0.5],
    ["1e2", 100],
    ["", null],
    ["   ", null],
    ["yes", "yes"],
    ["7 of 10", "7 of 10"],
    ["0x10", "0x10"],
    ["Infinity", "Infinity"],
    ["7,5", "7,5"],
    ['["a","b"]', ["a", "b"]],
    ["[1, 2]", "[1, 2]"],
    ["[not a list", "[not a list"],
  ])("reads %j", (cell, value) => {
    expect(row({ item: "x", value: cell }).value).toEqual(value);
  });

  test("is missing when the column is", () => {
    expect(row({ item: "x" })).toEqual({ trialIndex: 0, item: "x", value: null });
  });

  test("takes values as the browser recorded them", () => {
    expect(row({ item: "x", value: ["a"], lowest: 0, highest: "10", trialIndex: "3" })).toEqual({
      item: "x",
      value: ["a"],
      lowest: 0,
      highest: 10,
      trialIndex: 3,
    });
    expect(row({ item: "x", value: 0, lowest: "", highest: null })).toEqual({ item: "x", value: 0, trialIndex: 0 });
  });
});

describe("answers", () => {
  const rows = [
    row({ item: "a.x", value: "2", trialIndex: "2" }),
    row({ item: "a.x", value: "1", trialIndex: "1" }),
    row({ item: "a.y", value: "", trialIndex: "3" }),
    row({ item: "ab.x", value: "9", trialIndex: "4" }),
  ];

  test("count as given last, whatever the order of the rows", () => {
    expect(lastAnswers(rows).get("a.x")).toBe(2);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(Object.fromEntries(lastAnswers(shuffled))).toEqual({ "a.x": 2, "a.y": null, "ab.x": 9 });
      }),
    );
  });

  test("belong to a measure by the name before the point", () => {
    expect(rowsBelow(rows, "a")).toHaveLength(3);
    expect(rowsOf(rows, "a.x")).toHaveLength(2);
  });

  test("tell an item not answered from one not asked", () => {
    expect(answerTo(rows, "a.y")).toBeNull();
    expect(answerTo(rows, "a.z")).toBeUndefined();
  });

  test("are not scored on a scale that does not run upward", () => {
    const parts = () => ({});
    const score = scoreItem(rows, { item: "a.x", scale: { lowest: 5, highest: 5 }, parts });
    expect(score).toMatchObject({ value: null, excluded: "off-scale" });
  });
});
