import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { runRestore } from "../../../../server/main.ts";
import { type OpenedStore, openStore, withStore } from "../../../../server/store/openStore.ts";
import { copyPlaces, cutsOf } from "./copyPlaces.ts";

const { root, next: places } = copyPlaces();
const invalid = { details: { code: "backup-invalid" } };

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("whatever is written", () => {
  type Change = { readonly key: number; readonly bytes: number };
  const changes = fc.array(
    fc.array(fc.record({ key: fc.nat(5), bytes: fc.nat(30_000) }), { minLength: 1, maxLength: 4 }),
    { minLength: 1, maxLength: 12 },
  );

  const write = (opened: OpenedStore, some: readonly Change[], step: number) =>
    opened.context.database.query.transaction().execute(async (transaction) => {
      for (const { key, bytes } of some) {
        const row = { id: `study-${key}`, hash: String(step), state: "open" as const, created_at: "x".repeat(bytes) };
        await transaction
          .insertInto("studies")
          .values(row)
          .onConflict((on) => on.column("id").doUpdateSet({ hash: row.hash, created_at: row.created_at }))
          .execute();
      }
    });

  const rowsOf = async ({ context }: OpenedStore) =>
    JSON.stringify(await context.database.query.selectFrom("studies").selectAll().orderBy("id").execute());

  /** A store that is copied, with what it held after each commit. */
  const written = async (steps: readonly (readonly Change[])[]) => {
    const { data, copy, folder } = places();
    const opened = await openStore({ data, copy: { folder: copy, acknowledge: "after copy" } }, "serve");
    const held = [await rowsOf(opened)];
    for (const [step, some] of steps.entries()) {
      // Another connection commits and empties the log before anyone has looked.
      if (step % 4 === 2) {
        await withStore({ data }, async (other) => {
          await write(other, [{ key: 9, bytes: 100 * step }], step);
          await other.context.database.scrub();
        });
        held.push(await rowsOf(opened));
      }
      await write(opened, some, step);
      held.push(await rowsOf(opened));
      if (step % 4 === 1) await opened.context.database.scrub();
    }
    return { data, copy, folder, opened, held };
  };

  test("is in the copy at once, however the log is emptied, and in no other state when it is cut off anywhere", async () => {
    const property = fc.asyncProperty(changes, fc.double({ min: 0, max: 1, noNaN: true }), async (steps, share) => {
      const { copy, folder, opened, held } = await written(steps);
      const lost = path(folder, "lost");
      cpSync(copy, lost, { recursive: true });
      await opened.close();
      await runRestore({ data: path(folder, "whole"), in: lost });
      expect(await withStore({ data: path(folder, "whole") }, rowsOf)).toBe(held.at(-1));
      const cuts = readFileSync(cutsOf(lost));
      const firstEnd = 50 + cuts.readUInt32BE(8) + cuts.readUIntBE(12, 6);
      const kept = firstEnd + Math.floor(share * (cuts.length - firstEnd));
      writeFileSync(cutsOf(lost), cuts.subarray(0, kept));
      await runRestore({ data: path(folder, "cut"), in: lost });
      expect(held).toContain(await withStore({ data: path(folder, "cut") }, rowsOf));
      rmSync(folder, { recursive: true });
    });
    await fc.assert(property, { numRuns: 8, seed: 20261122 });
  });

  test("is refused with a byte turned in what is copied or before its end, and nothing is made of it", async () => {
    const { copy, folder, opened } = await written([1, 2, 3].map((key) => [{ key, bytes: 5000 }]));
    await opened.close();
    const cuts = cutsOf(copy);
    const generation = path(cuts, "..");
    const damage = async (file: string, at: number) => {
      const whole = readFileSync(file);
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 1;
      writeFileSync(file, bytes);
      const data = path(folder, "damaged");
      await expect(runRestore({ data, in: copy }), `${file} ${at}`).rejects.toMatchObject(invalid);
      expect(existsSync(data)).toBe(false);
      writeFileSync(file, whole);
    };
    const first = readFileSync(cuts);
    const firstEnd = 50 + first.readUInt32BE(8) + first.readUIntBE(12, 6);
    for (const at of [0, 9, 20, 60, firstEnd - 1]) await damage(cuts, at);
    for (const name of ["saydo.db", "keys.db"]) await damage(path(generation, name), 100);
    expect(readdirSync(folder).sort()).toEqual(["copy", "data"]);
    await expect(runRestore({ data: path(folder, "none"), in: folder })).rejects.toMatchObject(invalid);
  });
});
