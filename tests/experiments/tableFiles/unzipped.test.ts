import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { unzipped } from "../../../experiments/tableFiles/unzipped.ts";

const limits = { files: 10, bytes: 100_000 };
const all = () => true;

describe("a ZIP archive", () => {
  test("gives back whatever was packed, stored or deflated, and only what is wanted", () => {
    const names = fc.stringMatching(/^[\p{L}\d/. _-]{1,20}$/u).filter((name) => !/\/$|^__proto__$/.test(name));
    const content = fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constant(new Uint8Array(2000)));
    const archives = fc.dictionary(names, content, { maxKeys: 5, noNullPrototype: true });
    fc.assert(
      fc.property(archives, fc.constantFrom(0 as const, 9 as const), (files, level) => {
        const read = unzipped(zipSync(files, { level }), all, limits);
        expect(read).toEqual({ files: new Map(Object.entries(files).map(([name, one]) => [name, Buffer.from(one)])) });
      }),
      { numRuns: 25 },
    );
    const two = zipSync({ a: new Uint8Array([1]), b: new Uint8Array([2]) });
    expect(unzipped(two, (path) => path === "b", limits)).toEqual({ files: new Map([["b", Buffer.from([2])]]) });
  });

  test("that is cut off anywhere, or has another byte anywhere, gives what it holds or is damaged: nothing is thrown", () => {
    const zip = zipSync({ "a.txt": new Uint8Array(50), "b.txt": new Uint8Array([7]) });
    for (let at = 0; at < zip.length; at += 1) {
      expect(unzipped(zip.slice(0, at), all, limits)).toEqual({ fault: "damaged" });
      for (const byte of [0, 0xff]) {
        const changed = zip.slice();
        changed[at] = byte;
        expect(() => unzipped(changed, all, limits)).not.toThrow();
      }
    }
  });

  test("with too many files, or too much in them, is too large", () => {
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [String(at), new Uint8Array(1)]));
    expect(unzipped(zipSync(many), all, limits)).toEqual({ fault: "too large" });
    const much = { a: new Uint8Array(60_000), b: new Uint8Array(60_000) };
    expect(unzipped(zipSync(much), all, limits)).toEqual({ fault: "too large" });
    expect(unzipped(zipSync(much), (path) => path === "a", limits)).toHaveProperty("files");
  });
});
