import { sql } from "kysely";
import type { Query } from "../../database/database.ts";
import { peopleKinds, type Role } from "../../database/tables.ts";
import type { Account, ListedStudy, StudyPage, StudyStore } from "../store.ts";

type Asked = { readonly account: Account; readonly page: StudyPage };

/** One page of the studies and drafts that an account may see, in the order of their ids. Its cost is that of the page: the
 *  people who finished are read from the ledger of cells, not counted. */
export async function studiesOf(
  query: Query,
  { account, page }: Asked,
  get: StudyStore["get"],
): Promise<readonly ListedStudy[]> {
  const launched = page.only === "drafts" ? [] : await launchedIds(query, { account, page });
  const drafts = await draftIds(query, { account, page });
  const both: readonly Listed[] = [...launched, ...drafts];
  const all = both.toSorted((one, other) => (one.id < other.id ? -1 : 1)).slice(0, page.limit);
  const live = all.filter(({ title }) => title === undefined);
  const finished = await finishedOf(
    query,
    live.map(({ id }) => id),
  );
  return await Promise.all(
    all.map(async ({ id, role, title }): Promise<ListedStudy> => {
      if (title !== undefined) return { studyId: id, role, title, finished: 0 };
      const stored = await get(id);
      return { studyId: id, role, finished: finished.get(id) ?? 0, ...(stored === undefined ? {} : { stored }) };
    }),
  );
}

type Listed = { readonly id: string; readonly role: Role; readonly title?: string };

async function launchedIds(query: Query, { account, page: { limit, after = "" } }: Asked) {
  const base = query.selectFrom("studies").select("studies.id").where("studies.id", ">", after);
  const page = base.orderBy("studies.id").limit(limit);
  if (account.isAdmin) return (await page.execute()).map(({ id }) => ({ id, role: OWNER }));
  const own = page.innerJoin("members", "members.study_id", "studies.id").where("members.account_id", "=", account.id);
  return await own.select("members.role").execute();
}

/** Drafts of studies that were never launched, under what their newest text is called. */
async function draftIds(query: Query, { account, page: { limit, after = "" } }: Asked) {
  const page = query
    .selectFrom("drafts as one")
    .select(["one.study_id as id", "one.title"])
    .where("one.study_id", ">", after)
    .where("one.revision", "=", (is) =>
      is
        .selectFrom("drafts as all")
        .select((among) => among.fn.max<number>("all.revision").as("newest"))
        .whereRef("all.study_id", "=", "one.study_id"),
    )
    .where("one.study_id", "not in", query.selectFrom("studies").select("studies.id"))
    .orderBy("one.study_id")
    .limit(limit);
  if (account.isAdmin) return (await page.execute()).map((row) => ({ ...row, role: OWNER }));
  const own = page.innerJoin("members", "members.study_id", "one.study_id");
  return await own.where("members.account_id", "=", account.id).select("members.role").execute();
}

const OWNER: Role = "owner";

async function finishedOf(query: Query, studyIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (studyIds.length === 0) return new Map();
  const rows = await query
    .selectFrom("cells")
    .innerJoin("study_versions", "study_versions.hash", "cells.study_hash")
    .select(["study_versions.study_id", sql<number>`sum(cells.completes)`.as("finished")])
    .where("study_versions.study_id", "in", studyIds)
    .where("cells.is_simulated", "=", peopleKinds.real)
    .groupBy("study_versions.study_id")
    .execute();
  return new Map(rows.map(({ study_id, finished }) => [study_id, Number(finished)]));
}
