import fc from "fast-check";
import { expect, test } from "vitest";
import { elementSpans, isDeeper, memberSpan } from "../../../server/ingest/jsonText.ts";

const cut = (text: string, span: { from: number; to: number } | undefined) => span && text.slice(span.from, span.to);

test("finds a member's value byte for byte, white space and number spelling included", () => {
  const text = '{ "a" : 1.50e0 , "body" : { "x" : [ 1 , "}" ] } }';
  expect(cut(text, memberSpan(text, 0, "body"))).toBe('{ "x" : [ 1 , "}" ] }');
  expect(cut(text, memberSpan(text, 0, "a"))).toBe("1.50e0");
  expect(memberSpan(text, 0, "x")).toBeUndefined();
});

test("takes the last of members with one name, as JSON.parse does, however the name is spelt", () => {
  const text = '{"body":1,"b\\u006fdy":2}';
  expect(cut(text, memberSpan(text, 0, "body"))).toBe("2");
});

test("is not misled by quotes and brackets inside strings", () => {
  const text = '["\\"]", "\\\\", "[{", {}, []]';
  expect(elementSpans(text, 0).map((span) => cut(text, span))).toEqual(['"\\"]"', '"\\\\"', '"[{"', "{}", "[]"]);
});

test("cuts any JSON list into texts that parse to its elements", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, "\t"), (list, indent) => {
      const text = JSON.stringify(list, null, indent);
      expect(elementSpans(text, 0).map((span) => JSON.parse(text.slice(span.from, span.to)))).toEqual(JSON.parse(text));
    }),
  );
});

test("finds every member of any JSON object", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 6 }), (object) => {
      const text = JSON.stringify(object);
      const parsed: Record<string, unknown> = JSON.parse(text);
      for (const [name, value] of Object.entries(parsed)) {
        expect(JSON.parse(cut(text, memberSpan(text, 0, name)) ?? "")).toEqual(value);
      }
    }),
  );
});

test("says whether values stand inside one another too deep", () => {
  expect(isDeeper(1, 0)).toBe(false);
  const three = JSON.parse('{"a":[{"b":"[[["}]}');
  expect(isDeeper(three, 3)).toBe(false);
  expect(isDeeper(three, 2)).toBe(true);
});
