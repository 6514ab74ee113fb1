import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { browserProofs } from "../prove/browserProofs.ts";
import { proofs } from "../prove/proofs.ts";
import { proofs as everyProof } from "../prove/registry.ts";

const page = readFileSync("docs/promises.md", "utf8");
const rows = page.split("\n").filter((line) => /^\| [A-I]\d/.test(line));
const proved = [...page.matchAll(/`npm run prove -- ([A-Z]\d+)/g)].map(([, id = ""]) => id);

describe("docs/promises.md", () => {
  test("names commands that there are", () => {
    const known = new Set(everyProof.map(({ id }) => id));
    expect(proved.length).toBeGreaterThan(30);
    expect(proved.filter((id) => !known.has(id))).toEqual([]);
  });

  test("names files that there are", () => {
    const named = [...page.matchAll(/`((?:tests|docs|server)\/[\w./-]+)`/g)].map(([, file = ""]) => file);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });

  test("lists every proof of the server and of the participant's browser, each in a row of its own with a figure", () => {
    expect([...proofs, ...browserProofs].map(({ id }) => id).filter((id) => !proved.includes(id))).toEqual([]);
    const cells = rows.map((row) => row.split("|").map((cell) => cell.trim()));
    expect(cells.filter(([, , promise, proof, figure]) => !promise || !proof || !figure)).toEqual([]);
    const ids = cells.map(([, id = ""]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });
});
