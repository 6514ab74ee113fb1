import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runChain } from "../../../analysis/commands/chain.ts";
import { runValue } from "../../../analysis/commands/value.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { differences, expectedOf, oraclePath } from "../oracles.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-value-"));
const inFolder = (name: string) => join(folder, name);

function file(name: string, text: string): string {
  writeFileSync(inFolder(name), text);
  return inFolder(name);
}

function read(name: string) {
  return JSON.parse(readFileSync(inFolder(name), "utf8"));
}

async function refusal(run: Promise<void>): Promise<Problem> {
  try {
    await run;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const PURCHASES = `customer_id,purchased_at,amount
a,2026-01-01,10
a,2026-01-08T10:00:00+01:00,20.50
a,2026-01-08,4.5
b,2026-01-15,7
b,2026-03-01,3
`;

describe("runValue", () => {
  test("summarises purchases up to a day and looks ahead from it", async () => {
    const transactions = file("purchases.csv", PURCHASES);
    await runValue({ transactions, until: "2026-01-29", horizon: 10, json: inFolder("value.json") });
    const out = read("value.json");
    expect(out).toMatchObject({ until: "2026-01-29", purchases: 4, purchases_after_until: 1, horizon_weeks: 10 });
    expect(
      out.rfm.map(({ customer_id, recency_days, amount }: Record<string, unknown>) => [
        customer_id,
        recency_days,
        amount,
      ]),
    ).toEqual([
      ["a", 21, 35],
      ["b", 14, 7],
    ]);
    expect(out.concentration.gini_population).toBeCloseTo(1 / 3, 12);
    expect(out.customers).toBe(2);
    expect(out.data_sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test("fits ready histories to the reference's parameters", { timeout: 120_000 }, async () => {
    await runValue({
      transactions: oraclePath("c11_bgnbd_synthetic", "data.csv"),
      horizon: 26,
      json: inFolder("c11.json"),
    });
    const { bg_nbd, gamma_gamma, customers } = read("c11.json");
    const expected = Object(expectedOf("c11_bgnbd_synthetic"));
    const path = "c11_bgnbd_synthetic.bg_nbd.parameters";
    expect(customers).toBe(2000);
    expect(differences(path, bg_nbd.parameters, expected.bg_nbd.parameters)).toEqual([]);
    expect(differences(path, gamma_gamma.parameters, expected.gamma_gamma.parameters)).toEqual([]);
    expect(bg_nbd.customers).toHaveLength(2000);
  });

  test("tells every wrong cell with its line", async () => {
    const transactions = file("wrong.csv", "customer_id,purchased_at,amount\na,2026-02-30,5\nb,2026-01-02,-3\n");
    const { all } = await refusal(runValue({ transactions }));
    expect(all.map(({ line, path, found }) => ({ line, path, found }))).toEqual([
      { line: 2, path: "purchased_at", found: "2026-02-30" },
      { line: 3, path: "amount", found: "-3" },
    ]);
  });

  test.each([
    [{ map: ["purchased_at=Nope"] }, 'There is no column "Nope" to read as purchased_at.'],
    [{ map: ["t_x=Nope"] }, 'There is no column "Nope" to read as t_x.'],
  ])("tells a mapped column that is not there: %j", async (flags, detail) => {
    const transactions = file("unmapped.csv", "customer_id,when,amount\na,2026-01-01,10\n");
    const { all } = await refusal(runValue({ transactions, ...flags }));
    expect(all.map((one) => one.detail)).toContain(detail);
  });

  test("says what to do where nothing separates the cells", async () => {
    const transactions = file("spaced.csv", "customer_id purchased_at amount\na 2026-01-01 10\n");
    const { details } = await refusal(runValue({ transactions }));
    expect(details.todo).toContain("or what separates its cells with --delimiter.");
  });

  test("tells a history that cannot be", async () => {
    const transactions = file("histories.csv", "customer_id,x,t_x,T,m_x\na,1,5,9,2\nb,2,12,9,3\n");
    const { all } = await refusal(runValue({ transactions }));
    expect(all).toEqual([
      {
        code: "table-invalid",
        file: transactions,
        line: 3,
        path: "x, t_x, T",
        detail: "The history of b is none that a customer can have.",
        expected: "0 <= t_x <= T",
        found: "x 2, t_x 12, T 9",
        todo: "Correct the row, or take it out.",
      },
    ]);
  });

  // Case 02: 18-digit cards, leading zeros and 1E5 were read as numbers, 7 customers as 3.
  test("keeps customers' ids as they are written, and notes those that look alike", async () => {
    const ids = ["630400000000000001", "630400000000000002", "630400000000000003", "0012345", "12345", "1E5", "100000"];
    const rows = ids.map((id, day) => `${id},2026-01-0${day + 1},10\n`).join("");
    const transactions = file("ids.csv", `customer_id,purchased_at,amount\n${rows}`);
    await runValue({ transactions, until: "2026-02-01", json: inFolder("ids.json") });
    const { customers, rfm, notes } = read("ids.json");
    expect(customers).toBe(7);
    expect(rfm.map(({ customer_id }: Record<string, unknown>) => customer_id)).toEqual([...ids].sort());
    expect(notes).toEqual(['Ids of "customer_id" that look alike were kept apart: 0012345 and 12345.']);
  });

  test("reads a shop's own export by what is said of it: names, separator, format, zone, decimal comma", async () => {
    const transactions = file("shop.csv", "Kunde;Datum;Betrag\n7;01.02.2026 00:30;10,5\n7;08.02.2026 12:00;4,25\n");
    const asked = { map: ["customer_id=Kunde", "purchased_at=Datum", "amount=Betrag"], dateFormat: "dd.MM.yyyy HH:mm" };
    expect((await refusal(runValue({ transactions, ...asked }))).details).toMatchObject({
      line: 2,
      detail: 'The times of "Datum" do not say their zone.',
    });
    await runValue({
      transactions,
      ...asked,
      timeZone: "Europe/Berlin",
      until: "2026-03-01",
      json: inFolder("shop.json"),
    });
    const { rfm, notes } = read("shop.json");
    expect(rfm).toMatchObject([{ customer_id: "7", recency_days: 21, transaction_count: 2, amount: 14.75 }]);
    expect(notes).toEqual(["Cells are separated by semicolons."]);
  });

  test.each([
    ["other columns", "name,when\na,b\n", {}, "table-invalid"],
    ["an --until that is no date", PURCHASES, { until: "soon" }, "setting-invalid"],
    ["an --until before the first purchase", PURCHASES, { until: "2025-12-31" }, "setting-invalid"],
    ["no weeks to look ahead", PURCHASES, { horizon: 0 }, "setting-invalid"],
  ] as const)("refuses %s", async (...[name, text, options, code]) => {
    const transactions = file(`${name.replaceAll(" ", "-")}.csv`, text);
    expect((await refusal(runValue({ transactions, ...options }))).details.code).toBe(code);
  });
});

const CHAIN = "c12_service_profit_chain";

describe("runChain", () => {
  test("follows case c12 from a plan of three lines", async () => {
    const plan = file(
      "chain.yaml",
      `data: ${oraclePath(CHAIN, "data.csv")}
claim: {name: strativity, column: pays_10pct_more, value: 0.73}
bootstrap: {indices: ${oraclePath(CHAIN, "boot_idx.csv")}}
`,
    );
    await runChain({ plan, json: inFolder("chain.json") });
    const out = read("chain.json");
    const { _meta, ...expected } = expectedOf(CHAIN);
    const missed = Object.entries(expected).flatMap(([section, value]) => {
      const { note: _note, first3: _units, ...numbers } = Object(value);
      return differences(`${CHAIN}.${section}`, out[section], numbers);
    });
    expect(missed).toEqual([]);
    expect(out.flow).toEqual({
      employees: out.flow.employees,
      employees_without_answer: 0,
      customers: 980,
      customers_without_answer: 0,
    });
  });

  test("gives no mean of a unit with fewer employees than the plan asks for, and says so", async () => {
    const plan = file("units.yaml", `data: ${oraclePath(CHAIN, "data.csv")}\nsmallest_unit: 10\n`);
    await runChain({ plan, json: inFolder("units.json") });
    const { unit_level, warnings } = read("units.json");
    // By hand from data.csv: each of the three has seven employees.
    const firstThree = unit_level.units.slice(0, 3);
    expect(firstThree.map(({ eng }: { eng: number | null }) => eng)).toEqual([null, null, null]);
    expect(firstThree.map(({ cx }: { cx: number }) => cx).every(Number.isFinite)).toBe(true);
    expect(warnings).toContain("the mean of a unit is null where fewer than 10 employees answered");
  });

  test("draws the same units for the same seed", async () => {
    const plan = file("seeded.yaml", `data: ${oraclePath(CHAIN, "data.csv")}\nbootstrap: {resamples: 20}\n`);
    for (const [name, seed] of [
      ["one.json", 4],
      ["two.json", 4],
      ["three.json", 5],
    ] as const) {
      await runChain({ plan, json: inFolder(name), seed });
    }
    expect(read("two.json")).toEqual(read("one.json"));
    expect(read("three.json").mediation.bootstrap).not.toEqual(read("one.json").mediation.bootstrap);
    expect(read("one.json").mediation.bootstrap.resamples).toBe(20);
  });

  test("tells a column that is not there with its place in the plan", async () => {
    const plan = file("column.yaml", `data: ${oraclePath(CHAIN, "data.csv")}\nengagement: mood\n`);
    const { details } = await refusal(runChain({ plan }));
    expect(details).toMatchObject({ code: "plan-invalid", line: 2, path: "engagement", found: "mood" });
  });

  test("tells rows that are neither employee nor customer, and text among numbers", async () => {
    const data = file("people.csv", "level,unit,engagement,experience,value\nboss,1,4,,\ncustomer,1,,good,3\n");
    const { all } = await refusal(runChain({ plan: file("people.yaml", `data: ${data}\n`) }));
    expect(all.map(({ line, path, found }) => ({ line, path, found }))).toEqual([
      { line: 2, path: "level", found: "boss" },
      { line: 3, path: "experience", found: "good" },
    ]);
  });

  test("refuses employees and customers of different units", async () => {
    const data = file("apart.csv", "level,unit,engagement,experience,value\nemployee,1,4,,\ncustomer,2,,5,3\n");
    const { details } = await refusal(runChain({ plan: file("apart.yaml", `data: ${data}\n`) }));
    expect(details.code).toBe("not-analysable");
  });

  test("refuses a plan with an unknown key", async () => {
    const plan = file("unknown.yaml", "data: data.csv\nunits: branch\n");
    expect((await refusal(runChain({ plan }))).details).toMatchObject({ code: "plan-invalid", line: 2 });
  });
});
