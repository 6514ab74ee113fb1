import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Problem } from "../../../experiments/contract/problem.ts";
import { jobRunner, type Work } from "../../../server/jobs/jobRunner.ts";
import { type OpenedStore, openStore } from "../../../server/store/openStore.ts";
import { type Places, placesOf, storeKinds } from "../stores.ts";

const soon = { timeout: 20_000 };

describe.each(storeKinds)("jobs that servers share, on a %s store", (kind) => {
  let places: Places;
  let opened: OpenedStore;
  let now = new Date("2026-03-01T10:00:00Z");

  beforeAll(async () => {
    places = await placesOf(kind);
    opened = await openStore({ ...(await places.fresh()), now: () => now }, "work");
  });

  afterAll(async () => {
    await opened?.close();
    await places?.clear();
  });

  const ask = (what: string) =>
    opened.store.jobs.ask({ studyId: "tea", kind: what, input: { revision: 1 }, askedBy: "ada" });
  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
    return now;
  };

  test("ten servers that look at once take three jobs, each one once, the oldest first", async () => {
    const { jobs } = opened.store;
    const asked: string[] = [];
    for (const what of ["a", "b", "c"]) {
      asked.push((await ask(what)).id);
      later(1);
    }
    const taken = await Promise.all(Array.from({ length: 10 }, (_, at) => jobs.take(`server ${at}`, new Date(0))));
    const got = taken.flatMap((job) => job?.id ?? []);
    expect(new Set(got)).toEqual(new Set(asked));
    expect(got).toHaveLength(3);
    for (const [at, job] of taken.entries()) {
      if (job) await jobs.end(job.id, `server ${at}`, { reason: "over" });
    }
  });

  test("a job of a server that is gone is taken up by another, and the first can end it no more", async () => {
    const { jobs } = opened.store;
    const { id } = await ask("long");
    expect((await jobs.take("first", new Date(0)))?.id).toBe(id);
    later(20);
    expect(await jobs.beat(id, "first", { done: 3, total: 10 })).toBe(true);
    expect(await jobs.take("second", later(5))).toMatchObject({ id, state: "running" });
    expect(await jobs.beat(id, "first", { done: 9, total: 10 })).toBe(false);
    expect(await jobs.end(id, "first", { reason: "late" })).toBe(false);
    const made = { bytes: new Uint8Array([1, 2, 3]), type: "text/plain" };
    expect(await jobs.end(id, "second", { made })).toBe(true);
    expect(await jobs.result("tea", id)).toEqual({ bytes: expect.anything(), type: "text/plain" });
    expect([...((await jobs.result("tea", id))?.bytes ?? [])]).toEqual([1, 2, 3]);
    expect(await jobs.result("coffee", id)).toBeUndefined();
    expect(await jobs.cancel("tea", id)).toBe(false);
    expect(await jobs.take("third", later(1000))).toBeUndefined();
  });

  test("a runner does what is asked, tells why it failed in words, and stops what nobody wants any more", async () => {
    const failures: unknown[] = [];
    const works: Readonly<Record<string, Work>> = {
      good: async () => ({ bytes: Buffer.from("made"), type: "text/plain" }),
      refused: async () => {
        throw new Problem({ code: "not-analysable", detail: "Nobody bought.", todo: "Wait." });
      },
      ours: async () => {
        throw new RangeError("a mistake");
      },
      endless: (_job, { signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("stopped")))),
    };
    const { store } = opened;
    const onFailure = (error: unknown) => void failures.push(error);
    const runner = jobRunner({ store, works, now: () => now, onFailure, turnMs: 15 });
    const ids: string[] = [];
    for (const what of ["good", "refused", "ours", "unknown", "endless"]) {
      ids.push((await ask(what)).id);
      later(1);
    }
    runner.lookSoon();
    const endless = ids.at(-1) ?? "";
    const state = async (id: string) => (await store.jobs.get("tea", id))?.state;
    await expect.poll(() => state(endless), soon).toBe("running");
    expect(await store.jobs.cancel("tea", endless)).toBe(true);
    const after = await ask("good");
    await expect.poll(() => state(after.id), soon).toBe("done");
    const told = await Promise.all(ids.map(async (id) => (await store.jobs.get("tea", id))?.reason));
    expect(told).toEqual([
      null,
      "Nobody bought. Wait.",
      "Saydo made a mistake here. The server's log says more.",
      'This server does not know how to do "unknown".',
      null,
    ]);
    expect(await state(endless)).toBe("cancelled");
    expect(failures).toEqual([new RangeError("a mistake")]);
    const last = await ask("endless");
    await expect.poll(() => state(last.id), soon).toBe("running");
    await runner.close();
    // Another server, or this one after its restart, takes it up.
    expect(await state(last.id)).toBe("running");
  });
});
