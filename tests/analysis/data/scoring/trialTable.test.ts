import { describe, expect, test } from "vitest";
import { Problem } from "../../../../experiments/contract/problem.ts";
import { iat } from "../../../../experiments/measures/implicit/iat/measure.ts";
import { measureNamed, measureNames } from "../../../../experiments/measures/registry.ts";
import { readTrialText } from "./readTrialText.ts";

const HEADER = "participant_id,trial_index,block_kind,pairing,is_correct,latency_ms";

function read(...lines: readonly string[]) {
  return readTrialText(iat, { file: "trials.csv", text: lines.join("\n") });
}

function refusal(...lines: readonly string[]): Problem {
  try {
    read(...lines);
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new RangeError("the table was accepted");
}

test("groups rows by participant, instance and product in order of first appearance", () => {
  const groups = read(
    `${HEADER},product,extra`,
    "b,0,test,compatible,1,500,x,1",
    "a,0,test,compatible,1,500,x,",
    "b,1,test,,0,600.5,x,",
  );
  expect(
    groups.map(({ participantId, instance, product, rows }) => [participantId, instance, product, rows.length]),
  ).toEqual([
    ["b", "iat", "x", 2],
    ["a", "iat", "x", 1],
  ]);
  expect(groups[0]?.rows[1]).toEqual({
    trialIndex: 1,
    blockKind: "test",
    pairing: null,
    isCorrect: false,
    latencyMs: 600.5,
  });
});

test("reads the rows of its own measure from a table of several", () => {
  const own = `measure,instance,shown_at_ms,${HEADER}`;
  const groups = read(own, "iat,iat,9,a,0,test,compatible,1,500", "openText,openText,9,a,0,,,,");
  expect(groups).toHaveLength(1);
});

describe("refuses", () => {
  test("a cell that is not what the measure expects, with line and column", () => {
    const problem = refusal(HEADER, "a,0,test,compatible,1,500", "a,1,test,compatible,yes,fast");
    expect(problem.all).toEqual([
      {
        code: "table-invalid",
        file: "trials.csv",
        line: 3,
        column: 5,
        path: "is_correct",
        detail: 'The cell "is_correct" cannot be read.',
        expected: "1 or 0",
        found: "yes",
        todo: 'Say what it means: --value "is_correct:yes=1" or --value "is_correct:yes=0"',
      },
      {
        code: "table-invalid",
        file: "trials.csv",
        line: 3,
        column: 6,
        path: "latency_ms",
        detail: 'The cell "latency_ms" cannot be read.',
        expected: "a number from 0",
        found: "fast",
        todo: 'Correct it, or say what it means: --value "latency_ms:fast=" is a missing value, --value "latency_ms:fast=0" a number.',
      },
    ]);
  });

  test("a missing column, naming those that are there", () => {
    const problem = refusal("participant,latency_ms", "a,500");
    expect(problem.all.map(({ detail }) => detail)).toEqual([
      'The column "participant_id" is missing.',
      'The column "block_kind" is missing.',
      'The column "pairing" is missing.',
      'The column "is_correct" is missing.',
    ]);
  });

  test.each([
    ["an empty file", [], "The file is empty."],
    ["a header alone", [HEADER], "The table has no rows."],
    ["a row with too few cells", [HEADER, "a,0"], "This row has 2 cells, the header 6."],
    ["a row without a participant", [HEADER, ",0,test,compatible,1,500"], 'The cell "participant_id" is empty.'],
    [
      "a column that occurs twice",
      [`${HEADER},latency_ms`, "a,0,test,compatible,1,500,500"],
      'The column "latency_ms" occurs 2 times.',
    ],
  ])("%s", (_, lines, detail) => {
    expect(refusal(...lines).details.detail).toBe(detail);
  });
});

describe("blocks begun twice and tasks left out", () => {
  const header =
    "participant_id,trial_index,block_index,block_kind,pairing,is_correct,latency_ms,attempt,skipped,measure,instance,shown_at_ms";
  const read = (...rows: readonly string[]) =>
    readTrialText(iat, { file: "trials.csv", text: [header, ...rows.map((row) => `${row},iat,iat,5`)].join("\n") });

  test("only the last attempt of a broken-off block is read; other blocks keep their own", () => {
    const groups = read(
      "p1,0,2,practice,compatible,1,700,,",
      "p1,1,3,test,compatible,1,900,,",
      "p1,2,3,test,compatible,1,650,1,",
      "p1,3,3,test,compatible,1,660,1,",
    );
    expect(groups).toHaveLength(1);
    expect(groups[0]?.rows.map((row) => row["latencyMs"])).toEqual([700, 650, 660]);
  });

  test("who left the task out is there without trials, and so is excluded and counted", () => {
    const groups = read("p1,0,2,practice,compatible,1,700,,", "p2,,,,,,,,screenReader");
    expect(groups.map(({ participantId, rows }) => [participantId, rows.length])).toEqual([
      ["p1", 1],
      ["p2", 0],
    ]);
  });

  test("a table in which everybody left the task out needs none of its columns", () => {
    const text = "participant_id,measure,instance,shown_at_ms,skipped\np1,iat,iat,5,movement\n";
    expect(readTrialText(iat, { file: "trials.csv", text })).toEqual([
      { participantId: "p1", instance: "iat", product: "", rows: [] },
    ]);
  });
});

// Nobody did the tasks yet: the columns that questions and tasks share are there, the tasks' own are not.
describe("an export in which one question alone was answered", () => {
  const text = [
    "participant_id,measure,instance,shown_at_ms,trial_index,item,value,missing,latency_ms,first_latency_ms,changes",
    "p1,screener,screener,5,0,screener.a,yes,,900,800,[]",
  ].join("\n");

  test.each(measureNames.filter((name) => name !== "screener"))(
    "is read for %s, of which nobody has a trial",
    (name) => {
      const measure = measureNamed(name);
      if (!measure) throw new RangeError(name);
      expect(readTrialText(measure, { file: "trials.csv", text, isStored: true })).toEqual([]);
    },
  );
});

describe("columns that Saydo did not write", () => {
  // Case 01: anybody's table may have such columns; they zeroed scores of people.
  test.each(["attempt", "skipped", "measure", "seq", "is_context"])("a private column `%s` changes nothing", (name) => {
    const rows = ["a,0,test,compatible,1,500", "a,1,test,incompatible,0,700"];
    const plain = read(HEADER, ...rows);
    const withColumn = read(`${HEADER},${name}`, ...rows.map((row, at) => `${row},${at === 0 ? "1" : "race_iat"}`));
    expect(withColumn).toEqual(plain);
  });
});

describe("trials that come again", () => {
  const twice = (pairings: readonly string[]) =>
    pairings.flatMap((pairing) => ["0", "1"].map((index) => `a,${index},test,${pairing},1,500`));

  test("in the same block are refused with both lines", () => {
    expect(refusal(HEADER, ...twice(["compatible", "incompatible", "compatible"])).details).toMatchObject({
      line: 4,
      detail: "This row repeats line 2: participant_id a, trial_index 0.",
    });
  });

  test("are others where the index counts anew in each block", () => {
    expect(read(HEADER, ...twice(["compatible", "incompatible"]))[0]?.rows).toHaveLength(4);
  });
});
