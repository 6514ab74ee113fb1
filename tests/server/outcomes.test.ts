import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, runExport, runImport, runKey, startServer } from "../../server/main.ts";
import type { StorePlace } from "../../server/store/openStore.ts";
import { join, trials } from "./client.ts";
import { coffeeStudy, oneQuestion } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const DAY_MS = 86_400_000;

describe.each(storeKinds)("purchases and exports over %s", (kind) => {
  let places: Places;
  let place: StorePlace;
  let server: RunningServer;
  const study = "coffee-brands";
  const folder = mkdtempSync(path(tmpdir(), "saydo-outcomes-"));
  const ids = new Map<string, string>();
  let started = 0;

  const inDays = (days: number) => new Date(started + days * DAY_MS).toISOString();
  const file = (name: string, ...lines: readonly string[]) => {
    writeFileSync(path(folder, name), `${lines.join("\n")}\n`);
    return path(folder, name);
  };
  const table = (dir: string, name: string): Record<string, string>[] =>
    parse(readFileSync(path(dir, `${name}.csv`), "utf8"), { columns: true });

  beforeAll(async () => {
    places = await placesOf(kind);
    place = await places.fresh();
    const coffee = await coffeeStudy({ flow: oneQuestion });
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [coffee] });
    const people = [
      ["ann", { linkPurchases: true }],
      ["ben", { linkPurchases: true, linkHistory: true }],
      ["cas", { linkPurchases: false }],
      ["dee", { linkPurchases: true }],
      ["eva", { linkPurchases: true }],
    ] as const;
    for (const [panelId, purposes] of people) {
      const person = await join(server.participantOrigin, { study, panelId }, purposes);
      await person.send(trials(2));
      await person.post("finish", { trialCount: 2 });
      ids.set(panelId, person.sessionId);
    }
    started = Date.now();
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  test("counts what would match in a dry run, imports it once, and adds nothing the second time", async () => {
    const csv = file(
      "purchases.csv",
      "klant,purchased_at,product,order_id,quantity",
      `ANN ,${inDays(3)},Velmora,o-1,1`,
      `ben,${inDays(-5)},velmora,o-2,1`,
      `ann,${inDays(-5)},velmora,o-3,1`,
      `ben,${inDays(90)},quenby,o-4,2`,
      `cas,${inDays(2)},velmora,o-5,1`,
      `nobody,${inDays(2)},velmora,o-6,1`,
      `ann,${inDays(3)},tea,o-7,1`,
      "ben,yesterday,velmora,o-8,1",
      `ann,${inDays(3)},velmora,o-1,1`,
    );
    const request = { ...place, kind: "purchases", study, in: csv, map: ["participant_key=klant"] } as const;
    const dry = await runImport({ ...request, dryRun: true });
    expect(dry.counts).toEqual({
      rowsRead: 9,
      matched: 7,
      unmatched: 1,
      withoutConsent: 1,
      beforeSession: 2,
      outsideWindow: 1,
      duplicate: 0,
      unknownProduct: 1,
      invalid: 1,
      added: 4,
    });
    expect(dry.problems).toEqual([
      {
        row: 9,
        column: 2,
        detail:
          'The cell "purchased_at" cannot be read: expected a date or moment such as 2026-12-03 or 2026-12-03T14:05:00+01:00, found "yesterday".',
        expected: "a date or moment such as 2026-12-03 or 2026-12-03T14:05:00+01:00",
        found: "yesterday",
        todo: "Correct the cell, or say how dates are written, such as --date-format dd.MM.yyyy",
      },
    ]);
    expect(dry.unknownProducts).toEqual([{ name: "tea", rows: 1 }]);
    // Ann's last row repeats her first: two pieces of one order, not one told twice.
    expect(dry.notes).toEqual(["1 row repeats a line of its order exactly; it was taken as a further line."]);
    expect((await runImport(request)).counts.added).toBe(4);
    expect((await runImport(request)).counts).toMatchObject({ added: 0, duplicate: 4 });
  });

  test("calls an outcome 0 only for people who agreed, were matched and were covered to the window's end", async () => {
    const csv = file(
      "coverage.csv",
      "participant_key,observed_from,observed_until,source",
      `dee,${inDays(-10)},${inDays(60)},shop`,
      `eva,${inDays(-10)},${inDays(1)},shop`,
      `cas,${inDays(-10)},${inDays(60)},shop`,
    );
    const { counts } = await runImport({ ...place, kind: "coverage", study, in: csv });
    expect(counts).toMatchObject({ matched: 2, withoutConsent: 1, added: 2 });
    const out = path(folder, "first");
    await runExport({ ...place, study, format: "csv", out });
    const sessions = table(out, "sessions");
    const outcomes = table(out, "outcomes").filter(({ product }) => product === "velmora");
    const found = Object.fromEntries(
      [...ids].map(([name, sessionId]) => {
        const person = sessions.find((row) => row["session_id"] === sessionId)?.["participant_id"];
        const row = outcomes.find((outcome) => outcome["participant_id"] === person);
        return [name, [row?.["bought"], row?.["outcome_reason"]]];
      }),
    );
    expect(found).toEqual({
      // Ann bought, but her window is open and nobody says that it is covered to its end.
      ann: ["", "window-open"],
      ben: ["", "window-open"],
      cas: ["", "no-consent"],
      dee: ["0", ""],
      eva: ["", "window-open"],
    });
  });

  test("counts a purchase seen in a window that has ended, and calls silence there not observable", async () => {
    const out = path(folder, "later");
    const now = () => new Date(started + 60 * DAY_MS);
    await runExport({ ...place, now, study, format: "csv", out });
    const outcomes = table(out, "outcomes").filter(({ product }) => product === "velmora");
    const counts = outcomes.map((row) => row["bought"] || row["outcome_reason"]).sort();
    expect(counts).toEqual(["0", "1", "no-consent", "not-observable", "not-observable"]);
    const purchases = table(out, "purchases");
    expect(purchases.map((row) => row["is_before_session"]).sort()).toEqual(["0", "0", "0", "1"]);
  });

  test("exports every trial as it was received and labels nobody by the panel's id", async () => {
    const out = path(folder, "lines");
    await runExport({ ...place, study, format: "jsonl", out });
    const lines = readFileSync(path(out, "trials.jsonl"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(10);
    expect(lines[0].body).toMatchObject({ measure: "likelihoodToRecommend", value: 7, latencyMs: 1234.5 });
    expect(Object.keys(lines[0])).toEqual(["session_id", "seq", "id", "body", "received_at"]);
    const manifest = JSON.parse(readFileSync(path(out, "manifest.json"), "utf8"));
    expect(manifest.files["trials.jsonl"].rows).toBe(10);
    for (const name of Object.keys(manifest.files)) {
      expect(readFileSync(path(out, name), "utf8")).not.toMatch(/\b(ann|ben|cas|dee|eva)\b/);
    }
  });

  test("writes the same tables as Parquet and by the rules of Psych-DS, and never over another export", async () => {
    await runExport({ ...place, study, format: "parquet", out: path(folder, "parquet") });
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const reader = await connection.runAndReadAll(
      `select count(*)::int as n, sum(latency_ms) as ms, any_value(value) as v from '${path(folder, "parquet", "answers.parquet")}'`,
    );
    expect(reader.getRowObjects()).toEqual([{ n: 10, ms: 12345, v: 7 }]);
    const out = path(folder, "psych");
    await runExport({ ...place, study, format: "psych-ds", out });
    const description = JSON.parse(readFileSync(path(out, "dataset_description.json"), "utf8"));
    expect(description).toMatchObject({ "@context": "https://schema.org/", "@type": "Dataset" });
    // What each means is added where scores are made (tests/analysis/data/scoring/codebook.test.ts).
    const variables = new Set(description.variableMeasured.map(({ name }: { name: string }) => name));
    const tables = readdirSync(path(out, "data")).filter((name) => name.endsWith("_data.csv"));
    expect(tables).toContain("study-coffeebrands_description-trials_data.csv");
    for (const name of tables) {
      const [header = []]: string[][] = parse(readFileSync(path(out, "data", name), "utf8"), { to: 1 });
      expect(header.filter((column) => !variables.has(column))).toEqual([]);
    }
    await expect(runExport({ ...place, study, format: "csv", out })).rejects.toMatchObject({
      details: { code: "setting-invalid" },
    });
  });

  test("matches keys that the owner hashed with the study's key, and keeps the file's other columns", async () => {
    const plain = file("cards.csv", "card,spent", " Ann,3", "zoe,4", ",5");
    const out = path(folder, "hashed.csv");
    expect(await runKey({ ...place, study, in: plain, column: "card", out })).toBe(3);
    const rows: Record<string, string>[] = parse(readFileSync(out, "utf8"), { columns: true });
    expect(rows.map((row) => row["spent"])).toEqual(["3", "4", "5"]);
    expect(rows[0]?.["card"]).toMatch(/^[0-9a-f]{64}$/);
    const report = await runImport({
      ...place,
      kind: "predictors",
      study,
      in: out,
      map: ["participant_key=card"],
    });
    expect(report.counts).toMatchObject({ rowsRead: 3, matched: 1, unmatched: 2, added: 1 });
  });

  test("tells an order's lines apart, also in files of two months, and adds none of them twice", async () => {
    const columns = "participant_key;purchased_at;product;order_id;amount;kind";
    const month = (name: string, ...lines: readonly string[]) => file(name, columns, ...lines);
    const imported = async (csv: string) => {
      const { counts, changed, changes } = await runImport({ ...place, kind: "purchases", study, in: csv });
      return [counts.added, counts.duplicate, changed, changes];
    };
    // One order of two packs; both come back, on two days.
    const bought = [`eva;${inDays(1)};velmora;B1;12,50;`, `eva;${inDays(1)};velmora;B1;39,00;purchase`];
    const first = month("first.csv", ...bought, `eva;${inDays(2)};velmora;B1;12,50;return`);
    expect(await imported(first)).toEqual([3, 0, 0, []]);
    expect(await imported(first)).toEqual([0, 3, 0, []]);
    expect(await imported(month("second.csv", `eva;${inDays(4)};velmora;B1;39,00;return`))).toEqual([1, 0, 0, []]);
    expect(await imported(month("reversed.csv", ...bought.toReversed()))).toEqual([0, 2, 0, []]);
    // The order again, one line with another amount: the stored one stays, and is told.
    const [one = ""] = bought;
    const corrected = month("corrected.csv", one, `eva;${inDays(1)};velmora;B1;35,00;purchase`);
    const change = { row: 3, column: "amount", before: "39", found: "35" };
    expect(await imported(corrected)).toEqual([0, 2, 1, [change]]);
    // Said so, the new amount takes its place; a trial run changes nothing, and a second run has nothing to change.
    const correct = { ...place, kind: "purchases", study, in: corrected, correct: true } as const;
    expect(await runImport({ ...correct, dryRun: true })).toMatchObject({ changed: 1, changes: [change] });
    expect(await runImport(correct)).toMatchObject({ changed: 1, counts: { added: 0, duplicate: 2 } });
    expect(await runImport(correct)).toMatchObject({ changed: 0, counts: { added: 0, duplicate: 2 } });
    expect(await imported(month("stale.csv", ...bought))).toEqual([
      0,
      2,
      1,
      [{ ...change, before: "35", found: "39" }],
    ]);
  });

  test("tells another price, another predictor and a contradiction within one file; what was known stays", async () => {
    const imported = async (kind: "conditions" | "predictors", name: string, ...lines: readonly string[]) => {
      const csv = file(name, ...lines);
      const { counts, changes } = await runImport({ ...place, kind, study, in: csv });
      return [counts.added, changes];
    };
    const conditions = "product,from,to,price";
    expect(await imported("conditions", "c1.csv", conditions, "velmora,2026-01-01,2026-01-31,4.99")).toEqual([1, []]);
    expect(await imported("conditions", "c2.csv", conditions, "VELMORA ,2026-01-01,2026-01-31,5.99")).toEqual([
      0,
      [{ row: 2, column: "price", before: "4.99", found: "5.99" }],
    ]);
    const twice = ["participant_key,past", "ben,3", "dee,1", "ben,4"];
    expect(await imported("predictors", "p1.csv", ...twice)).toEqual([
      2,
      [{ row: 4, column: "past", before: "3", found: "4" }],
    ]);
    const newer = file("p2.csv", "participant_key,past", "ben,5", "dee,1", "ben,6");
    const correct = { ...place, kind: "predictors", study, in: newer, correct: true } as const;
    expect((await runImport(correct)).changes).toEqual([
      { row: 2, column: "past", before: "3", found: "5" },
      { row: 4, column: "past", before: "3", found: "6" },
    ]);
    // The first row of the file took its place; the one that contradicts it is told and goes no further.
    const again = file("p3.csv", "participant_key,past", "ben,7");
    expect((await runImport({ ...correct, in: again, correct: false })).changes).toEqual([
      { row: 2, column: "past", before: "5", found: "7" },
    ]);
  });

  test("puts a newer price, and an earlier end of what a source sees, in the place of the stored ones when told so", async () => {
    const conditions = "product,from,to,price,in_stock";
    const prices = (name: string, ...lines: readonly string[]) => file(name, conditions, ...lines);
    const imported = async (kind: "conditions" | "coverage", csv: string, how: object = {}) => {
      const { counts, changes } = await runImport({ ...place, kind, study, in: csv, ...how });
      return [counts.added, changes];
    };
    expect(await imported("conditions", prices("k1.csv", "velmora,2026-03-01,2026-03-31,4.99,1"))).toEqual([1, []]);
    const newer = prices("k2.csv", "velmora,2026-03-01,2026-03-31,5.49,1", "velmora,2026-03-01,2026-03-31,6,1");
    const price = { column: "price", before: "4.99" };
    const told = [
      { ...price, row: 2, found: "5.49" },
      { ...price, row: 3, found: "6" },
    ];
    expect(await imported("conditions", newer, { correct: true, dryRun: true })).toEqual([0, told]);
    expect(await imported("conditions", newer, { correct: true })).toEqual([0, told]);
    const same = prices("k3.csv", "velmora,2026-03-01,2026-03-31,5.49,1");
    expect(await imported("conditions", same)).toEqual([0, []]);

    const seen = (name: string, ...lines: readonly string[]) =>
      file(name, "participant_key,observed_from,observed_until,source", ...lines);
    const month = seen("v1.csv", "ann,2026-01-01,2026-02-28,till");
    expect(await imported("coverage", month)).toEqual([1, []]);
    // A later end is news; an earlier one contradicts the store.
    expect(await imported("coverage", seen("v2.csv", "ann,2026-01-01,2026-03-31,till"))).toEqual([1, []]);
    const shorter = seen("v3.csv", "ann,2026-01-01,2026-02-15,till");
    const change = {
      row: 2,
      column: "observed_until",
      before: "2026-03-31T23:59:59.999Z",
      found: "2026-02-15T23:59:59.999Z",
    };
    expect(await imported("coverage", shorter)).toEqual([0, [change]]);
    expect(await imported("coverage", shorter, { correct: true, dryRun: true })).toEqual([0, [change]]);
    expect(await imported("coverage", shorter)).toEqual([0, [change]]);
    expect(await imported("coverage", shorter, { correct: true })).toEqual([0, [change]]);
    expect(await imported("coverage", shorter, { correct: true })).toEqual([0, []]);
    // A file that holds both ends contradicts nothing.
    expect(
      await imported("coverage", seen("v4.csv", "ann,2026-01-01,2026-02-15,till", "ann,2026-01-01,2026-04-30,till")),
    ).toEqual([1, []]);
  });

  test("reads the rows and columns of predictors that are chosen, under the names they are to have", async () => {
    const csv = file("chosen.csv", "participant_key,Wave,D Score,note", "ben,1,0.5,x", "ben,2,0.7,", "{{%ID%}},3,9,y");
    const request = { ...place, kind: "predictors", study, in: csv, map: ["dscore=D Score"] } as const;
    await expect(runImport({ ...request, columns: ["dscore"] })).rejects.toMatchObject({ details: { line: 4 } });
    await expect(runImport({ ...request, where: ["Welle=1"] })).rejects.toMatchObject({ details: { path: "--where" } });
    // A file of which no row can be read is refused.
    await expect(runImport({ ...request, where: ["Wave=1"], dryRun: true })).rejects.toMatchObject({
      details: { detail: 'The cell "note" cannot be read.', found: "x" },
    });
    const { counts } = await runImport({ ...request, columns: ["dscore"], where: ["Wave=1"] });
    expect(counts).toMatchObject({ rowsRead: 1, matched: 1, added: 1 });
  });

  test("keys a file with columns without a name, or with one twice, and leaves every other cell as it was", async () => {
    const csv = file("unnamed.csv", '"",e-mail,x,x,', '1,ANN,"24"" pan", y ,"a,b"');
    const out = path(folder, "unnamed-hashed.csv");
    await runKey({ ...place, study, in: csv, column: "e-mail", out });
    expect(readFileSync(out, "utf8")).toMatch(/^,e-mail,x,x,\n1,[0-9a-f]{64},"24"" pan", y ,"a,b"\n$/);
    const request = { ...place, study, in: csv, out: path(folder, "never.csv") };
    await expect(runKey({ ...request, column: "x" })).rejects.toMatchObject({ details: { path: "x", column: 4 } });
    const bad = file("bad.csv", "card", "A1", "6.3E+18");
    await expect(runKey({ ...request, in: bad, column: "card" })).rejects.toMatchObject({ details: { line: 3 } });
    const stray = file("stray.csv", "card,note", 'A1,24" pan', 'A"2,x');
    await expect(runKey({ ...request, in: stray, column: "card" })).rejects.toMatchObject({
      details: { line: 3, column: 1, detail: "A quotation mark is inside an unquoted cell." },
    });
    expect(existsSync(request.out)).toBe(false);
  });

  test("refuses a table that is not UTF-8, lacks a column or has one twice", async () => {
    const refused = async (name: string, content: string | Uint8Array) => {
      writeFileSync(path(folder, name), content);
      await expect(runImport({ ...place, kind: "purchases", study, in: path(folder, name) })).rejects.toMatchObject({
        details: { code: "table-invalid" },
      });
    };
    await refused(
      "latin.csv",
      Buffer.from("participant_key,purchased_at,product\nZo\xeb,2026-01-01,velmora\n", "latin1"),
    );
    await refused("short.csv", "participant_key,product\na,velmora\n");
    await refused("twice.csv", "participant_key,product,product,purchased_at\na,velmora,velmora,2026-01-01\n");
    await refused("quote.csv", 'participant_key,purchased_at,product\n"a,2026-01-01,velmora\n');
    await refused("empty.csv", "");
  });
});
