import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { spssScript } from "../../../analysis/data/readers/spssScript.ts";
import { stataScript } from "../../../analysis/data/readers/stataScript.ts";
import { writeReaders } from "../../../analysis/data/readers/writeReaders.ts";
import { codebook } from "../../../analysis/data/scoring/codebook.ts";
import { openTable } from "../../../experiments/tableFiles/openTable.ts";
import { fileOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";

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

describe("read.sps, run by PSPP", () => {
  test.skipIf(isMissing("pspp"))("gives every cell of every table, labels and moments", async () => {
    const own = mkdtempSync(join(tmpdir(), "saydo-readers-"));
    // SPSS cannot read a line end inside a cell, and knows no number so near to 0; read.sps says the first.
    const readable = rows.filter((cells) => !cells.some((cell) => cell.includes("\n") || cell.includes("e-324")));
    writeFileSync(join(own, "trials.csv"), stringify([columns, ...readable]));
    writeFileSync(join(own, "sessions.csv"), "participant_id,instance\nP-1,x\n");
    const files = { "trials.csv": columns, "sessions.csv": ["participant_id", "instance"] };
    await writeReaders(own, codebook(files, { instances: [], factors: [] }));
    const lines = ["INSERT FILE='read.sps'.", "DATASET ACTIVATE trials.", "SAVE OUTFILE='trials.sav'."];
    writeFileSync(join(own, "run.sps"), [...lines, "DATASET ACTIVATE sessions.", "DISPLAY DICTIONARY."].join("\n"));
    const { status, stdout, stderr } = spawnSync("pspp", ["-O", "format=txt", "run.sps"], {
      cwd: own,
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).not.toMatch(/error|warning/i);
    // The dictionary of the second table, whose cells are as wide as its columns.
    expect(stdout).toMatch(/\|instance +\| +2\|Which/);
    const [header = [], ...cells] = await savCells(join(own, "trials.sav"));
    expect(cells).toHaveLength(readable.length);
    const column = (name: string) => cells.map((row) => row[header.indexOf(name)] ?? "");
    for (const [place, name] of columns.entries()) {
      const expected = readable.map((row) => row[place] ?? "");
      const isNumber = ["is_correct", "latency_ms", "score"].includes(name);
      if (isNumber) expect(column(name).map(Number)).toEqual(expected.map(Number));
      else expect(column(name)).toEqual(expected);
    }
    // SPSS counts seconds from 14 October 1582.
    const seconds = (moment: string) => (Date.parse(moment) - Date.UTC(1582, 9, 14)) / 1000;
    expect(column("received_at_utc").map(Number)).toEqual(readable.map((row) => seconds(row[2] ?? "")));
    expect(column("is_correct_label")[0]).toBe("no");
  });
});

/** The rows of an SPSS file, the first of them its names. */
async function savCells(file: string): Promise<readonly (readonly string[])[]> {
  const { chunks } = await openTable(fileOrigin(file));
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const read: string[][] = parse(Buffer.concat(parts));
  return read;
}

test("SPSS and Stata are given every column with its type and label", () => {
  const spss = readFileSync(join(folder, "read.sps"), "utf8");
  expect(spss).toContain("  latency_ms F24.0");
  expect(spss).toContain("  latency_ms 'Onset to the response that ended the trial'");
  expect(spss).toContain("VALUE LABELS is_correct 0 'no' 1 'yes'.");
  const stata = readFileSync(join(folder, "read.do"), "utf8");
  expect(stata).toContain("destring latency_ms, replace");
  expect(stata).toContain('label variable latency_ms `"Onset to the response that ended the trial"\'');
  expect(stata).toContain('generate double saydo_moment = clock(received_at, "YMD#hms#"), after(received_at)');
});

// Stata is not run here: what its manuals say of each statement is held by the text.
test("read.do reads commas alone, into frames that have labels of their own, and stops at what it cannot read", () => {
  const text = stataScript([
    {
      name: "sessions",
      columns: [
        { name: "started_at", type: "moment", label: "When" },
        { name: "is_simulated", type: "flag", label: 'Whether "nobody" sat there, for $5 or `x\'\n' },
      ],
    },
  ]);
  expect(text).toBe(`* Reads the tables of this export, each into a frame: run it in its folder (cd "folder").
* An empty cell is missing, 0 is a value, flags are 1 and 0, times are UTC. A cell of another type stops with an error.
version 16

capture frame drop sessions
frame create sessions
frame sessions {
  import delimited using "sessions.csv", clear delimiters(",") varnames(nonames) rowrange(2) encoding("UTF-8") bindquotes(strict) maxquotedrows(unlimited) stringcols(_all)
  if c(k) > 0 {
    rename (v1 v2) (started_at is_simulated)
    label define saydo_yes 0 "no" 1 "yes"
    generate double saydo_moment = clock(started_at, "YMD#hms#"), after(started_at)
    assert !missing(saydo_moment) | started_at == ""
    drop started_at
    rename saydo_moment started_at
    format started_at %tc
    label variable started_at \`"When"'
    destring is_simulated, replace
    confirm numeric variable is_simulated
    label values is_simulated saydo_yes
    label variable is_simulated \`"Whether 'nobody' sat there, for 5 or 'x'"'
  }
}
`);
});

const anyName = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 90 }),
  fc.constantFrom(
    "to",
    "TO",
    "with",
    "if",
    "str12",
    "strL",
    "_all",
    "_n",
    "v1",
    "a b",
    "a.b",
    "a_b",
    "a_b_2",
    "A_B",
    "größe",
  ),
);

