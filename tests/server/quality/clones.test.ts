import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cloneScreen } from "../../../server/quality/clones.ts";
import type { StoredTrial } from "../../../server/store/store.ts";
import { manners, replayOf, sessionOf, storedTrials } from "../../prove/support/respondents.ts";

function likenesses(sessions: Readonly<Record<string, readonly StoredTrial[]>>): ReadonlyMap<string, number> {
  const screen = cloneScreen();
  for (const [id, trials] of Object.entries(sessions)) screen.add(id, trials);
  return screen.found();
}
const people = Array.from({ length: 200 }, (_, seed) => sessionOf(manners.honest, seed));

describe("the screen for clones", () => {
  test("finds a recording and its exact copy, and says that they are the same", () => {
    const [one = [], other = []] = people;
    const found = likenesses({ one, other, copy: replayOf(one, 0, 1) });
    expect([...found.keys()].toSorted()).toEqual(["copy", "one"]);
    expect(found.get("copy")).toBeCloseTo(1, 5);
  });

  test("finds nobody among people who only do the same task", () => {
    expect(likenesses(Object.fromEntries(people.map((trials, place) => [`${place}`, trials]))).size).toBe(0);
  });

  test("finds every copy wherever it comes, and nobody else, whatever the order", () => {
    const one = fc.integer({ min: 0, max: people.length - 1 });
    fc.assert(
      fc.property(one, fc.shuffledSubarray(people.map((_, place) => place)), (recorded, order) => {
        const names = [...new Set([recorded, ...order])];
        const sessions = Object.fromEntries(names.map((place) => [`p${place}`, people[place] ?? []]));
        const found = likenesses({ copy: replayOf(people[recorded] ?? [], 0, 1), ...sessions });
        expect([...found.keys()].toSorted()).toEqual(["copy", `p${recorded}`].toSorted());
      }),
      { numRuns: 20 },
    );
  });

  test("does not judge tasks of forty trials or fewer, nor latencies that never change", () => {
    const task = (count: number, ms: (at: number) => number) =>
      storedTrials(Array.from({ length: count }, (_, at) => ({ isCorrect: true, latencyMs: ms(at) })));
    const varied = task(40, (at) => 500 + ((at * 37) % 100));
    const even = task(90, () => 650);
    expect(likenesses({ varied, again: varied, even, evenToo: even }).size).toBe(0);
  });

  test("passes over trials without a press", () => {
    const [one = []] = people;
    const gone = one.map((trial, at) =>
      at % 9 > 0 ? trial : { ...trial, body: { ...trial.body, latencyMs: null, firstLatencyMs: null } },
    );
    const found = likenesses({ gone, copy: gone });
    expect([...found.keys()].toSorted()).toEqual(["copy", "gone"]);
  });
});
