import { expect, test } from "vitest";
import { sentence } from "../../server/console/sentence.ts";

test.each([
  ["This is not valid YAML: Map keys must be unique", "This is not valid YAML: Map keys must be unique."],
  ["The file is empty.", "The file is empty."],
  ["Is this the right key?", "Is this the right key?"],
  ['It said "no."', 'It said "no."'],
])("%s is followed by the next sentence as %s", (text, whole) => {
  expect(sentence(text)).toBe(whole);
});
