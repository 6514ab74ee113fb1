import { spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { sql } from "kysely";
import { type StorePlace, withStore } from "../../../server/store/openStore.ts";
import { pause } from "./senders.ts";

// A step of several statements that takes a while, as one over a large table does.
const STATEMENTS = [
  "create table later (id integer primary key, note text not null)",
  "alter table trials add column later_note text",
  "insert into later select n, 'note ' || n from (with recursive c(n) as (select 1 union all select n + 1 from c where n < 60000) select n from c) as numbers",
  "update trials set later_note = 'kept'",
  "create index later_notes on later (note)",
];
// A list of its own, so that today's program opens the store afterwards to look at it.
const LIST = "later_migrations";

const built = (path: string) => JSON.stringify(pathToFileURL(`${process.cwd()}/dist/server/${path}`).href);

/** Brings a store to a shape after today's in a process of its own, which is killed so many milliseconds after it began
 *  to; never when null. */
export async function migrateAndDie(place: StorePlace, afterMs: number | null): Promise<void> {
  const script = `
    import { openStore } from ${built("store/openStore.js")};
    import { migrate } from ${built("database/migrations/migrate.js")};
    const { sql } = await import("kysely");
    const opened = await openStore(${JSON.stringify(place)}, "work");
    const statements = () => ${JSON.stringify(STATEMENTS)}.map((text) => sql.raw(text));
    const line = { list: "${LIST}", steps: [{ name: "900-later", statements }] };
    process.stdout.write("begin");
    await migrate(opened.context.database, line, () => new Date());
    await opened.close();
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), ended]);
  if (afterMs !== null) {
    await pause(afterMs);
    child.kill("SIGKILL");
  }
  const [code] = await ended;
  if (afterMs === null && code !== 0) throw new Error(`the upgrade ended with ${code}`);
}

/** Whether a store is in the old shape, in the new one, or in between. */
export async function isMigrated(place: StorePlace): Promise<"before" | "made" | "between"> {
  return await withStore(place, async ({ context: { database } }) => {
    const has = async (text: string) => {
      const { rows } = await sql<{ found: number }>`${sql.raw(text)}`
        .execute(database.query)
        .catch(() => ({ rows: [] }));
      return Number(rows[0]?.found ?? 0);
    };
    const marked = (await has(`select count(*) as found from ${LIST}`)) === 1;
    const rows = await has("select count(*) as found from later");
    const notes = await has("select count(later_note) as found from trials");
    const trials = await has("select count(*) as found from trials");
    if (marked && rows === 60_000 && notes === trials) return "made";
    return !marked && rows === 0 && notes === 0 ? "before" : "between";
  });
}
