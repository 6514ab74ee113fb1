import { randomUUID } from "node:crypto";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import type { JobRow, JobState } from "../../database/tables.ts";

export type Job = {
  readonly id: string;
  readonly studyId: string;
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly state: JobState;
  readonly done: number;
  readonly total: number | null;
  readonly reason: string | null;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly endedAt: string | null;
  readonly resultType: string | null;
};

export type AskedJob = Pick<Job, "studyId" | "kind" | "input" | "askedBy">;
export type JobResult = { readonly bytes: Uint8Array; readonly type: string };
/** How a job ended: with what it made, or with the reason in words. */
export type JobEnd = { readonly made: JobResult } | { readonly reason: string };

export type JobStore = {
  ask(job: AskedJob): Promise<Job>;
  get(studyId: string, id: string): Promise<Job | undefined>;
  result(studyId: string, id: string): Promise<JobResult | undefined>;
  /** The newest jobs of a study of these kinds. */
  list(studyId: string, kinds: readonly string[], limit: number): Promise<readonly Job[]>;
  /** Takes the oldest job that waits, or whose server gave no sign of life since `lostSince`; undefined when there is none.
   *  No two servers take the same one. */
  take(server: string, lostSince: Date): Promise<Job | undefined>;
  /** A sign of life, and how far it is; false when the job is not this server's any more: it was cancelled, or taken up by another. */
  beat(id: string, server: string, progress: Pick<Job, "done" | "total">): Promise<boolean>;
  /** Keeps how it ended; false when the job is not this server's any more. */
  end(id: string, server: string, end: JobEnd): Promise<boolean>;
  /** False when it has ended already. */
  cancel(studyId: string, id: string): Promise<boolean>;
  /** Takes away all but the newest jobs of a kind of a study. A report that a link still opens stays. */
  prune(of: Pick<Job, "studyId" | "kind">, kept: number): Promise<void>;
};

/** Long work in one table, which every server on the database shares. */
export function jobStore(context: StoreContext): JobStore {
  return { ...askedJobs(context), ...takenJobs(context) };
}

type TakenJobs = Pick<JobStore, "take" | "beat" | "end">;

function askedJobs({ database: { query }, now }: StoreContext): Omit<JobStore, keyof TakenJobs> {
  return {
    async ask({ studyId, kind, input, askedBy }) {
      const row: JobRow = {
        ...{ id: randomUUID(), study_id: studyId, kind, input: JSON.stringify(input), state: "waiting" },
        ...{ done: 0, total: null, reason: null, asked_by: askedBy, asked_at: now().toISOString(), taken_by: null },
        ...{ beat_at: null, ended_at: null, result: null, result_type: null },
      };
      await query.insertInto("jobs").values(row).execute();
      return jobOf(row);
    },
    async get(studyId, id) {
      const row = await query.selectFrom("jobs").select(columns).where("study_id", "=", studyId).where("id", "=", id);
      return jobOf(await row.executeTakeFirst());
    },
    async result(studyId, id) {
      const base = query.selectFrom("jobs").select(["result", "result_type"]).where("study_id", "=", studyId);
      const row = await base.where("id", "=", id).executeTakeFirst();
      return row?.result && row.result_type !== null ? { bytes: row.result, type: row.result_type } : undefined;
    },
    async list(studyId, kinds, limit) {
      const all = query.selectFrom("jobs").select(columns).where("study_id", "=", studyId);
      const base = all.where("kind", "in", [...kinds]);
      const rows = await base.orderBy("asked_at", "desc").orderBy("id", "desc").limit(limit).execute();
      return rows.map((row) => jobOf(row));
    },
    async cancel(studyId, id) {
      const cancelled = query.updateTable("jobs").set({ state: "cancelled", ended_at: now().toISOString() });
      const open = cancelled.where("study_id", "=", studyId).where("id", "=", id);
      return (await open.where("state", "in", ["waiting", "running"]).executeTakeFirst()).numUpdatedRows > 0n;
    },
    prune: (of, kept) => prune(query, of, { kept, now: now().toISOString() }),
  };
}

