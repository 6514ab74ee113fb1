import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Random, randomStream } from "../../../experiments/random/randomStream.ts";
import { openSqliteHandle, type SqliteHandle } from "../../../server/database/sqliteHandle.ts";
import { digestOf } from "../../../server/store/trials/storedTrial.ts";

/** What is another's in each copy of a person. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  participants: ["id"],
  participant_keys: ["key_hash", "participant_id"],
  sessions: ["id", "participant_id", "token_hash"],
  consents: ["session_id"],
  purchases: ["participant_id", "dedupe_key"],
  coverage: ["participant_id"],
};
/** Times of a copy are shorter, by up to this share for the person and once more for each trial; what was shown when stays. */
const SHAKE = 0.2;
const TIMES = /("(?:latencyMs|firstLatencyMs)":)(\d[\d.e+-]*)/g;
const ROWS_AT_ONCE = 50_000;

type Trial = {
  readonly seq: number;
  readonly id: string;
  readonly received_at: string;
  readonly parts: readonly string[];
  readonly times: readonly number[];
};

/** Makes a data folder of many simulated people from one of few (`from`, whose server is closed): each person is taken as
 *  often as needed, every time under ids and with times of its own. SQLite only; the copy is for measuring. */
export async function growStore(from: string, to: string, people: number): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const file of ["saydo.db", "keys.db"]) await copyFile(join(from, file), join(to, file));
  const few = openSqliteHandle(join(from, "saydo.db"), { mode: "read" });
  const many = openSqliteHandle(join(to, "saydo.db"));
  many.exec("pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -3000000");
  many.exec(`attach '${join(from, "saydo.db").replaceAll("'", "''")}' as few`);
  const sessions = rowsOf(few, "select id from sessions order by started_at, id", []).map((row) => String(row["id"]));
  const copies = Math.ceil(people / sessions.length) - 1;
  many.exec("begin");
  for (const [table, own] of Object.entries(OWN)) copyRows(many, { table, own, copies });
  const place = { rows: 0, draws: randomStream(1) };
  for (const session of sessions) {
    const trials = rowsOf(few, "select * from trials where session_id = ? order by seq", [session]).map(trialOf);
    for (let copy = 1; copy <= copies; copy += 1) addTrials(many, { session, copy, trials }, place);
  }
  many.exec("commit; detach few; pragma journal_mode = wal");
  few.close();
  many.close();
}

function copyRows(
  handle: SqliteHandle,
  { table, own, copies }: { readonly table: string; readonly own: readonly string[]; readonly copies: number },
): void {
  const columns = rowsOf(handle, `select name from pragma_table_info('${table}')`, []).map((row) =>
    String(row["name"]),
  );
  const cells = columns.map((name) => (own.includes(name) ? `substr(${name}, 1, length(${name}) - 4) || ?` : name));
  const text = `insert into ${table} (${columns.join(", ")}) select ${cells.join(", ")} from few.${table}`;
  for (let copy = 1; copy <= copies; copy += 1)
    handle.run(
      text,
      own.map(() => markOf(copy)),
    );
}

/** No id that the server makes ends like this, so that no copy has the id of one of the few. */
const markOf = (copy: number) => `z${copy.toString(36).padStart(3, "0")}`;

function rowsOf(handle: SqliteHandle, sql: string, parameters: readonly unknown[]) {
  // Library seam: a driver's rows have no type.
  return handle.run(sql, parameters).rows as readonly Readonly<Record<string, unknown>>[];
}

function trialOf(row: Readonly<Record<string, unknown>>): Trial {
  const text = Buffer.from(row["body"] as Uint8Array).toString("utf8");
  const [parts, times]: [string[], number[]] = [[], []];
  let end = 0;
  for (const found of text.matchAll(TIMES)) {
    const [, name = "", time = ""] = found;
    parts.push(text.slice(end, found.index) + name);
    times.push(Number(time));
    end = found.index + found[0].length;
  }
  const { seq, id, received_at } = row;
  return {
    seq: Number(seq),
    id: String(id),
    received_at: String(received_at),
    parts: [...parts, text.slice(end)],
    times,
  };
}

const INSERT = "insert into trials (session_id, seq, id, body, digest, received_at) values (?, ?, ?, ?, ?, ?)";

type Copied = { readonly session: string; readonly copy: number; readonly trials: readonly Trial[] };

function addTrials(
  handle: SqliteHandle,
  { session, copy, trials }: Copied,
  place: { rows: number; readonly draws: Random },
): void {
  const mark = markOf(copy);
  const pace = 1 - SHAKE * place.draws.uniform();
  for (const { seq, id, received_at, parts, times } of trials) {
    const factor = pace * (1 - SHAKE * place.draws.uniform());
    let text = parts[0] ?? "";
    for (const [at, time] of times.entries()) text += String(time * factor) + parts[at + 1];
    const body = Buffer.from(text);
    const ids = [session, id].map((one) => one.slice(0, -4) + mark);
    handle.run(INSERT, [ids[0], seq, ids[1], body, digestOf(body), received_at]);
  }
  place.rows += trials.length;
  if (place.rows < ROWS_AT_ONCE) return;
  place.rows = 0;
  handle.exec("commit; begin");
}
