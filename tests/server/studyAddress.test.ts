import fc from "fast-check";
import { expect, test } from "vitest";
import { meantAddress } from "../../server/resources/studyAddress.ts";

test.each([
  ...[
    "/s/shop.",
    "/s/shop,",
    "/s/shop).",
    "/s/shop/).",
    "/s/shop/%E2%80%8B",
    "//s/shop/",
    "/s/shop//",
    "/s/%3Cshop%3E",
  ],
  ...["/s/shop%22", "/s/shop%0A", "/S/shop/", "/s/shop%C2%A0", "/s/(shop)", "/s/shop%", "/s/shop%3F", "/s/shop\u2026/"],
  ...["/s/shop/%20", "/s/_shop_", "/s/shop%E2%80%9D", "/s/shop", "/s//shop/"],
])("%s was meant to be the study", (path) => expect(meantAddress(path)).toBe("/s/shop/"));

test.each([
  ...["/s/shop/", "/", "/s/", "/shop", "/s/shop/stimuli/a.png", "/s/7up", "/api/v1/studies/shop", "/s/a.b", "/my"],
  ...["/s/shop/../../etc/passwd", "/s/%2e%2e/", "//evil.example/s/shop", "/%5C%5Cevil.example"],
])("%s leads nowhere else", (path) => expect(meantAddress(path)).toBeNull());

test("never leads off this server, and never in a circle", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const meant = meantAddress(`/${text}`);
      return meant === null || (/^\/s\/[a-zA-Z][\w-]*\/$/.test(meant) && meantAddress(meant) === null);
    }),
  );
});
