import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { statisticsProofs } from "../prove/statistics/proofs.ts";
import { recoveryProofs } from "../prove/support/recoveryProof.ts";

const page = readFileSync("docs/simulations.md", "utf8");
const rows = page.split("\n").filter((line) => /^\| [A-Z]\d+ \|/.test(line));
const cellsOf = (row: string) => row.split("|").map((cell) => cell.trim());
const known = [...statisticsProofs, ...recoveryProofs].map(({ id }) => id);

test("docs/simulations.md has one row for every simulation that can be run, and for no other", () => {
  expect(rows.map((row) => cellsOf(row)[1])).toEqual(known);
});

test("docs/simulations.md gives each row the command that repeats it, and figures", () => {
  for (const row of rows) {
    const [, id, promise, command, figures] = cellsOf(row);
    expect(command).toContain(`npm run prove -- ${id} --seed 1`);
    expect(promise).not.toBe("");
    expect(figures).toMatch(/\d/);
  }
});

test("docs/simulations.md names no proof that does not exist", () => {
  const named = [...page.matchAll(/prove -- ([A-Z]\d+)/g)].map(([, id]) => id);
  expect(named.filter((id) => !known.includes(id ?? ""))).toEqual([]);
});
