import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runChain } from "../../../analysis/commands/chain.ts";
import { runValue } from "../../../analysis/commands/value.ts";
import { readChain } from "../../../analysis/data/chainInput.ts";
import { comparisonInputOf } from "../../../analysis/data/comparisonInput.ts";
import { hashedText } from "../../../analysis/data/readFile.ts";
import { compareMeasures } from "../../../analysis/findings/compareMeasures.ts";
import { publicComparison } from "../../../analysis/report/publicComparison.ts";
import { reportHtml } from "../../../analysis/report/reportHtml.tsx";
import { serviceProfitChain } from "../../../analysis/statistics/chains/serviceProfitChain.ts";
import { ChainSettings } from "../../../experiments/contract/chainSettings.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { fullContext } from "../report/example.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-beside-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const made = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));
const ORACLES = "fixtures/oracles";
const C12 = `{data: ${ORACLES}/c12_service_profit_chain/data.csv, bootstrap: {indices: ${ORACLES}/c12_service_profit_chain/boot_idx.csv}}`;
const C35 = `{data: ${ORACLES}/c35_two_mediators/data.csv, satisfaction: satisfaction, cost: cost, bootstrap: {indices: ${ORACLES}/c12_service_profit_chain/boot_idx.csv}}`;

const C11 = `${ORACLES}/c11_bgnbd_synthetic/data.csv`;
let ofBoth: ReturnType<typeof comparedBeside> | undefined;
/** Fitted once: c35's chain, and c11's customers at a cost of 3. */
function comparedBoth() {
  ofBoth ??= comparedBeside(`chain: ${C35}\ncustomers: {transactions: ${C11}, cost: 3}`);
  return ofBoth;
}

/** The comparison of a small study whose plan names what stands beside it. */
async function comparedBeside(beside: string) {
  const people = Array.from({ length: 60 }, (_, at) => `${at},${at % 11},${at % 3 === 0 ? 1 : 0}`);
  const data = made("people.csv", `id,nps,bought\n${people.join("\n")}\n`);
  const text = `data: ${data}\noutcome: bought\nstated: [nps]\nbootstrap: {resamples: 20}\nfolds: {k: 2, repeats: 1}\n${beside}\n`;
  const { table, plan, ...input } = await comparisonInputOf({ ...hashedText(text), planFile: "plan.yaml" });
  return compareMeasures(table, plan, { seed: 1, beside: input.beside });
}

test("the report's chain is that of `saydo chain`: steps, what passes through experience, and its interval (c12)", async () => {
  const plan = made("chain.yaml", C12);
  await runChain({ plan, json: join(folder, "chain.json") });
  const told = json(join(folder, "chain.json"));
  const { chain } = await comparedBeside(`chain: ${C12}`);
  expect(chain?.units).toBe(told.unit_level.n_units);
  expect(chain?.steps.map(({ estimate }) => estimate)).toEqual([
    told.mediation.a,
    told.mediation.b,
    told.mediation.c_total,
  ]);
  expect(chain?.passages).toEqual([
    {
      through: "experience",
      estimate: told.mediation.indirect,
      se: told.mediation.bootstrap.se,
      percentile95_type7: told.mediation.bootstrap.percentile95_type7,
      bca: told.mediation.bootstrap.bca,
    },
  ]);
  expect(chain?.joint_significance_p).toBe(told.mediation.joint_significance_p);
  expect([chain?.employees, chain?.customers]).toEqual([told.flow.employees, told.flow.customers]);
});

test("two steps in a row between employees and value, less what customers cost, are R's (c35)", async () => {
  const settings = ChainSettings.parse({
    data: `${ORACLES}/c35_two_mediators/data.csv`,
    satisfaction: "satisfaction",
    cost: "cost",
    bootstrap: { indices: `${ORACLES}/c12_service_profit_chain/boot_idx.csv` },
  });
  const locate = () => ({ line: 1, column: 1 });
  const read = await readChain(settings, { planFile: "plan.yaml", locate });
  const found = serviceProfitChain(read.study);
  const serial = "serial_mediation" in found ? found.serial_mediation : null;
  const expected = json(`${ORACLES}/c35_two_mediators/expected.json`);
  for (const part of ["experience", "satisfaction", "both", "total"] as const) {
    const [own, told] = [serial!.indirect[part], expected.indirect[part]];
    expect(own.estimate).toBeCloseTo(told.estimate, 9);
    expect(own.se).toBeCloseTo(told.se, 9);
    for (const at of [0, 1] as const) {
      expect(own.percentile95_type7?.[at]).toBeCloseTo(told.percentile95_type7[at], 8);
      expect(own.bca?.ci95[at]).toBeCloseTo(told.bca95[at], 6);
    }
  }
  for (const path of ["path_cx", "path_sat", "path_val"] as const)
    for (const [name, { estimate, se, p }] of Object.entries(serial![path].coefficients)) {
      expect(estimate).toBeCloseTo(expected[path][name].estimate, 9);
      expect(se).toBeCloseTo(expected[path][name].se, 9);
      expect(p).toBeCloseTo(expected[path][name].p, 9);
    }
});

