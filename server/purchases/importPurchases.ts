import { createHash } from "node:crypto";
import { Purchase } from "../../experiments/contract/purchase.ts";
import type { Study } from "../../experiments/contract/study.ts";
import type { StoreContext } from "../store/context.ts";
import type { PurchaseRow } from "../store/tables.ts";
import { keyHashOf } from "../store/vault.ts";
import { type ImportReport, type Tally, tally } from "./importReport.ts";
import { insertNew } from "./insertNew.ts";
import { type LinkedPerson, peopleByKey } from "./linkedPeople.ts";
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
  context: StoreContext,
  source: TableSource,
  options: ImportOptions,
): Promise<ImportReport> {
  const people = await peopleByKey(context, options.study.id);
  const orderKey = await context.vault.studyKey(options.study.id);
  const counts = tally();
  const rows: PurchaseRow[] = [];
  const seen = new Map<string, number>();
  const map = options.map === undefined ? {} : { map: options.map };
  for await (const row of readTable(source, { required: REQUIRED, ...map })) {
    counts.count("rowsRead");
    const person = linked(people.find(row.cell("participant_key") ?? ""), counts);
    const read = person && purchaseOf(row, { person, options, counts, orderKey });
    if (read) rows.push(withOccurrence(read, seen));
  }
  const added = await insertNew(context, {
    rows,
    isDryRun: options.isDryRun,
    insert: (query, run) =>
      query
        .insertInto("purchases")
        .values(run)
        .onConflict((on) => on.doNothing())
        .executeTakeFirst(),
  });
  counts.count("added", added);
  counts.count("duplicate", rows.length - added);
  return counts.report("purchases", options.isDryRun);
}

/** Counts whether a row's person is known and agreed; undefined when the row must go no further. */
export function linked(person: LinkedPerson | undefined, counts: Tally): LinkedPerson | undefined {
  if (!person) counts.count("unmatched");
  else if (!person.mayLink) counts.count("withoutConsent");
  else counts.count("matched");
  return person?.mayLink ? person : undefined;
}

type Reading = {
  readonly person: LinkedPerson;
  readonly options: ImportOptions;
  readonly counts: Tally;
  readonly orderKey: Uint8Array;
};

function purchaseOf(row: TableRow, { person, options, counts, orderKey }: Reading): PurchaseRow | undefined {
  const purchasedAt = readMoment(row.cell("purchased_at") ?? "", options.dateFormat)?.at;
  if (!purchasedAt) return mistake(counts, row, "purchased_at is not a date of the given format");
  const kind = Purchase.shape.kind.safeParse(row.cell("kind"));
  if (!kind.success) return mistake(counts, row, "kind is none of purchase, return, complaint, referral, churn, visit");
  const [quantity, amount] = [numberOf(row.cell("quantity")), numberOf(row.cell("amount"))];
  if (Number.isNaN(quantity) || Number.isNaN(amount)) return mistake(counts, row, "quantity or amount is not a number");
  const product = knownProduct(options.study, row.cell("product"));
  if (product === undefined) {
    counts.count("unknownProduct");
    return undefined;
  }
  const window = windowOf(options.study, person.sessionEnd);
  if (purchasedAt <= person.sessionEnd) {
    counts.count("beforeSession");
    if (!person.mayLinkHistory) return undefined;
  } else if (purchasedAt <= window.from || purchasedAt > window.until) counts.count("outsideWindow");
  const orderId = row.cell("order_id");
  return {
    study_id: options.study.id,
    participant_id: person.participantId,
    dedupe_key: "",
    purchased_at: purchasedAt.toISOString(),
    product,
    kind: kind.data,
    // The company's order number leads back to a name; only whether two rows share one matters here.
    order_ref: orderId === undefined ? null : keyHashOf(orderKey, orderId).slice(0, 32),
    quantity,
    amount,
    currency: row.cell("currency") ?? null,
    channel: row.cell("channel") ?? null,
  };
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
