import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Sentences of earlier versions that readers did not understand, or that said more than their number. */
const GONE = [
  "is not taking part now",
  "Mind:",
  "How it goes",
  "it no longer holds",
  "What the explained variation rests on",
  "What hangs on how the study was run",
  "What intentions foretell, and what was done",
  "ties shared) it is",
  "flatters itself",
  "carries more than the stated items",
  "no line leads from intention",
  "bent rather than straight",
  "off in the large",
  "buyer a person",
];

test("the sentences that readers did not understand are gone", () => {
  const files = ["analysis", "server", "experiments"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  const found = files
    .filter((file) => /\.(tsx?|ya?ml)$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(file, "utf8");
      return GONE.filter((sentence) => text.includes(sentence)).map((sentence) => `${file}: ${sentence}`);
    });
  expect(files.length).toBeGreaterThan(800);
  expect(found).toEqual([]);
});