test("the report's customers are those of `saydo value`, less their cost where the plan names one (c11)", async () => {
  await runValue({ transactions: C11, json: join(folder, "value.json") });
  const told = json(join(folder, "value.json"));
  const { customer_value: found } = await comparedBoth();
  expect(found?.customers).toBe(told.customers);
  expect(found?.expected_purchases).toEqual({
    bg_nbd: told.bg_nbd.sum_expected_next_t,
    pareto_nbd: told.pareto_nbd.sum_expected_next_t,
  });
  const { total, concentration, customers } = told.expected_value;
  expect(found?.expected_value).toMatchObject({ total, concentration, per_customer: total / told.customers });
  expect(found?.expected_value?.total_ci95).toEqual(told.expected_value.total_interval.ci95);
  const [low, high] = found?.expected_value?.per_customer_ci95 ?? [];
  expect(low).toBeLessThan(total / told.customers);
  expect(high).toBeGreaterThan(total / told.customers);
  expect(found?.expected_value?.net).toEqual({
    cost: 3,
    total: total - 3 * told.customers,
    worth_less_than_cost: customers.filter((one: { expected_spend_next_t: number }) => one.expected_spend_next_t < 3)
      .length,
  });
});

test("80/20 of purchases up to a day is that of `saydo value`", async () => {
  const lines = Array.from({ length: 100 }, (_, at) => `c${at % 60},2026-0${1 + (at % 6)}-11,${1 + (at % 60) ** 2}`);
  const transactions = made("orders.csv", `customer_id,purchased_at,amount\n${lines.join("\n")}\n`);
  await runValue({ transactions, until: "2026-05-31", json: join(folder, "orders.json") });
  const told = json(join(folder, "orders.json"));
  const { customer_value: found } = await comparedBeside(
    `customers: {transactions: ${transactions}, until: 2026-05-31}`,
  );
  expect(found).toMatchObject({ until: "2026-05-31", purchases: told.purchases, concentration: told.concentration });
});

test("both have a part of the page, in English and in Dutch, and none without", async () => {
  const found = await comparedBoth();
  const page = (language: "en" | "nl") => reportHtml(found, { ...fullContext, smallestCell: 1, language });
  expect(page("en")).toContain("What customers meet, then say");
  expect(page("en")).toContain("Value expected of all, less their cost");
  const dutch = page("nl");
  expect(dutch).toContain("Van medewerkers naar waarde");
  const parts = dutch.slice(dutch.indexOf('id="chain"'));
  for (const word of ["customers", "Employees", "units", "weeks", "expected", "bring"])
    expect(parts.slice(0, parts.indexOf("</main>"))).not.toMatch(new RegExp(`>[^<]*\\b${word}\\b[^<]*<`));
  // One of two steps has no share of the whole way; the only one has.
  expect(page("en")).not.toContain("Share of the whole way");
  const one = await comparedBeside(`chain: ${C12}`);
  expect(reportHtml(one, { ...fullContext, smallestCell: 1 })).toContain(
    "Share of the whole way that goes through experience",
  );
  const none = reportHtml(await comparedBeside(""), fullContext);
  expect([none.includes('id="chain"'), none.includes('id="customers"')]).toEqual([false, false]);
});

test("nothing is told of few: units, employees, the top tenth, or customers below their cost", async () => {
  const found = await comparedBoth();
  const shown = (changed: object, smallestCell = 10) =>
    publicComparison({ ...found, ...changed }, { ...fullContext, smallestCell });
  const { chain, customer_value: value } = found;
  expect(shown({}).chain).toMatchObject({ units: chain?.units, fewest: null });
  expect(shown({ chain: { ...chain, units: 9 } }).chain).toBeUndefined();
  expect(shown({ chain: { ...chain, employees: 7 } }).chain).toBeUndefined();
  expect(shown({ chain: { ...chain, customers_without_answer: 2 } }).chain?.customers_without_answer).toBeNull();
  expect(shown({ customer_value: { ...value, customers: 80 } }).customer_value).toBeUndefined();
  const net = { ...value?.expected_value?.net, worth_less_than_cost: 4 };
  const few = { ...value, expected_value: { ...value?.expected_value, net } };
  expect(shown({ customer_value: few }).customer_value?.expected_value?.net?.worth_less_than_cost).toBeNull();
});

test("a wrong name is refused with its place in the plan", async () => {
  const refusal = async (beside: string) => {
    const error = await comparedBeside(beside).catch((caught: unknown) => caught);
    return error instanceof Problem ? error.all.map(({ path, found, line }) => [path, found, line]) : error;
  };
  expect(await refusal(`chain:\n  data: ${ORACLES}/c35_two_mediators/data.csv\n  cost: costs`)).toEqual([
    ["chain.cost", "costs", 8],
  ]);
  expect(await refusal(`customers: {transactions: ${C11}, until: 2026-01-31}`)).toEqual([
    ["customers.until", "2026-01-31", undefined],
  ]);
});
