import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Outbox } from "../../../experiments/browser/outbox/outbox.ts";
import type { OutboxParts } from "../../../experiments/browser/outbox/outboxParts.ts";
import { memoryStorage, type OutboxStorage } from "../../../experiments/browser/outbox/outboxStorage.ts";
import type { Reply } from "../../../experiments/browser/session/participantApi.ts";
import type { Wait } from "../../../experiments/browser/session/retry.ts";
import type { TrialEnvelope, TrialsStored } from "../../../experiments/contract/trial.ts";

type Answer = (trials: readonly TrialEnvelope[]) => Reply<TrialsStored>;
type Status = TrialsStored["results"][number]["status"];

/** Answers as a study's server would: the first trial under a number stays. */
function server(answers: readonly Answer[] = []) {
  const stored = new Map<number, TrialEnvelope>();
  const requests: (readonly TrialEnvelope[])[] = [];
  const next = answers.values();
  const send = async (trials: readonly TrialEnvelope[]): Promise<Reply<TrialsStored>> => {
    requests.push(trials);
    return next.next().value?.(trials) ?? store(trials);
  };
  const store: Answer = (trials) => {
    const results = trials.map(({ seq, id, body }) => {
      const before = stored.get(seq);
      if (!before) stored.set(seq, { seq, id, body });
      return { seq, status: (before ? (before.id === id ? "same" : "conflict") : "created") as Status };
    });
    return { kind: "done", body: { results, ackedThrough: stored.size - 1 } };
  };
  return { stored, requests, send, store };
}

/** A clock whose pauses end only when told; storage patience (2 s) is never told. */
function handClock() {
  const asked: number[] = [];
  const wait: Wait = (ms) => {
    let wake = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (ms !== 2000) {
      asked.push(ms);
      setImmediate(wake);
    }
    return { over, wake };
  };
  return { asked, wait };
}

const away: Answer = () => ({ kind: "away", retryAfterMs: null });
const tooLarge: Answer = () => ({ kind: "tooLarge" });
const status =
  (value: Status): Answer =>
  (trials) => ({
    kind: "done",
    body: { results: trials.map(({ seq }) => ({ seq, status: value })), ackedThrough: -1 },
  });

function open(given: Partial<OutboxParts> & Pick<OutboxParts, "send">): Promise<Outbox> {
  let made = 0;
  const parts = { sessionId: "one", storage: memoryStorage(), nextSeq: 0, wait: handClock().wait, random: () => 0.5 };
  return Outbox.open({ ...parts, newId: () => `id-${made++}`, ...given });
}

const bodies = (trials: Iterable<TrialEnvelope>) => [...trials].map(({ body }) => body);

