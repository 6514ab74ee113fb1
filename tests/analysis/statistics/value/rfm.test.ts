import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { customerHistories } from "../../../../analysis/statistics/value/customerHistories.ts";
import { rfm } from "../../../../analysis/statistics/value/rfm.ts";
import { dataPath, isDataAbsent } from "../../../sharedData.ts";

type Row = Readonly<Record<string, string>>;
const MS_PER_DAY = 86_400_000;
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY;

// the rfm package of R on its own 4,906 simulated orders, analysis date 2006-12-31
describe.skipIf(isDataAbsent("rfm_orders"))("the orders of the rfm package", () => {
  const read = (file: string): readonly Row[] => parse(readFileSync(dataPath("rfm_orders", file)), { columns: true });

  test("get its recency, frequency, money and scores", () => {
    const purchases = read("orders.csv").map((row) => ({
      customerId: row.customer_id ?? "",
      day: dayOf(row.order_date ?? ""),
      amount: Number(row.revenue),
    }));
    const rows = new Map(rfm(purchases, dayOf("2006-12-31")).map((row) => [row.customer_id, row]));
    const missed = read("oracle_rfm.csv").flatMap((expected) => {
      const row = Object(rows.get(expected.customer_id ?? ""));
      const names = ["recency_days", "transaction_count", "amount", "recency_score", "frequency_score"];
      return [...names, "monetary_score", "rfm_score"]
        .filter((name) => row[name] !== Number(expected[name]))
        .map((name) => `${expected.customer_id} ${name} ${expected[name]} ${row[name]}`);
    });
    expect(missed).toEqual([]);
    expect(rows.size).toBe(995);
  });
});

describe("rfm", () => {
  const purchases = [
    { customerId: "a", day: 10, amount: 1.5 },
    { customerId: "a", day: 40, amount: 2.25 },
    { customerId: "b", day: 35, amount: 9 },
    { customerId: "c", day: 5, amount: 0.75 },
    { customerId: "d", day: 20, amount: 4 },
    { customerId: "d", day: 90, amount: 100 },
    { customerId: "e", day: 30, amount: 2 },
  ];

  test("counts days since the last purchase and leaves out what came after the end", () => {
    const rows = rfm(purchases, 50);
    const { recency_days, transaction_count, amount } = rows[3] ?? {};
    expect(rows.map(({ customer_id }) => customer_id)).toEqual(["a", "b", "c", "d", "e"]);
    expect({ recency_days, transaction_count, amount }).toEqual({ recency_days: 30, transaction_count: 1, amount: 4 });
  });

  test("of nobody is nothing", () => {
    expect(rfm(purchases, 4)).toEqual([]);
  });

  test("scores amounts in cents as finely as whole amounts", () => {
    // five customers, five scores: 0.75, 2, 3.75, 4, 9
    const scores = rfm(purchases, 50).map(({ monetary_score }) => monetary_score);
    const inCents = rfm(
      purchases.map((purchase) => ({ ...purchase, amount: purchase.amount * 100 })),
      50,
    );
    expect(scores).toEqual([3, 5, 1, 4, 2]);
    expect(inCents.map(({ monetary_score }) => monetary_score)).toEqual(scores);
  });
});

describe("customerHistories", () => {
  test("merge purchases of one day and run in weeks from the first purchase", () => {
    // by hand: days 0, 7, 7, 21 with the end on day 35; repeats cost 4 + 6 and 20
    const purchases = [
      { customerId: "a", day: 7, amount: 4 },
      { customerId: "a", day: 0, amount: 99 },
      { customerId: "a", day: 21, amount: 20 },
      { customerId: "a", day: 7, amount: 6 },
      { customerId: "a", day: 42, amount: 5 },
      { customerId: "b", day: 14, amount: 3 },
      { customerId: "c", day: 36, amount: 3 },
    ];
    expect(customerHistories(purchases, 35)).toEqual([
      { id: "a", x: 2, t_x: 3, T: 5, m_x: 15 },
      { id: "b", x: 0, t_x: 0, T: 3, m_x: null },
    ]);
  });

  test.skipIf(isDataAbsent("cdnow"))("rebuild the published CDNOW calibration table", () => {
    const read = (file: string): readonly Row[] => parse(readFileSync(dataPath("cdnow", file)), { columns: true });
    const purchases = read("transactions.csv").map((row) => ({
      customerId: row.sampleid ?? "",
      day: dayOf((row.date ?? "").replace(/(....)(..)(..)/, "$1-$2-$3")),
      amount: Number(row.sales),
    }));
    const rebuilt = new Map(
      customerHistories(purchases, dayOf("1997-09-30")).map((customer) => [customer.id, customer]),
    );
    const published = read("cbs.csv");
    const missed = published.filter((row) => {
      const { x, t_x, T, m_x } = Object(rebuilt.get(row.customer ?? ""));
      const pairs = [
        [x, row.x],
        [t_x, row["t.x"]],
        [T, row["T.cal"]],
        [m_x ?? 0, row["m.x"]],
      ];
      return pairs.some(([actual, expected]) => Math.abs(actual - Number(expected)) > 1e-9);
    });
    expect(missed).toEqual([]);
    expect(rebuilt.size).toBe(published.length);
  });
});
