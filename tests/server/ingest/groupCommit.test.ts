import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Problem } from "../../../experiments/contract/problem.ts";
import { groupCommit } from "../../../server/ingest/groupCommit.ts";
import { studyOfToken } from "../../../server/ingest/studyOfToken.ts";
import type { BatchOutcome, TrialBatch } from "../../../server/store/store.ts";

const batch = (tokenHash: string, trials = 1): TrialBatch => {
  const received = Array.from({ length: trials }, (_, seq) => {
    return { seq, id: randomUUID(), body: "{}", item: "{}", measure: "m", instance: "m", products: [] };
  });
  return { sessionId: tokenHash, tokenHash, trials: received };
};
const outcomeOf = ({ trials }: TrialBatch): BatchOutcome => {
  return { results: trials.map(({ seq }) => ({ seq, status: "created" })), ackedThrough: trials.length - 1 };
};
const busy = (reason: unknown) => reason instanceof Problem && reason.details.code === "store-busy";

test("everything of one turn is one commit, every batch answered for itself", async () => {
  const commits: number[] = [];
  const ingest = groupCommit({
    async append(batches) {
      commits.push(batches.length);
      return batches.map(outcomeOf);
    },
  });
  const outcomes = await Promise.all([1, 2, 3].map((count) => ingest.submit(batch(`t${count}`, count), "coffee")));
  expect(commits).toEqual([3]);
  expect(outcomes.map((outcome) => "results" in outcome && outcome.results.length)).toEqual([1, 2, 3]);
});

test("while studies share the server a commit is short, and holds of each what it is due", async () => {
  const commits: string[][] = [];
  const ingest = groupCommit({
    rowsPerCommit: 500,
    rowsPerSharedCommit: 4,
    async append(batches) {
      commits.push(batches.map(({ tokenHash }) => tokenHash));
      return batches.map(outcomeOf);
    },
  });
  const flood = ["a", "b", "c", "d", "e"].map((token) => ingest.submit(batch(token), "flood"));
  const quiet = ["1", "2"].map((token) => ingest.submit(batch(token), "quiet"));
  await Promise.all([...flood, ...quiet]);
  expect(commits).toEqual([
    ["a", "1", "b", "2"],
    ["c", "d", "e"],
  ]);
});

test("a study that fills the queue is refused, and another one is not", async () => {
  const ingest = groupCommit({ queueLength: 4, append: async (batches) => batches.map(outcomeOf) });
  const flood = Array.from({ length: 10 }, (_, place) => ingest.submit(batch(`flood ${place}`), "flood"));
  const quiet = [ingest.submit(batch("1"), "quiet"), ingest.submit(batch("2"), "quiet")];
  const settled = await Promise.allSettled([...flood, ...quiet]);
  expect(settled.map(({ status }) => (status === "fulfilled" ? "+" : "-")).join("")).toBe("++--------++");
  expect(settled.filter((one) => one.status === "rejected").every(({ reason }) => busy(reason))).toBe(true);
});

test("one token cannot fill its study's queue", async () => {
  const ingest = groupCommit({ perToken: 2, append: async (batches) => batches.map(outcomeOf) });
  const greedy = Array.from({ length: 5 }, () => ingest.submit(batch("greedy"), "coffee"));
  const settled = await Promise.allSettled([...greedy, ingest.submit(batch("other"), "coffee")]);
  expect(settled.map(({ status }) => (status === "fulfilled" ? "+" : "-")).join("")).toBe("++---+");
});

test("whoever sends what: every batch is stored once or refused, each session in its order", async () => {
  const sent = fc.array(fc.record({ study: fc.nat(3), session: fc.nat(2), rows: fc.integer({ min: 1, max: 5 }) }), {
    maxLength: 80,
  });
  await fc.assert(
    fc.asyncProperty(sent, fc.boolean(), async (requests, fails) => {
      const stored: TrialBatch[] = [];
      const ingest = groupCommit({
        queueLength: 20,
        perToken: 4,
        rowsPerCommit: 8,
        rowsPerSharedCommit: 3,
        async append(batches) {
          if (fails && batches.length > 1) throw new Error("the transaction failed");
          stored.push(...batches);
          return batches.map(outcomeOf);
        },
      });
      const batches = requests.map(({ study, session, rows }) => ({
        study,
        batch: batch(`${study} ${session}`, rows),
      }));
      const settled = await Promise.allSettled(batches.map((one) => ingest.submit(one.batch, String(one.study))));
      const acknowledged = batches.filter((_, place) => settled[place]?.status === "fulfilled").map((one) => one.batch);
      expect(new Set(stored)).toEqual(new Set(acknowledged));
      expect(stored).toHaveLength(acknowledged.length);
      for (const token of new Set(stored.map(({ tokenHash }) => tokenHash))) {
        const of = (list: readonly TrialBatch[]) => list.filter(({ tokenHash }) => tokenHash === token);
        expect(of(stored)).toEqual(of(acknowledged));
      }
      expect(ingest.waiting).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test("the store is asked once for a token's study, again for tokens nobody has, and keeps so many in mind", async () => {
  const asked: string[] = [];
  const studyOf = studyOfToken(async (token) => {
    asked.push(token);
    return token === "made up" ? undefined : `study of ${token}`;
  }, 2);
  for (const token of ["a", "a", "b", "made up", "made up", "b", "c", "c", "a"]) await studyOf(token);
  expect(asked).toEqual(["a", "b", "made up", "made up", "c", "a"]);
});
