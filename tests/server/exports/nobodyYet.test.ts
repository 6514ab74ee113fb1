import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runReport } from "../../../analysis/commands/report.ts";
import { runScoreExport } from "../../../analysis/commands/scoreExport.ts";
import { runExport, startServer } from "../../../server/main.ts";
import { coffeeStudy } from "../coffeeStudy.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-nobody-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a study in which nobody has taken part yet is exported: its tables have a header and no row", async () => {
  const data = join(folder, "data");
  const server = await startServer({ data, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
  await server.close();
  const out = join(folder, "export");
  await runExport({ data, study: "coffee-brands", format: "csv", out, addScores: (dir) => runScoreExport({ dir }) });
  for (const table of ["trials.csv", "answers.csv", "sessions.csv", "scores.csv"]) {
    expect(readFileSync(join(out, table), "utf8").trimEnd().split("\n"), table).toHaveLength(1);
  }
  expect(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"))).toMatchObject({ scoring: [] });
  await expect(
    runReport({ dir: out, html: join(folder, "report.html"), madeAt: "2026-12-01T00:00:00Z" }),
  ).rejects.toThrow("Nobody has taken part in coffee-brands yet.");
});
