import fc from "fast-check";
import { expect, test } from "vitest";
import { type Claim, fairQueue } from "../../../server/ingest/fairQueue.ts";

type One = Claim & { readonly name: string };

const one = (studyId: string, name: string, change: Partial<Claim> = {}): One => {
  return { studyId, name, sender: `${studyId} ${name}`, rows: 1, ...change };
};
const names = (taken: readonly One[]) => taken.map(({ name }) => name).join(" ");

test("a study alone has the whole queue, in the order of arrival", () => {
  const queue = fairQueue<One>({ most: 3, mostOfSender: 3 });
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => one("coffee", name));
  expect([a, b, c, d].map((each) => each && queue.add(each))).toEqual([undefined, undefined, undefined, d]);
  expect(queue.length).toBe(3);
  expect(names(queue.take(2))).toBe("a b");
  expect(names(queue.take(2))).toBe("c");
  expect(queue.length).toBe(0);
});

test("a study that comes later is served in turn, not after those who came before", () => {
  const queue = fairQueue<One>({ most: 100, mostOfSender: 100 });
  for (const name of ["a", "b", "c", "d"]) queue.add(one("flood", name));
  for (const name of ["1", "2"]) queue.add(one("quiet", name));
  expect(names(queue.take(6))).toBe("a 1 b 2 c d");
});

test("shares are of rows, so that long requests buy nothing", () => {
  const queue = fairQueue<One>({ most: 100, mostOfSender: 100 });
  for (const name of ["a", "b", "c"]) queue.add(one("flood", name, { rows: 3 }));
  for (const name of ["1", "2", "3", "4"]) queue.add(one("quiet", name));
  expect(names(queue.take(7))).toBe("a 1 2 3");
  expect(names(queue.take(7))).toBe("b 4 c");
});

test("a study that stayed away has saved nothing up", () => {
  const queue = fairQueue<One>({ most: 100, mostOfSender: 100 });
  queue.add(one("quiet", "1"));
  for (const name of ["a", "b", "c", "d", "e"]) queue.add(one("flood", name));
  expect(names(queue.take(4))).toBe("1 a b c");
  for (const name of ["2", "3"]) queue.add(one("quiet", name));
  expect(names(queue.take(4))).toBe("2 d 3 e");
});

test("what is larger than a commit goes alone", () => {
  const queue = fairQueue<One>({ most: 100, mostOfSender: 100 });
  queue.add(one("coffee", "large", { rows: 900 }));
  queue.add(one("coffee", "small"));
  expect(names(queue.take(500))).toBe("large");
  expect(names(queue.take(500))).toBe("small");
});

test("when the queue is full the newest of the study that holds most makes room", () => {
  const queue = fairQueue<One>({ most: 4, mostOfSender: 4 });
  for (const name of ["a", "b", "c", "d"]) queue.add(one("flood", name));
  expect(queue.add(one("quiet", "1"))?.name).toBe("d");
  expect(queue.add(one("quiet", "2"))?.name).toBe("c");
  expect(queue.add(one("quiet", "3"))?.name).toBe("3");
  expect(queue.add(one("flood", "e"))?.name).toBe("e");
  expect(names(queue.take(4))).toBe("a 1 b 2");
});

test("one sender holds its own part of the queue only, and has it back once it is served", () => {
  const queue = fairQueue<One>({ most: 10, mostOfSender: 2 });
  const mine = ["a", "b", "c"].map((name) => one("coffee", name, { sender: "me" }));
  expect(mine.map((each) => queue.add(each)?.name)).toEqual([undefined, undefined, "c"]);
  expect(queue.add(one("coffee", "d"))).toBeUndefined();
  expect(names(queue.take(1))).toBe("a");
  expect(mine[2] && queue.add(mine[2])).toBeUndefined();
});

const studies = ["coffee", "tea", "cocoa"];
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      studyId: fc.constantFrom(...studies),
      sender: fc.constantFrom("p", "q"),
      rows: fc.integer({ min: 0, max: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 10 }) },
);

test("whatever comes: nothing is lost or served twice, bounds hold, and each study keeps its order", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const [most, mostOfSender] = [8, 3];
      const queue = fairQueue<One>({ most, mostOfSender });
      const [added, gone, served]: [One[], One[], One[]] = [[], [], []];
      for (const [place, now] of steps.entries()) {
        if (typeof now === "number") {
          served.push(...queue.take(now));
          continue;
        }
        const next = { ...now, sender: `${now.studyId} ${now.sender}`, name: String(place) };
        added.push(next);
        const pushedOut = queue.add(next);
        if (pushedOut) gone.push(pushedOut);
        expect(queue.length).toBeLessThanOrEqual(most);
        const waiting = added.filter((each) => !gone.includes(each) && !served.includes(each));
        expect(waiting).toHaveLength(queue.length);
        expect(waiting.filter(({ sender }) => sender === next.sender).length).toBeLessThanOrEqual(mostOfSender);
      }
      while (queue.length > 0) served.push(...queue.take(1));
      expect(queue.studies).toBe(0);
      expect(new Set([...served, ...gone]).size).toBe(added.length);
      expect(served.length + gone.length).toBe(added.length);
      for (const study of studies) {
        const places = served.filter(({ studyId }) => studyId === study).map(({ name }) => Number(name));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }
    }),
  );
});

test("while two studies wait, neither gets more rows than the other by more than one request", () => {
  const rows = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(rows, rows, fc.integer({ min: 1, max: 30 }), (ours, theirs, most) => {
      const queue = fairQueue<One>({ most: 100, mostOfSender: 100 });
      for (const [place, count] of ours.entries()) queue.add(one("ours", String(place), { rows: count }));
      for (const [place, count] of theirs.entries()) queue.add(one("theirs", String(place), { rows: count }));
      const had = { ours: 0, theirs: 0 };
      const left = { ours: 20, theirs: 20 };
      while (left.ours > 0 && left.theirs > 0) {
        for (const { studyId, rows: count } of queue.take(most)) {
          const which = studyId === "ours" ? "ours" : "theirs";
          had[which] += count;
          left[which] -= 1;
          if (left.ours === 0 || left.theirs === 0) return;
          expect(Math.abs(had.ours - had.theirs)).toBeLessThanOrEqual(9);
        }
      }
    }),
  );
});
