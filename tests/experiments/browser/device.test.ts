import { expect, test } from "vitest";
import { browserFamily } from "../../../experiments/browser/arrival/device.ts";
import { imagesIn } from "../../../experiments/browser/arrival/preload.ts";
import { randomUuid } from "../../../experiments/browser/session/uuid.ts";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/156.0.0.0 Safari/537.36`, "Chromium 156"],
  [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.1.2`, "Edge 140"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox 143"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5) AppleWebKit/605.1.15 (KHTML) Version/18.5 Mobile/15E148 Safari/604.1",
    "Safari 18",
  ],
  ["curl/8.5", "other"],
])("keeps of the browser's name %s only %s", (userAgent, family) => {
  expect(browserFamily(userAgent)).toBe(family);
});

test("finds every picture a study names, at whatever depth", () => {
  const study = {
    products: [{ id: "a", image: "a.svg" }],
    flow: [{ measures: [{ focal: { stimuli: [{ image: "b.png" }, "word"] } }] }],
  };
  expect(imagesIn(study)).toEqual(["a.svg", "b.png"]);
});

test("makes UUIDs of version 4 without a secure page", () => {
  expect(randomUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(Array.from({ length: 1000 }, randomUuid)).size).toBe(1000);
});
