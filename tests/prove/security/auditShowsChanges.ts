import { randomStream } from "../../../experiments/random/randomStream.ts";
import { type OpenedStore, openStore } from "../../../server/store/openStore.ts";
import type { AuditRow } from "../../../server/store/store.ts";
import { placesOf, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";

const kinds = ["changed", "taken out", "moved", "cut off", "put in", "written again"] as const;

/** An audit whose lines are changed by someone who may write to the database, but not to the keys; and whose
 *  last lines are taken out by someone who may write to both. */
export const auditShowsChanges: Proof = {
  id: "E14",
  promise: "Whatever is changed in the audit is seen.",
  async run({ seed, scale }) {
    const [lines, tries] = scale === "short" ? [12, 24] : [200, 600];
    const { below } = randomStream(seed);
    const figures: Record<string, number> = { lines };
    let isMet = true;
    for (const kind of storeKinds) {
      const places = await placesOf(kind);
      const opened = await openStore(await places.fresh(), "work");
      const { audit } = opened.store;
      const { query } = opened.context.database;
      for (let line = 0; line < lines; line += 1) {
        const entry = { actor: "command line", action: "exported", studyId: "coffee-brands", details: { line } };
        await audit.add(entry);
      }
      const rows = await query.selectFrom("audit").selectAll().orderBy("seq").execute();
      const put = async (some: readonly AuditRow[]) => {
        await query.deleteFrom("audit").execute();
        for (const row of some) await query.insertInto("audit").values(row).execute();
        return await audit.verify();
      };
      const untouched = (await put(rows)).length;
      let seen = 0;
      for (let turn = 0; turn < tries; turn += 1) {
        const how = kinds[turn % kinds.length] ?? "changed";
        if ((await put(tampered(rows, how, below))).length > 0) seen += 1;
      }
      const gone = await deletions(opened, rows);
      isMet = isMet && untouched === 0 && seen === tries && gone.seen === gone.tried;
      figures[`${kind} deletions with the head`] = gone.tried;
      figures[`${kind} deletions seen by the file`] = gone.seen;
      figures[`${kind} faults untouched`] = untouched;
      figures[`${kind} tampered with`] = tries;
      figures[`${kind} seen`] = seen;
      await opened.close();
      await places.clear();
    }
    return { isMet, figures };
  },
};

/** Lines cut off the end by someone who may write to the databases with the data and with the keys: the head kept there is
 *  put back too. The file beside them still knows. */
async function deletions({ store, context, keys }: OpenedStore, rows: readonly AuditRow[]) {
  const found = { tried: 0, seen: 0 };
  for (const kept of [0, 1, rows.length >> 1, rows.length - 1]) {
    const last = rows[kept - 1];
    await context.database.query.deleteFrom("audit").execute();
    for (const row of rows.slice(0, kept)) await context.database.query.insertInto("audit").values(row).execute();
    await keys.query.deleteFrom("audit_head").execute();
    if (last) await keys.query.insertInto("audit_head").values({ id: 1, seq: last.seq, hash: last.hash }).execute();
    found.tried += 1;
    if ((await store.audit.verify()).length > 0) found.seen += 1;
  }
  return found;
}

function tampered(rows: readonly AuditRow[], how: (typeof kinds)[number], below: (n: number) => number) {
  const at = below(rows.length - 1);
  const one = rows[at];
  const next = rows[at + 1];
  if (!one || !next) throw new RangeError("there are at least two lines");
  const before = rows.slice(0, at);
  const after = rows.slice(at + 1);
  const field = (["actor", "action", "study_id", "subject", "details", "at"] as const)[below(6)] ?? "actor";
  const changed = {
    changed: [...before, { ...one, [field]: `${one[field] ?? ""} ` }, ...after],
    "taken out": [...before, ...after],
    moved: [...before, { ...next, seq: one.seq }, { ...one, seq: next.seq }, ...rows.slice(at + 2)],
    "cut off": rows.slice(0, at + 1),
    "put in": [...rows, { ...one, seq: rows.length + 1 }],
    // One who recomputes nothing but numbers them anew.
    "written again": [...before, ...after].map((row, place) => ({ ...row, seq: rows[place]?.seq ?? row.seq })),
  };
  return changed[how];
}