describe("the outbox", () => {
  test("numbers trials from 0 and empties itself into the server", async () => {
    const study = server();
    const outbox = await open({ send: study.send });
    for (const n of [1, 2, 3]) await outbox.add({ n });
    await outbox.drained();
    expect([...study.stored.keys()]).toEqual([0, 1, 2]);
    expect(bodies(study.stored.values())).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect([outbox.unsent, outbox.trialCount]).toEqual([0, 3]);
  });

  test("keeps a trial on the device before the server hears of it", async () => {
    const storage = memoryStorage();
    const kept: number[] = [];
    const send = async (trials: readonly TrialEnvelope[]): Promise<Reply<TrialsStored>> => {
      kept.push((await storage.trials("one")).length);
      return server().store(trials);
    };
    const outbox = await open({ storage, send });
    await outbox.add({ n: 1 });
    await outbox.drained();
    expect(kept).toEqual([1]);
    expect(await storage.trials("one")).toEqual([]);
  });

  test("takes a copy, so that later changes of the row are not sent", async () => {
    const study = server();
    const outbox = await open({ send: study.send });
    const row = { n: 1, presses: ["e"] };
    const taken = outbox.add(row);
    row.presses.push("i");
    await taken;
    await outbox.drained();
    expect(bodies(study.stored.values())).toEqual([{ n: 1, presses: ["e"] }]);
  });

  test("tries for ever while the study is away, and loses nothing", async () => {
    const study = server(Array.from({ length: 40 }, () => away));
    const clock = handClock();
    const outbox = await open({ send: study.send, wait: clock.wait });
    await outbox.add({ n: 1 });
    await outbox.drained();
    expect(bodies(study.stored.values())).toEqual([{ n: 1 }]);
    expect(clock.asked).toHaveLength(40);
    // Half of each cap: 400, 800, 1600, 3200, then 5000 ms.
    expect(clock.asked.slice(0, 6)).toEqual([200, 400, 800, 1600, 2500, 2500]);
  });

  test("comes back when the server says, at most a fifth later", async () => {
    const clock = handClock();
    const study = server([() => ({ kind: "away", retryAfterMs: 3000 })]);
    const outbox = await open({ send: study.send, wait: clock.wait });
    await outbox.add({ n: 1 });
    await outbox.drained();
    expect(clock.asked).toEqual([3300]);
  });

  test("does not send again what the server already had", async () => {
    const study = server([status("same")]);
    const outbox = await open({ send: study.send });
    await outbox.add({ n: 1 });
    await outbox.drained();
    expect(study.requests).toHaveLength(1);
  });

  test.each(["conflict", "invalid"] as const)("moves a trial that is %s to quarantine and goes on", async (verdict) => {
    const storage = memoryStorage();
    const study = server([status(verdict)]);
    const outbox = await open({ storage, send: study.send });
    await outbox.add({ n: 1 });
    await outbox.drained();
    await outbox.add({ n: 2 });
    await outbox.drained();
    const [held] = await storage.quarantined("one");
    expect(held?.trial.body).toEqual({ n: 1 });
    expect(held?.reason).toContain(verdict);
    expect(bodies(study.stored.values())).toEqual([{ n: 2 }]);
    expect(study.requests).toHaveLength(2);
  });

  test("sends less when a request was too large", async () => {
    const study = server([away, tooLarge]);
    const outbox = await open({ send: study.send });
    const adding = [1, 2, 3, 4, 5].map((n) => outbox.add({ n }));
    await Promise.all(adding);
    await outbox.drained();
    expect(study.requests.map((trials) => trials.length)).toEqual([1, 5, 2, 3]);
    expect(study.stored.size).toBe(5);
  });

  test("keeps a trial that is too large for any request, and says that it is missing", async () => {
    const storage = memoryStorage();
    const study = server([tooLarge]);
    const outbox = await open({ storage, send: study.send });
    await outbox.add({ picture: "x".repeat(2_000_000) });
    await outbox.drained();
    expect(bodies(study.stored.values())).toEqual([{ lost: "tooLarge" }]);
    expect((await storage.quarantined("one"))[0]?.trial.seq).toBe(0);
  });

  test("keeps such a trial itself, not what the server says of its stand-in", async () => {
    const storage = memoryStorage();
    const outbox = await open({ storage, send: server([tooLarge, status("invalid")]).send });
    await outbox.add({ picture: "huge" });
    await outbox.drained();
    expect((await storage.quarantined("one")).map(({ trial }) => trial.body)).toEqual([{ picture: "huge" }]);
  });

  test("never puts more into a request than it may carry", async () => {
    const study = server([away]);
    const outbox = await open({ send: study.send });
    const adding = Array.from({ length: 450 }, (_, n) => outbox.add({ n, text: "y".repeat(4000) }));
    await Promise.all(adding);
    await outbox.drained();
    const sizes = study.requests.map((trials) => new TextEncoder().encode(JSON.stringify({ trials })).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1024 * 1024);
    expect(Math.max(...study.requests.map((trials) => trials.length))).toBeLessThanOrEqual(200);
    expect(study.stored.size).toBe(450);
  });

  test("takes up what an earlier page left, under the same numbers and ids", async () => {
    const storage = memoryStorage();
    const never: OutboxParts["send"] = () => new Promise(() => undefined);
    const first = await open({ storage, send: never });
    await first.add({ n: 1 });
    await first.add({ n: 2 });
    first.close();
    const study = server();
    const second = await open({ storage, send: study.send, newId: () => "later" });
    await second.add({ n: 3 });
    await second.drained();
    expect([...study.stored.values()].map(({ seq, id }) => [seq, id])).toEqual([
      [0, "id-0"],
      [1, "id-1"],
      [2, "later"],
    ]);
  });

  test("goes on from memory when the browser refuses to keep anything", async () => {
    const refuse = () => Promise.reject(new Error("QuotaExceededError"));
    const storage: OutboxStorage = { ...memoryStorage(), keep: refuse, trials: refuse, remove: refuse };
    const study = server([away]);
    const outbox = await open({ storage, send: study.send });
    await outbox.add({ n: 1 });
    await outbox.drained();
    expect(outbox.isDurable).toBe(false);
    expect(bodies(study.stored.values())).toEqual([{ n: 1 }]);
  });

  test("stops at a refusal of the whole session and tells it once", async () => {
    const told: string[] = [];
    const study = server([() => ({ kind: "refused", code: "withdrawn", problem: {} })]);
    const outbox = await open({ send: study.send, onRefused: (code) => told.push(code) });
    await outbox.add({ n: 1 });
    await new Promise(setImmediate);
    await outbox.add({ n: 2 });
    await new Promise(setImmediate);
    expect(told).toEqual(["withdrawn"]);
    expect([study.requests.length, outbox.unsent]).toEqual([1, 2]);
  });

  test("declares trials lost that nobody has, and only those", async () => {
    const study = server([away]);
    const outbox = await open({ send: study.send, nextSeq: 2 });
    await outbox.add({ n: 3 });
    await outbox.declareLost([0, 1, 2]);
    await outbox.drained();
    expect([...study.stored].sort(([a], [b]) => a - b).map(([seq, { body }]) => [seq, body])).toEqual([
      [0, { lost: "notKept" }],
      [1, { lost: "notKept" }],
      [2, { n: 3 }],
    ]);
  });

  test("hands over at most 60 kB when the page goes away", async () => {
    const lives: [string, number][] = [];
    const send: OutboxParts["send"] = (trials, life) => {
      lives.push([life, new TextEncoder().encode(JSON.stringify({ trials })).length]);
      return new Promise(() => undefined);
    };
    const outbox = await open({ send });
    await Promise.all(Array.from({ length: 100 }, (_, n) => outbox.add({ n, text: "z".repeat(1000) })));
    void outbox.handOver();
    const [life, bytes] = lives.at(-1) ?? ["", 0];
    expect(life).toBe("keepalive");
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(60_000);
  });

  test("refuses a number that JSON would turn into null", async () => {
    const outbox = await open({ send: server().send });
    expect(() => outbox.add({ presses: [{ atMs: Number.NaN }] })).toThrow('"presses.0.atMs"');
    expect(outbox.trialCount).toBe(0);
  });

  test("delivers every trial exactly once, in order, whatever the network does", async () => {
    const verdict = fc.constantFrom("stored", "lostReply", "away", "tooLarge");
    await fc.assert(
      fc.asyncProperty(fc.array(verdict, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), async (fates, count) => {
        const study = server();
        const next = fates.values();
        const send = async (trials: readonly TrialEnvelope[]): Promise<Reply<TrialsStored>> => {
          const fate = next.next().value ?? "stored";
          if (fate === "tooLarge" && trials.length > 1) return { kind: "tooLarge" };
          if (fate === "away") return { kind: "away", retryAfterMs: null };
          const reply = study.store(trials);
          return fate === "lostReply" ? { kind: "away", retryAfterMs: null } : reply;
        };
        const outbox = await open({ send });
        for (let n = 0; n < count; n += 1) await outbox.add({ n });
        await outbox.drained();
        expect([...study.stored.values()].map(({ seq, body }) => [seq, body.n])).toEqual(
          Array.from({ length: count }, (_, n) => [n, n]),
        );
      }),
      { numRuns: 60 },
    );
  });
});
