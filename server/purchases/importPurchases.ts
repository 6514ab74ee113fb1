import { createHash } from "node:crypto";
import { recordedOutcomes } from "../../experiments/contract/outcomesOf.ts";
import { Purchase, purchaseKinds } from "../../experiments/contract/purchase.ts";
import type { Study } from "../../experiments/contract/study.ts";
import type { LinkedPerson, PurchaseRow, RecordStore } from "../store/store.ts";
import { personFinder } from "./findPerson.ts";
import { type ImportReport, type Tally, tally } from "./importReport.ts";
import { readMoment } from "./moments.ts";
import { knownProduct } from "./products.ts";
import { readTable, type TableRow, type TableSource } from "./readTable.ts";
import { windowOf } from "./window.ts";

export type ImportOptions = {
  readonly study: Study;
  readonly map?: ReadonlyMap<string, string>;
  readonly dateFormat?: string;
  readonly isDryRun: boolean;
};

const REQUIRED = ["participant_key", "purchased_at", "product"];

/** Imports the purchases of people who agreed to it. What comes before a session is kept only with consent to history;
 *  a second run adds nothing. */
export async function importPurchases(
  records: RecordStore,
  source: TableSource,
  options: ImportOptions,
): Promise<ImportReport> {
  const find = await personFinder(records, options.study.id);
  const hashOf = await records.keyHasher(options.study.id);
  const counts = tally();
  const rows: PurchaseRow[] = [];
  const seen = new Map<string, number>();
  const map = options.map === undefined ? {} : { map: options.map };
  for await (const row of readTable(source, { required: REQUIRED, ...map })) {
    counts.count("rowsRead");
    const person = find(row.cell("participant_key"), counts);
    const read = person && purchaseOf(row, { person, options, counts, hashOf });
    if (read) rows.push(withOccurrence(read, seen));
  }
  const added = await records.addPurchases(rows, options.isDryRun ? "try" : "keep");
  counts.count("added", added);
  counts.count("duplicate", rows.length - added);
  return counts.report("purchases", options.isDryRun);
}

type Reading = {
  readonly person: LinkedPerson;
  readonly options: ImportOptions;
  readonly counts: Tally;
  readonly hashOf: (identifier: string) => string;
};

function purchaseOf(row: TableRow, { person, options, counts, hashOf }: Reading): PurchaseRow | undefined {
  const purchasedAt = readMoment(row.cell("purchased_at") ?? "", options.dateFormat)?.at;
  if (!purchasedAt) return mistake(counts, row, "purchased_at is not a date of the given format");
  const kind = Purchase.shape.kind.safeParse(row.cell("kind"));
  if (!kind.success) return mistake(counts, row, `kind is none of ${purchaseKinds.join(", ")}`);
  const [quantity, amount] = [numberOf(row.cell("quantity")), numberOf(row.cell("amount"))];
  if (Number.isNaN(quantity) || Number.isNaN(amount)) return mistake(counts, row, "quantity or amount is not a number");
  const product = knownProduct(options.study, row.cell("product"));
  if (product === undefined) {
    counts.count("unknownProduct");
    return undefined;
  }
  if (purchasedAt <= person.sessionEnd) {
    counts.count("beforeSession");
    if (!person.mayLinkHistory) return undefined;
  } else if (!isInAnyWindow(options.study, person.sessionEnd, purchasedAt)) counts.count("outsideWindow");
  const orderId = row.cell("order_id");
  return {
    study_id: options.study.id,
    participant_id: person.participantId,
    dedupe_key: "",
    purchased_at: purchasedAt.toISOString(),
    product,
    kind: kind.data,
    // The company's order number leads back to a name; only whether two rows share one matters here.
    order_ref: orderId === undefined ? null : hashOf(orderId).slice(0, 32),
    quantity,
    amount,
    currency: row.cell("currency") ?? null,
    channel: row.cell("channel") ?? null,
  };
}

function isInAnyWindow(study: Study, sessionEnd: Date, at: Date): boolean {
  return recordedOutcomes(study).some((outcome) => {
    const { from, until } = windowOf(outcome, sessionEnd);
    return at > from && at <= until;
  });
}

function mistake(counts: Tally, row: TableRow, detail: string): undefined {
  counts.problem(row.row, detail);
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

/** With an order number, an order's line is itself wherever it comes again. Without one, equal rows of one file are as
 *  many purchases, and the n-th of them is the same as the n-th of another file. */
function withOccurrence(row: PurchaseRow, seen: Map<string, number>): PurchaseRow {
  const { participant_id, purchased_at, product, kind, order_ref, quantity, amount } = row;
  const content =
    order_ref === null
      ? [participant_id, purchased_at, product, kind, quantity, amount]
      : [participant_id, order_ref, product, kind];
  const key = JSON.stringify(content);
  const occurrence = order_ref === null ? (seen.get(key) ?? 0) : 0;
  seen.set(key, occurrence + 1);
  const dedupe_key = createHash("sha256").update(`${key}#${occurrence}`).digest("hex");
  return { ...row, dedupe_key };
}
