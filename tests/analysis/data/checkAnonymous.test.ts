import { describe, expect, test } from "vitest";
import { checkAnonymous } from "../../../analysis/data/checkAnonymous.ts";
import { readDataTable } from "../readDataTable.ts";

const check = (text: string) => checkAnonymous("data.csv", readDataTable("data.csv", text));

describe("a table a kept model is applied to", () => {
  test("may hold keys, scores and outcomes", () => {
    expect(() => check("participant_id,dscore,bought\nP-7f2a,0.31,1\nP-88c0,-0.2,0\n")).not.toThrow();
  });

  test.each([
    ["a column of e-mail addresses, whatever its name", "code,dscore\n17,0.1\nann@example.org,0.3\n", 3],
    ["a column named for who people are", "full_name,dscore\nAnn,0.3\n", 1],
    ["a panel's own ids", "panelId,dscore\n5f,0.3\n", 1],
  ])("is refused with %s", (_, text, line) => {
    expect(() => check(text)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ code: "table-invalid", line }) }),
    );
  });
});