test("whatever columns are called, Stata and SPSS get names that they take, each once, and labels that fit", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyName, fc.string({ unit: "grapheme", maxLength: 400 })), { minLength: 1, maxLength: 60 }),
      (made) => {
        const tables = [{ name: "t", columns: made.map(([name, label]) => ({ name, label, type: "flag" as const })) }];
        const stata = stataScript(tables);
        const names = /rename \(.*\) \((.*)\)/.exec(stata)?.[1]?.split(" ") ?? [];
        expect(names).toHaveLength(made.length);
        expect(new Set(names).size).toBe(made.length);
        for (const name of names) {
          expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_]{0,31}$/);
          expect(name).not.toMatch(/^(byte|int|long|float|double|if|in|using|with|str\d+|strL)$/);
        }
        const labels = [...stata.matchAll(/label variable \w+ `"(.*)"'$/gm)].map(([, label = ""]) => label);
        expect(labels).toHaveLength(made.length);
        for (const label of labels) {
          expect([...label].length).toBeLessThanOrEqual(80);
          expect(label).not.toMatch(/["`$\\]/);
        }
        const spss = spssScript(tables);
        const declared = [...spss.matchAll(/^ {2}(\w+) F1\.0\.?$/gm)].map(([, name = ""]) => name);
        expect(declared).toHaveLength(made.length);
        expect(new Set(declared.map((name) => name.toLowerCase())).size).toBe(made.length);
        for (const name of declared) {
          expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_]{0,63}$/);
          expect(name).not.toMatch(/^(all|and|by|eq|ge|gt|le|lt|ne|not|or|to|with)$/i);
        }
        for (const [, label = ""] of spss.matchAll(/^ {2}\w+ '(.*)'\.?$/gm)) {
          expect(Buffer.byteLength(label.replaceAll("''", "'"))).toBeLessThanOrEqual(256);
        }
      },
    ),
    { numRuns: 60, seed: 12 },
  );
});

test("a table of 1,500 columns of one name keeps them apart", () => {
  const columns = Array.from({ length: 1500 }, () => ({ name: "a".repeat(40), type: "text" as const, label: "" }));
  const names = /rename \(.*\) \((.*)\)/.exec(stataScript([{ name: "t", columns }]))?.[1]?.split(" ") ?? [];
  expect(new Set(names).size).toBe(1500);
  expect(Math.max(...names.map(({ length }) => length))).toBe(32);
});
