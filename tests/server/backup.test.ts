import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkBackup } from "../../server/backup/backup.ts";
import { runBackup, runRestore, runVerify, startServer } from "../../server/main.ts";
import { digestIn, keptTrials, thawSqlite } from "../prove/support/frozenStores.ts";
import { join, trials } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";

const study = "coffee-brands";
const root = mkdtempSync(path(tmpdir(), "saydo-backup-"));
const data = path(root, "data");
const keys = path(root, "backup-keys.json");
const file = path(root, "one.backup");
const canary = "canary-6f1d2c90b7";
const day = (number: number) => () => new Date(Date.UTC(2026, 0, number));
const invalid = { details: { code: "backup-invalid" } };

beforeAll(async () => {
  const server = await startServer({ data, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
  for (const panelId of [canary, "ben"]) {
    const person = await join(server.participantOrigin, { study, panelId });
    // Enough for several of the chunks that a file is encrypted in.
    for (let from = 0; from < 1200; from += 200) await person.send(trials(200, from));
  }
  await server.close();
  await runBackup({ data, out: file, keys, now: day(1) });
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("an encrypted backup", () => {
  test("restores with its key file and shows nothing without it", async () => {
    const bytes = readFileSync(file);
    expect(bytes.length).toBeGreaterThan(2 * 64 * 1024);
    expect(bytes.includes(canary)).toBe(false);
    expect(bytes.includes(study)).toBe(false);
    const target = { data: path(root, "restored") };
    await expect(runRestore({ ...target, in: file })).rejects.toMatchObject(invalid);
    expect(existsSync(target.data)).toBe(false);
    const { rows } = await runRestore({ ...target, in: file, keys });
    expect(rows).toMatchObject({ trials: 2400, identifiers: 2 });
    expect((await runVerify(target)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  test("is refused with one byte turned anywhere, cut by one, with one more, or with another's key", async () => {
    const whole = readFileSync(file);
    const other = path(root, "other-keys.json");
    await runBackup({ data, out: path(root, "other.backup"), keys: other, now: day(1) });
    await expect(checkBackup({ file, keys: other })).rejects.toMatchObject(invalid);
    const damaged = path(root, "damaged.backup");
    const head = [...Array(40).keys()];
    const inside = [...Array(40).keys()].map((place) => 40 + Math.floor(((place + 0.5) / 40) * (whole.length - 40)));
    const turned = [...head, ...inside, whole.length - 1].map((at) => {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 1;
      return bytes;
    });
    const chunk = 64 * 1024 + 16;
    const moved = Buffer.concat([
      whole.subarray(0, 40),
      whole.subarray(40 + chunk, 40 + 2 * chunk),
      whole.subarray(40, 40 + chunk),
      whole.subarray(40 + 2 * chunk),
    ]);
    const cases = [
      ...turned,
      whole.subarray(0, -1),
      whole.subarray(0, 40 + chunk),
      whole.subarray(0, 40),
      Buffer.concat([whole, Buffer.from([0])]),
      moved,
    ];
    for (const [place, bytes] of cases.entries()) {
      writeFileSync(damaged, bytes);
      await expect(checkBackup({ file: damaged, keys }), `case ${place}`).rejects.toMatchObject(invalid);
    }
  });

  test("cannot be read by anyone once its key has expired, while younger ones can", async () => {
    const ring = path(root, "ring.json");
    const made = async (name: string, on: number) => {
      const out = path(root, name);
      await runBackup({ data, out, keys: ring, now: day(on) });
      return { file: out, keys: ring };
    };
    const [first, second] = [await made("day-1.backup", 1), await made("day-20.backup", 20)];
    expect((await checkBackup(first)).rows).toMatchObject({ trials: 2400 });
    const oldKeys = readFileSync(ring, "utf8").match(/"key": "([^"]+)"/)?.[1] ?? "none";
    const third = await made("day-31.backup", 31);
    await expect(checkBackup(first)).rejects.toMatchObject(invalid);
    expect(readFileSync(ring, "utf8")).not.toContain(oldKeys);
    for (const one of [second, third]) expect((await checkBackup(one)).rows).toMatchObject({ trials: 2400 });
  });

  test("uses one key a day, and overwrites neither backups nor other files", async () => {
    const ring = path(root, "daily.json");
    for (const name of ["a", "b"]) await runBackup({ data, out: path(root, name), keys: ring, now: day(5) });
    expect(JSON.parse(readFileSync(ring, "utf8")).keys).toHaveLength(1);
    await expect(runBackup({ data, out: path(root, "a"), keys: ring })).rejects.toMatchObject(invalid);
    const foreign = path(root, "foreign.json");
    writeFileSync(foreign, '{"mine": 1}');
    await expect(runBackup({ data, out: path(root, "c"), keys: foreign })).rejects.toMatchObject(invalid);
    expect(readFileSync(foreign, "utf8")).toBe('{"mine": 1}');
  });
});

describe("with too little room", () => {
  const little = (): number => 1024;

  test("a backup is refused before anything is written", async () => {
    const before = readdirSync(root);
    await expect(runBackup({ data, out: path(root, "full.backup"), free: little })).rejects.toMatchObject({
      details: { code: "store-unavailable", found: "0.0 MB free" },
    });
    expect(readdirSync(root)).toEqual(before);
  });

  test("an upgrade is refused before anything is written, and done with room", async () => {
    const old = { data: path(root, "old") };
    thawSqlite("003-accounts", old.data);
    const store = path(old.data, "saydo.db");
    const bytes = readFileSync(store);
    await expect(runVerify({ ...old, free: little })).rejects.toMatchObject({ details: { code: "store-unavailable" } });
    expect(readFileSync(store).equals(bytes)).toBe(true);
    const seen = await runVerify(old);
    expect(seen.flatMap(({ faults }) => faults)).toEqual([]);
    expect(await digestIn(old)).toBe(keptTrials("003-accounts"));
    expect(readdirSync(old.data).filter((name) => name.includes("before"))).toEqual([]);
  });
});
