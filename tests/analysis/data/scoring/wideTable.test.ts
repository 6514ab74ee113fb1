import { expect, test } from "vitest";
import { wideTable } from "../../../../analysis/data/scoring/wideTable.ts";

test("participants of a study with arms say who was asked what", () => {
  const arms = ["none", "stated", "implicit", "both"];
  const sessions = arms.map((arm, n) => ({ participant_id: `P${n}`, assignment: JSON.stringify({ arm }) }));
  const rows = wideTable({ sessions, outcomes: [], scored: [], instances: [] });
  expect(rows.map(({ arm, asked_stated, asked_implicit }) => [arm, asked_stated, asked_implicit])).toEqual([
    ["none", "0", "0"],
    ["stated", "1", "0"],
    ["implicit", "0", "1"],
    ["both", "1", "1"],
  ]);
});

test("participants of a study without arms have no such columns", () => {
  const sessions = [{ participant_id: "P0", assignment: JSON.stringify({ partOrder: "statedFirst" }) }];
  const [row] = wideTable({ sessions, outcomes: [], scored: [], instances: [] });
  expect(Object.keys(row ?? {})).not.toContain("asked_stated");
});
