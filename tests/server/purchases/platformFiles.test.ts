import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ImportKind } from "../../../server/purchases/importReport.ts";
import { previewTable } from "../../../server/purchases/previewTable.ts";
import { type RecordFlags, recordTableOf } from "../../../server/purchases/runImport.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-shops-"));
let files = 0;

/** Files as the platforms write them, made up: orders of several lines, refunds, clocks with and without a zone. */
describe("exports of shops and panels, read as they are", () => {
  test("Shopify: every line of an order, none of a refunded or cancelled one, in the zone that stands in the cell", async () => {
    const { rows, notes } = await read("purchases", [
      "Name,Email,Financial Status,Paid at,Currency,Subtotal,Refunded Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Cancelled at,Source,Notes",
      '#1001,ann@x.example,paid,2026-11-01 09:00:01 +0100,EUR,21.00,0.00,2026-11-01 09:00:00 +0100,2,Velmora 250 g,3.50,,web,"call first, please"',
      "#1001,ann@x.example,,,,,,2026-11-01 09:00:00 +0100,1,Quenby,14.00,,,",
      "#1002,ben@x.example,refunded,,EUR,3.50,3.50,2026-11-02 10:00:00 +0100,1,Velmora 250 g,3.50,,web,",
      "#1002,ben@x.example,,,,,,2026-11-02 10:00:00 +0100,1,Quenby,14.00,,,",
      "#1003,cas@x.example,paid,,EUR,3.50,0.00,2026-11-03 10:00:00 +0100,1,Velmora 250 g,3.50,2026-11-03 11:00:00 +0100,web,",
      "#1004,dee@x.example,partially_refunded,,USD,7.00,3.50,2026-03-29 02:30:00 -0400,2,Velmora 250 g,3.50,,pos,",
    ]);
    expect(rows).toEqual([
      ["2026-11-01T08:00:00.000Z", "Velmora 250 g", "#1…", "2", "7", "EUR", "web"],
      ["2026-11-01T08:00:00.000Z", "Quenby", "#1…", "1", "14", "", ""],
      ["2026-03-29T06:30:00.000Z", "Velmora 250 g", "#1…", "2", "7", "USD", "pos"],
    ]);
    expect(notes).toContain('Left out: 2 rows, orders that were refunded or never paid ("Financial Status").');
    expect(notes).toContain('Left out: 1 row, cancelled orders ("Cancelled at").');
  });

  test("WooCommerce: the shop's clock is asked for; lines refunded whole are left out, others count what stayed", async () => {
    const orders = [
      "Order Number;Order Status;Order Date;Email (Billing);Item #;Item Name;Quantity (- Refund);Item Cost;Order Total Amount",
      '88;Completed;2026-11-01 09:00;ann@x.example;1;"Velmora; 250 g";2;3,50;17,50',
      "88;Completed;2026-11-01 09:00;ann@x.example;2;Quenby;0;14,00;17,50",
      "89;Refunded;2026-11-02 10:00;ben@x.example;1;Quenby;0;14,00;0",
      "90;On hold;2026-11-02 10:00;ben@x.example;1;Quenby;1;14,00;14,00",
      "91;Processing;2026-11-02 10:00;cas@x.example;1;Quenby;3;14,95;44,85",
    ];
    const asked = await read("purchases", orders);
    expect(asked.refusals).toEqual(['The times of "Order Date" do not say their zone.']);
    const { rows, refusals } = await read("purchases", orders, { timeZone: "Europe/Amsterdam" });
    expect(refusals).toEqual([]);
    expect(rows).toEqual([
      ["2026-11-01T08:00:00.000Z", "Velmora; 250 g", "88…", "2", "7"],
      ["2026-11-02T09:00:00.000Z", "Quenby", "91…", "3", "44.85"],
    ]);
  });

  test("Stripe: times are UTC as the column says; payments that failed or were refunded are left out", async () => {
    const payments = [
      "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Status,Description,Customer ID,Customer Email",
      "ch_3N1,2026-11-01 23:30:00,12.50,0.00,eur,True,Paid,Subscription creation,cus_1,ann@x.example",
      "ch_3N2,2026-11-02 00:10:00,12.50,12.50,eur,True,Refunded,Subscription creation,cus_2,ben@x.example",
      "ch_3N3,2026-11-02 00:20:00,12.50,0.00,eur,False,Failed,Subscription creation,cus_3,cas@x.example",
      "ch_3N4,2026-11-02 00:30:00,20.00,5.00,usd,True,Partial Refund,Subscription creation,cus_4,dee@x.example",
    ];
    const flags = { value: ["product:Subscription creation=velmora"] };
    expect((await read("purchases", payments, flags)).rows).toEqual([
      ["2026-11-01T23:30:00.000Z", "velmora", "ch…", "12.5", "eur"],
      ["2026-11-02T00:30:00.000Z", "velmora", "ch…", "20", "usd"],
    ]);
  });

  test("Prolific: people who returned the study are left out, what a person revoked is missing", async () => {
    const { rows, columns } = await read("predictors", [
      "Submission id,Participant id,Status,Started at,Time taken,Completion code,Total approvals,Age,Sex",
      "65a1,5f0c1a2b3c4d5e6f7a8b9c0d,APPROVED,2026-11-01T10:00:00.000000Z,612.5,C1,812,34,Female",
      "65a2,5f0c1a2b3c4d5e6f7a8b9c0e,RETURNED,2026-11-01T10:00:00.000000Z,12,,3,51,Male",
      "65a3,5f0c1a2b3c4d5e6f7a8b9c0f,AWAITING REVIEW,2026-11-01T10:00:00.000000Z,700,C1,99,CONSENT_REVOKED,CONSENT_REVOKED",
    ]);
    expect(columns).toEqual(["participant_key", "age", "prolific_seconds", "prolific_approvals"]);
    expect(rows).toEqual([
      ["5f…", "34", "612.5", "812"],
      ["5f…", "", "700", "99"],
    ]);
  });

  test("SONA: the code is the key, credits are a number", async () => {
    const { rows } = await read("predictors", [
      "Identity Code\tCredits\tSign-Up Status\tDate",
      "00412\t1.5\tParticipated\t11/02/2026",
      "10412\t0.5\tUnexcused No-Show\t11/02/2026",
    ]);
    expect(rows).toEqual([
      ["00…", "1.5"],
      ["10…", "0.5"],
    ]);
  });
});

/** What an import would read: the columns that the file has, and each row's cells but the key's. */
async function read(kind: ImportKind, lines: readonly string[], flags: RecordFlags = {}) {
  files += 1;
  const file = join(folder, `${kind}${files}.csv`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  const preview = await previewTable(await recordTableOf(file, kind, flags), kind);
  const columns = preview.columns.filter(({ isFound }) => isFound).map(({ name }) => name);
  const told = kind === "purchases" ? columns.filter((name) => name !== "participant_key") : columns;
  return {
    columns,
    rows: preview.rows.map(({ cells }) => told.map((name) => cells[name] ?? "")),
    notes: preview.notes,
    refusals: preview.refusals.map(({ detail }) => detail),
  };
}
