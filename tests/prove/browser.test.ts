import { expect, test } from "vitest";
import { tooLargeIsKept } from "./delivered/tooLargeIsKept.ts";

// B1, B3, B4, B8 and B9 need a browser and minutes; tests/journeys shows the same of shorter runs.
test(`B5: ${tooLargeIsKept.promise}`, async () => {
  const { isMet, figures } = await tooLargeIsKept.run({ seed: 1, scale: "short" });
  expect(isMet, JSON.stringify(figures)).toBe(true);
});