type Pruning = { readonly kept: number; readonly now: string };

async function prune(query: Query, { studyId, kind }: Pick<Job, "studyId" | "kind">, { kept, now }: Pruning) {
  const base = query
    .selectFrom("jobs")
    .select("id")
    .where("study_id", "=", studyId)
    .where("kind", "=", kind)
    .where("ended_at", "is not", null)
    .where(({ not, exists, selectFrom }) => {
      const shared = selectFrom("shares").select("shares.id").whereRef("shares.report", "=", "jobs.id");
      return not(exists(shared.where("revoked_at", "is", null).where("expires_at", ">", now)));
    });
  const old = await base.orderBy("asked_at", "desc").orderBy("id", "desc").offset(kept).limit(100).execute();
  if (old.length === 0) return;
  const ids = old.map(({ id }) => id);
  await query.deleteFrom("jobs").where("id", "in", ids).execute();
}

function takenJobs({ database, now }: StoreContext): TakenJobs {
  const { query, dialect } = database;
  const of = (id: string, server: string) => ({ id, taken_by: server, state: "running" as const });
  return {
    async take(server, lostSince) {
      // Looking takes no lock; most of the time there is nothing.
      const open = await query.selectFrom("jobs").select("id").where("state", "in", ["waiting", "running"]).limit(1);
      if (!(await open.executeTakeFirst())) return undefined;
      return await query.transaction().execute(async (transaction) => {
        const waiting = transaction
          .selectFrom("jobs")
          .select("id")
          .where((is) =>
            is.or([
              is("state", "=", "waiting"),
              is.and([is("state", "=", "running"), is("beat_at", "<", lostSince.toISOString())]),
            ]),
          )
          .orderBy("asked_at")
          .limit(1);
        const found = await (dialect === "postgres" ? waiting.forUpdate().skipLocked() : waiting).executeTakeFirst();
        if (!found) return undefined;
        const taken = { state: "running" as const, taken_by: server, beat_at: now().toISOString(), done: 0 };
        const row = await transaction.updateTable("jobs").set(taken).where("id", "=", found.id).returning(columns);
        return jobOf(await row.executeTakeFirst());
      });
    },
    async beat(id, server, { done, total }) {
      const beaten = query.updateTable("jobs").set({ done, total, beat_at: now().toISOString() });
      return (await beaten.where((is) => is.and(of(id, server))).executeTakeFirst()).numUpdatedRows > 0n;
    },
    async end(id, server, end) {
      const ended_at = now().toISOString();
      const set =
        "made" in end
          ? { state: "done" as const, result: end.made.bytes, result_type: end.made.type, ended_at }
          : { state: "failed" as const, reason: end.reason, ended_at };
      const ended = query
        .updateTable("jobs")
        .set(set)
        .where((is) => is.and(of(id, server)));
      return (await ended.executeTakeFirst()).numUpdatedRows > 0n;
    },
  };
}

const columns = [
  ...(["id", "study_id", "kind", "input", "state", "done", "total", "reason", "asked_by", "asked_at"] as const),
  ...(["ended_at", "result_type"] as const),
];

type JobColumns = Pick<JobRow, (typeof columns)[number]>;

function jobOf(row: JobColumns): Job;
function jobOf(row: JobColumns | undefined): Job | undefined;
function jobOf(row: JobColumns | undefined): Job | undefined {
  return (
    row && {
      ...{ id: row.id, studyId: row.study_id, kind: row.kind, input: JSON.parse(row.input), state: row.state },
      ...{ done: row.done, total: row.total, reason: row.reason, askedBy: row.asked_by, askedAt: row.asked_at },
      ...{ endedAt: row.ended_at, resultType: row.result_type },
    }
  );
}
