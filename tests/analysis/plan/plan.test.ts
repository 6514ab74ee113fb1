import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readComparisonInput } from "../../../analysis/data/comparisonInput.ts";
import { cellsOf } from "../../../analysis/data/dataTable.ts";
import { Problem, type ProblemDetails } from "../../../experiments/contract/problem.ts";

const DATA = "id,nps,pi5,d,bought,grp\n1,9,5,0.4,1,a\n2,3,2,-0.1,0,b\n3,7,,0.2,0,a\n4,10,4,0.9,1,b\n";

type Files = { readonly plan: string; readonly data?: string; readonly indices?: string };

function write({ plan, data = DATA, indices }: Files): { readonly planFile: string; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), "saydo-plan-"));
  const planFile = join(folder, "plan.yaml");
  writeFileSync(join(folder, "data.csv"), data);
  if (indices !== undefined) writeFileSync(join(folder, "idx.csv"), indices);
  writeFileSync(planFile, plan.replaceAll("FOLDER", folder));
  return { planFile, folder };
}

async function problemsOf(files: Files): Promise<readonly ProblemDetails[]> {
  try {
    await readComparisonInput(write(files).planFile);
  } catch (error) {
    if (error instanceof Problem) return error.all;
    throw error;
  }
  return [];
}

const START = "data: FOLDER/data.csv\noutcome: bought\nstated: [nps, pi5]\nimplicit: [d]\n";

describe("a plan that fits", () => {
  test("is read with its table, its defaults and the SHA-256 of both files", async () => {
    const { plan, table, identity } = await readComparisonInput(write({ plan: START }).planFile);
    expect(plan.stated).toEqual([{ column: "nps" }, { column: "pi5" }]);
    expect([plan.margin, plan.thresholds.length, plan.frame]).toEqual([0.05, 8, "absolute"]);
    expect(cellsOf(table, "pi5")).toEqual([5, 2, null, 4]);
    // sha256sum of the text above
    expect(identity.data_sha256).toHaveLength(64);
  });

  test("may be JSON", async () => {
    const plan = '{"data": "FOLDER/data.csv", "outcome": "bought", "stated": ["nps"]}';
    expect((await readComparisonInput(write({ plan }).planFile)).plan.implicit).toEqual([]);
  });

  test("derives columns in the order written, missing where a part is missing", async () => {
    const plan = `${START}derive:\n  gap: "nps - 2 * pi5"\n  double: "2 * gap"\n`;
    const { table } = await readComparisonInput(write({ plan }).planFile);
    expect(cellsOf(table, "double")).toEqual([-2, -2, null, 4]);
  });

  test("reads resamples as zero-based rows", async () => {
    const plan = `${START}bootstrap: {indices: FOLDER/idx.csv}\n`;
    const { resamples } = await readComparisonInput(write({ plan, indices: "0,1,1,3\n2,2,0,1\n" }).planFile);
    expect(resamples?.map((rows) => [...rows])).toEqual([
      [0, 1, 1, 3],
      [2, 2, 0, 1],
    ]);
  });
});

// one way more than may be
const RULES = Array.from({ length: 1000 }, (_, step) => `">=${step}"`).join(", ");

