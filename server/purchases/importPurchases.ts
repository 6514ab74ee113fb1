import { recordedOutcomes } from "../../experiments/contract/outcomesOf.ts";
import type { Study } from "../../experiments/contract/study.ts";
import type { LinkedPerson, PurchaseCorrection, PurchaseRow, RecordStore } from "../store/store.ts";
import { type FindPerson, personFinder } from "./findPerson.ts";
import type { RecordKind } from "./importRecords.ts";
import type { Changed, Tally } from "./importReport.ts";
import { orderLines } from "./orderLines.ts";
import { knownProduct } from "./products.ts";
import { recordColumns } from "./recordColumns.ts";
import type { RecordRow } from "./recordTable.ts";
import { windowOf } from "./window.ts";

/** Purchases of people who agreed to it. What comes before a session is kept only with consent to history; a second run
 *  adds nothing. */
export async function purchaseKind(
  records: RecordStore,
  study: Study,
  changed: Changed,
): Promise<RecordKind<PurchaseRow>> {
  const find = await personFinder(records, study.id);
  const hashOf = await records.keyHasher(study.id);
  const corrections: PurchaseCorrection[] = [];
  const lines = orderLines(records, study.id, changed === "corrected" ? corrections : null);
  return {
    kind: "purchases",
    columns: recordColumns.purchases,
    read: (row, counts) => purchaseOf(row, counts, { find, hashOf, study }),
    note: (row, counts) => lines.note(row, counts),
    fresh: (rows, counts) => lines.fresh(rows, counts),
    async add(rows, mode) {
      const added = await records.addPurchases(rows, mode);
      await records.correctPurchases(corrections.splice(0), mode);
      return added;
    },
  };
}

function isInAnyWindow(study: Study, sessionEnd: Date, at: Date): boolean {
  return recordedOutcomes(study).some((outcome) => {
    const { from, until } = windowOf(outcome, sessionEnd);
    return at > from && at <= until;
  });
}

type Knowing = {
  readonly find: FindPerson;
  readonly hashOf: (identifier: string) => string;
  readonly study: Study;
};

function purchaseOf(row: RecordRow, counts: Tally, { find, hashOf, study }: Knowing): readonly PurchaseRow[] {
  const person = find(row.text("participant_key"), counts);
  if (person === undefined) return [];
  const { problem } = row;
  const moment = row.moment("purchased_at");
  if (problem !== undefined || moment === null) {
    counts.problem(problem ?? row.line, "purchased_at is empty.");
    return [];
  }
  const product = knownProduct(study, row.text("product"));
  if (product === undefined) {
    counts.unknownProduct(row.text("product"));
    return [];
  }
  if (!isKept(moment.at, { person, study, counts })) return [];
  if (moment.isDay && moment.at <= person.sessionEnd && moment.end >= person.sessionEnd) counts.countFor(dayOfSession);
  const orderId = row.text("order_id");
  return [
    {
      study_id: study.id,
      participant_id: person.participantId,
      dedupe_key: "",
      purchased_at: moment.at.toISOString(),
      product,
      kind: row.choice("kind") ?? "purchase",
      // The company's order number leads back to a name; only whether two rows share one matters here.
      order_ref: orderId === undefined ? null : hashOf(orderId).slice(0, 32),
      quantity: row.number("quantity"),
      amount: row.number("amount"),
      currency: row.text("currency") ?? null,
      channel: row.text("channel") ?? null,
    },
  ];
}

type Bought = { readonly person: LinkedPerson; readonly study: Study; readonly counts: Tally };

/** Counts a purchase before the session, which is kept only with consent to history, and one outside the window. */
function isKept(purchasedAt: Date, { person, study, counts }: Bought): boolean {
  if (purchasedAt <= person.sessionEnd) {
    counts.count("beforeSession");
    return person.mayLinkHistory;
  }
  if (!isInAnyWindow(study, person.sessionEnd, purchasedAt)) counts.count("outsideWindow");
  return true;
}

function dayOfSession(rows: number): string {
  const are = rows === 1 ? "1 purchase has" : `${rows} purchases have`;
  return `${are} the day of the person's session and no time: taken as before the session.`;
}
