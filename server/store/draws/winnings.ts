import { Problem } from "../../../experiments/contract/problem.ts";
import type { StoreContext } from "../../database/context.ts";
import { locked, type Query } from "../../database/database.ts";
import type { WinningRow } from "../../database/tables.ts";
import { noSuchStudy } from "../../refusals.ts";
import { readCompletionCode } from "../../secrets.ts";
import type { EndedWinning, HandedBatch, Winning, WinningEnd, WinningStore } from "./winningStore.ts";

/** What was won, from owed to handed out to done or void. */
export function winningStore(context: StoreContext): WinningStore {
  const { query } = context.database;
  return {
    handOut: (studyId, recipient) => handOut(context, studyId, recipient),
    async batch(studyId, id) {
      const base = query.selectFrom("handed_batches").selectAll().where("study_id", "=", studyId);
      const made = await base.where("id", "=", id).executeTakeFirst();
      if (!made) return undefined;
      return { id, recipient: made.recipient, madeAt: made.made_at, rows: await rowsOf(context, studyId, id) };
    },
    async batches(studyId) {
      const base = query.selectFrom("handed_batches").selectAll().where("study_id", "=", studyId);
      const rows = await base.orderBy("made_at").orderBy("id").execute();
      return rows.map(({ id, recipient, made_at }) => ({ id, recipient, madeAt: made_at }));
    },
    end: (studyId, claimCode, end) =>
      query.transaction().execute((transaction) => endWinning(context, transaction, { studyId, claimCode, end })),
    async counts(studyId) {
      const rows = await query
        .selectFrom("winnings")
        .select((is) => ["state", is.fn.countAll<number>().as("people")])
        .where("study_id", "=", studyId)
        .groupBy("state")
        .execute();
      return Object.fromEntries(rows.map(({ state, people }) => [state, Number(people)]));
    },
  };
}

async function handOut(context: StoreContext, studyId: string, recipient: string): Promise<HandedBatch | null> {
  const made = await context.database.query.transaction().execute(async (transaction) => {
    // One list at a time: two that are asked for together would otherwise share winners.
    const study = transaction.selectFrom("studies").select("id").where("id", "=", studyId);
    if (!(await locked(context.database, study).executeTakeFirst())) throw noSuchStudy(studyId);
    const owed = transaction.updateTable("winnings").where("study_id", "=", studyId).where("state", "=", "owed");
    const id = `${studyId}-${(await batchCount(transaction, studyId)) + 1}`;
    const { numUpdatedRows } = await owed.set({ state: "handed", batch: id }).executeTakeFirstOrThrow();
    if (Number(numUpdatedRows) === 0) return null;
    const madeAt = context.now().toISOString();
    const batch = { id, study_id: studyId, recipient, made_at: madeAt };
    await transaction.insertInto("handed_batches").values(batch).execute();
    return { id, recipient, madeAt };
  });
  return made && { ...made, rows: await rowsOf(context, studyId, made.id) };
}

async function batchCount(query: Query, studyId: string): Promise<number> {
  const { lists } = await query
    .selectFrom("handed_batches")
    .select((is) => is.fn.countAll<number>().as("lists"))
    .where("study_id", "=", studyId)
    .executeTakeFirstOrThrow();
  return Number(lists);
}

async function rowsOf({ database, vault }: StoreContext, studyId: string, batch: string): Promise<readonly Winning[]> {
  const rows = await database.query
    .selectFrom("winnings")
    .leftJoin("identifiers", "identifiers.participant_id", "winnings.participant_id")
    .selectAll("winnings")
    .select("identifiers.sealed")
    .where("winnings.study_id", "=", studyId)
    .where("winnings.batch", "=", batch)
    .orderBy("winnings.won_on")
    .orderBy("winnings.id")
    .execute();
  return await Promise.all(
    rows.map(async ({ participant_id: id, sealed, claim_code, gets, bonus, currency, won_on }) => ({
      claimCode: claim_code,
      panelId: id !== null && sealed !== null ? await vault.open(id, sealed) : null,
      gets: JSON.parse(gets),
      bonus: Number(bonus),
      currency,
      wonOn: won_on,
    })),
  );
}

type Ending = { readonly studyId: string; readonly claimCode: string; readonly end: WinningEnd };

async function endWinning(
  { database }: StoreContext,
  query: Query,
  { studyId, claimCode, end }: Ending,
): Promise<EndedWinning> {
  const letters = readCompletionCode(claimCode);
  const code = `${letters.slice(0, 4)}-${letters.slice(4)}`;
  const select = query.selectFrom("winnings").selectAll().where("study_id", "=", studyId);
  const row = await locked(database, select.where("claim_code", "=", code)).executeTakeFirst();
  if (!row) throw noSuchCode(claimCode);
  const reason = end.state === "void" ? end.reason : null;
  if (row.state === end.state && row.reason === reason) return { outcome: "same", id: row.id };
  refuseSecondEnd(row, end);
  await query.updateTable("winnings").set({ state: end.state, reason }).where("id", "=", row.id).execute();
  return { outcome: "ended", id: row.id };
}

function refuseSecondEnd(row: WinningRow, end: WinningEnd): void {
  if (row.state === "done" || row.state === "void") {
    const detail = `This winning is ${row.state} already${row.reason === null ? "" : ` (${row.reason})`}.`;
    throw new Problem({
      code: "setting-invalid",
      detail,
      expected: "one that is owed or handed out",
      found: end.state,
    });
  }
  if (row.state === "owed" && end.state === "done") {
    const detail = "This winning is on no list yet, so nobody can have handed it out.";
    throw new Problem({ code: "setting-invalid", detail, todo: "Make a list with saydo fulfil --out first." });
  }
}

function noSuchCode(found: string): Problem {
  return new Problem({
    code: "setting-invalid",
    detail: "Nobody has won under this code in this study.",
    expected: "a claim code of a list, such as K7QM-29XD",
    found: found.slice(0, 40),
  });
}
