import { expect, test } from "vitest";
import { b5 } from "./b5.ts";

// B1, B3, B4, B8 and B9 need a browser and minutes; tests/journeys shows the same of shorter runs.
test(`B5: ${b5.promise}`, async () => {
  const { isMet, figures } = await b5.run({ seed: 1, scale: "short" });
  expect(isMet, JSON.stringify(figures)).toBe(true);
});
