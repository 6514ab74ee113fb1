import { expect, test } from "vitest";
import { pacedRefusals } from "../../../server/ingest/pacedRefusals.ts";

test("refusals are told in their order, a few at a time, none forgotten", async () => {
  const told: number[] = [];
  const { tell } = pacedRefusals({ perTick: 3, tickMs: 1, most: 100 });
  await new Promise<void>((resolve) => {
    for (let place = 0; place < 10; place += 1) {
      tell(() => {
        told.push(place);
        if (place === 9) resolve();
      });
    }
    expect(told).toEqual([]);
  });
  expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("when too many are held back the oldest is told at once", async () => {
  const told: number[] = [];
  const { tell } = pacedRefusals({ perTick: 1, tickMs: 1, most: 2 });
  await new Promise<void>((resolve) => {
    for (let place = 0; place < 4; place += 1) {
      tell(() => {
        told.push(place);
        if (place === 3) resolve();
      });
    }
    expect(told).toEqual([0, 1]);
  });
  expect(told).toEqual([0, 1, 2, 3]);
});
