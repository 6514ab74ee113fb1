import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { writeReaders } from "../../../analysis/data/readers/writeReaders.ts";
import { codebook } from "../../../analysis/data/scoring/codebook.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-readers-"));
const columns = [
  "participant_id",
  "instance",
  "received_at",
  "is_correct",
  "latency_ms",
  "score",
  "value",
  "device_browser",
];
const numbers = [0.1, 1 / 3, 612.3000000000001, -5e-324, 1.7976931348623157e308, 9007199254740992, -0.018268217, 42];
const moments = ["2026-03-01T10:00:00.123Z", "2026-03-29T01:30:00.000Z"];
const texts = ["007", "NA", 'say "yes"', "two\nlines", "a,b", "Größe", "1e5", "TRUE"];
const rows = numbers.map((number, at) => [
  `P-${at}`,
  texts[at] ?? "",
  moments[at % 2] ?? "",
  at === 3 ? "" : String(at % 2),
  String(number),
  at === 5 ? "" : String(number),
  texts.at(-1 - at) ?? "",
  "",
]);

beforeAll(async () => {
  writeFileSync(join(folder, "trials.csv"), stringify([columns, ...rows]));
  await writeReaders(folder, codebook({ "trials.csv": columns }, { instances: [], factors: [] }));
});

/** Every cell as the reader has it, in one JSON: numbers with all their digits, times in ms. */
type Read = Readonly<Record<string, readonly (string | number | null)[]>>;
const isMissing = (program: string) => spawnSync(program, ["--version"]).error !== undefined;

function checkRead(read: Read): void {
  const column = (place: number) => rows.map((cells) => cells[place] || null);
  expect(read["participant_id"]).toEqual(column(0));
  expect(read["instance"]).toEqual(column(1));
  expect(read["received_at"]).toEqual(column(2).map((text) => Date.parse(text ?? "")));
  expect(read["is_correct"]).toEqual(column(3).map((text) => (text === null ? null : Number(text))));
  for (const [name, place] of [
    ["latency_ms", 4],
    ["score", 5],
  ] as const) {
    expect(read[name]?.map((text) => (text === null ? null : Number(text)))).toEqual(
      column(place).map((text) => (text === null ? null : Number(text))),
    );
  }
  expect(read["value"]).toEqual(column(6));
  expect(read["device_browser"]).toEqual(column(7));
}

describe("the reader scripts beside an export give every cell as it was written", () => {
  test.skipIf(isMissing("Rscript"))("read.R", () => {
    const script = `source("read.R")
      out <- lapply(trials, function(x) {
        attributes(x)$label <- NULL
        if (inherits(x, "POSIXct")) return(round(as.numeric(x) * 1000))
        x <- as.vector(x)
        if (is.double(x)) ifelse(is.na(x), NA, sprintf("%.17g", x)) else x
      })
      quote <- function(x) ifelse(is.na(x), "null", if (is.numeric(x)) format(x, digits = 15, trim = TRUE) else encodeString(x, quote = '"'))
      cat("{", paste0('"', names(out), '":[', vapply(out, function(x) paste(quote(x), collapse = ","), ""), "]", collapse = ","), "}")
      stopifnot(attr(trials$latency_ms, "label") == "Onset to the response that ended the trial")
      stopifnot(attr(trials$received_at, "tzone") == "UTC")`;
    const { stdout, stderr, status } = spawnSync("Rscript", ["-e", script], { cwd: folder, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    checkRead(JSON.parse(stdout));
  });

  test.skipIf(isMissing("python3"))("read.py", () => {
    const script = `import json, read
rows = read.table("trials")
def shown(cell):
    if hasattr(cell, "timestamp"):
        assert cell.utcoffset().total_seconds() == 0
        return round(cell.timestamp() * 1000)
    return repr(cell) if isinstance(cell, float) else cell
def column(name):
    cells = [shown(row[name]) for row in rows]
    return [None if cell is None else str(cell) for cell in cells] if read.TYPES["trials"][name] == "number" else cells
print(json.dumps({name: column(name) for name in read.TYPES["trials"]}))
assert read.LABELS["trials"]["latency_ms"] == "Onset to the response that ended the trial"`;
    const { stdout, stderr, status } = spawnSync("python3", ["-c", script], { cwd: folder, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    checkRead(JSON.parse(stdout));
  });

  test.skipIf(isMissing("Rscript"))("read.R stops at a cell of another type", () => {
    const broken = mkdtempSync(join(tmpdir(), "saydo-readers-"));
    writeFileSync(join(broken, "trials.csv"), stringify([columns, rows[0]?.with(4, "fast") ?? []]));
    writeFileSync(join(broken, "read.R"), readFileSync(join(folder, "read.R")));
    const { status, stderr } = spawnSync("Rscript", ["read.R"], { cwd: broken, encoding: "utf8" });
    expect(status).not.toBe(0);
    expect(stderr).toContain("'fast'");
  });
});

test("SPSS and Stata are given every column with its type and label", () => {
  const spss = readFileSync(join(folder, "read.sps"), "utf8");
  expect(spss).toContain("  latency_ms F24.0");
  expect(spss).toContain("  latency_ms 'Onset to the response that ended the trial'");
  expect(spss).toContain("VALUE LABELS is_correct 0 'no' 1 'yes'.");
  const stata = readFileSync(join(folder, "read.do"), "utf8");
  expect(stata).toContain("destring latency_ms, replace");
  expect(stata).toContain('label variable latency_ms `"Onset to the response that ended the trial"\'');
  expect(stata).toContain('generate double saydo_moment = clock(received_at, "YMD#hms#")');
});