describe("a mistake in a plan is told with its place and what to do:", () => {
  const mistakes: readonly (readonly [string, string, Partial<ProblemDetails>])[] = [
    ["a misspelt key", `${START}implicite: [d]\n`, { line: 5, column: 1, todo: expect.stringContaining("implicit") }],
    ["a column that is not there", START.replace("pi5", "pi7"), { line: 3, found: "pi7", todo: 'Did you mean "pi5"?' }],
    ["text where numbers belong", START.replace("pi5", "grp"), { line: 2, path: "grp", found: "a" }],
    ["no outcome", START.replace("outcome: bought\n", ""), { detail: expect.stringContaining("outcome") }],
    ["two kinds of outcome", `${START}outcomes: [bought]\n`, { path: "outcome" }],
    ["an outcome that is not 0/1", START.replace("bought", "nps"), { expected: expect.stringContaining("0 or 1") }],
    ["a rule that is none", START.replace("[nps, pi5]", "[{column: nps, yes: high}]"), { line: 3 }],
    [
      "against without rule",
      START.replace("outcome: bought", 'outcome: {column: nps, against: "<5"}'),
      { todo: "Add `rule`." },
    ],
    [
      "a claim about no measure",
      `${START}claims: [{statement: s, measure: npx, reading: ppv, value: 0.3}]\n`,
      { line: 5 },
    ],
    ["a primary that is implicit", `${START}primary: {stated: d}\n`, { found: "d" }],
    ["a measure named twice", START.replace("[d]", "[d, nps]"), { found: "nps" }],
    ["an expression that assigns", `${START}derive: {x: "nps = 3"}\n`, { path: "derive.x" }],
    ["an expression that calls out", `${START}derive: {x: "import(nps)"}\n`, { path: "derive.x" }],
    ["an expression over no column", `${START}derive: {x: "nps + liking"}\n`, { found: "liking" }],
    ["an expression over text", `${START}derive: {x: "grp + 1"}\n`, { found: "grp" }],
    ["a weight that is not above 0", `${START}weight: d\n`, { line: 3, found: "-0.1" }],
    ["a margin out of range", `${START}margin: 2\n`, { line: 5 }],
    ["an outcome among its own predictors", `${START}covariates: [bought]\n`, { line: 2, found: "bought" }],
    [
      "one combination too many",
      `${START}multiverse: {exclusions: {a: {column: nps, keep: [${RULES}]}}}\n`,
      { line: 5 },
    ],
    ["another score without trials", `${START}multiverse: {scores: [{profile: d1}]}\n`, { found: "no trials" }],
    [
      "another score without an implicit measure",
      `${START.replace("implicit: [d]\n", "")}multiverse: {scores: [d]}\n`,
      { expected: "an implicit measure" },
    ],
    [
      "a multiverse's outcome that is an amount",
      `${START}multiverse: {outcomes: [{column: id, kind: amount}]}\n`,
      { found: "amount" },
    ],
    ["a multiverse's outcome that is not 0/1", `${START}multiverse: {outcomes: [id]}\n`, { path: "id", found: "2" }],
    [
      "a multiverse's model of no measure",
      `${START}multiverse: {models: [{name: alone, stated: [id]}]}\n`,
      { found: "id", line: 5 },
    ],
    [
      "a multiverse's exclusion of no column",
      `${START}multiverse: {exclusions: {a: {column: fast, keep: [all]}}}\n`,
      { found: "fast" },
    ],
    ["no data", START.replace("data: FOLDER/data.csv\n", ""), { expected: "data: a CSV file" }],
    ["broken YAML", "stated: [nps\n", { detail: expect.stringContaining("not valid YAML") }],
  ];

  test.each(mistakes)("%s", async (_, plan, expected) => {
    const [first] = await problemsOf({ plan });
    expect(first).toMatchObject(expected);
    expect(first?.file).toBeDefined();
  });

  test("a data file that is not there", async () => {
    const [first] = await problemsOf({ plan: START.replace("data.csv", "dta.csv") });
    expect(first).toMatchObject({ code: "file-not-found" });
  });

  test("a row with a cell too many", async () => {
    const [first] = await problemsOf({ plan: START, data: "nps,pi5,d,bought\n1,2,3,1\n1,2,3,1,9\n" });
    expect(first).toMatchObject({ code: "table-invalid", line: 3 });
  });

  test("a column that occurs twice", async () => {
    const [first] = await problemsOf({ plan: START, data: "nps,pi5,nps,d,bought\n1,2,3,1,0\n" });
    expect(first).toMatchObject({ line: 1, found: "columns 1 and 3" });
  });

  test("a table without rows", async () => {
    const [first] = await problemsOf({ plan: START, data: "nps,pi5,d,bought\n" });
    expect(first).toMatchObject({ found: "a header only" });
  });

  test("a resample of a row that is not there", async () => {
    const plan = `${START}bootstrap: {indices: FOLDER/idx.csv}\n`;
    const [first] = await problemsOf({ plan, indices: "0,1\n1,4\n" });
    expect(first).toMatchObject({ line: 2, found: "4", expected: "a whole number from 0 to 3" });
  });

  test("several mistakes at once", async () => {
    const plan = START.replace("pi5", "pi7").replace("[d]", "[dd]");
    expect((await problemsOf({ plan })).map(({ found }) => found)).toEqual(["pi7", "dd"]);
  });
});

describe("a purchase", () => {
  const outcome = "outcome: {column: bought, at: bought_at, after: asked_at}";
  const plan = START.replace("outcome: bought", outcome);
  const dated = (...rows: readonly string[]) => `nps,pi5,d,bought,bought_at,asked_at\n${rows.join("\n")}\n`;

  test("before the person was asked is refused as an outcome, with the row and how many more", async () => {
    const data = dated(
      "9,5,0.4,1,2026-03-02,2026-03-01T10:00:00Z",
      "3,2,-0.1,1,2026-02-20,2026-03-01T10:00:00Z",
      "7,3,0.2,0,,2026-03-01T10:00:00Z",
      "8,4,0.1,1,2026-03-01T09:59:59Z,2026-03-01T10:00:00Z",
    );
    const [first, ...others] = await problemsOf({ plan, data });
    expect(others).toEqual([]);
    expect(first).toMatchObject({ code: "table-invalid", line: 3, path: "bought_at", found: "2026-02-20" });
    expect(first?.detail).toContain("before the person was asked (and 1 more)");
  });

  test("after it, or on a day whose hour is unknown, is an outcome", async () => {
    const data = dated("9,5,0.4,1,2026-03-01,2026-03-01T10:00:00Z", "3,2,-0.1,0,,2026-03-01T10:00:00Z");
    expect(await problemsOf({ plan, data })).toEqual([]);
  });

  test("that did not happen may have any moment, one that did needs one", async () => {
    const data = dated("9,5,0.4,1,,2026-03-01", "3,2,-0.1,0,2026-01-01,2026-03-01");
    const [first, ...others] = await problemsOf({ plan, data });
    expect(others).toEqual([]);
    expect(first).toMatchObject({ line: 2, detail: expect.stringContaining("at an unknown moment") });
  });

  test("at something that is no moment is told", async () => {
    const data = dated("9,5,0.4,1,3/4/26,2026-03-01", "3,2,-0.1,0,,2026-03-01");
    expect((await problemsOf({ plan, data }))[0]).toMatchObject({ line: 2, found: "3/4/26" });
  });

  test("needs both moments named", async () => {
    const half = START.replace("outcome: bought", "outcome: {column: bought, at: bought_at}");
    const data = dated("9,5,0.4,1,2026-03-02,2026-03-01", "3,2,-0.1,0,,2026-03-01");
    expect((await problemsOf({ plan: half, data }))[0]).toMatchObject({ found: "at only", todo: "Add `after`." });
  });
});
