import { join as path } from "node:path";
import { createApp } from "../../../server/app.ts";
import { listen, originOf, stop } from "../../../server/http/listen.ts";
import { type GroupCommit, groupCommit } from "../../../server/ingest/groupCommit.ts";
import { type OpenedStore, openStore } from "../../../server/store/openStore.ts";
import { join, type Person, trial } from "../../server/client.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { inScratch } from "./scratch.ts";
import { until } from "./senders.ts";

export type FullQueueOptions = {
  readonly flooding: number;
  readonly quiet: number;
  readonly queueLength: number;
  /** `one`: the control, where all studies stand in one line. */
  readonly lanes: "by study" | "one";
};

const ROWS = 10;

/** Holds the disk still until one study's people have filled the queue, then lets another study's people send, from the
 *  same address; how many of each are refused, and whether what was acknowledged is stored and nothing else. */
export async function fullQueue({ flooding, quiet, queueLength, lanes }: FullQueueOptions) {
  return await inScratch(async (folder) => {
    const opened = await openStore({ data: path(folder, "store") }, "serve");
    const { store } = opened;
    for (const id of ["flooding", "quiet"]) await store.studies.publish(await coffeeStudy({ id }));
    const disk = heldDisk(store.appendTrials);
    const ingest = groupCommit({ append: disk.append, queueLength, rowsPerCommit: ROWS });
    const server = await listen(
      createApp(store, { ingest: lanes === "one" ? inOneLine(ingest) : ingest }),
      0,
      "127.0.0.1",
    );
    const crowd = await everyone(originOf(server, "127.0.0.1"), flooding, "flooding");
    const few = await everyone(originOf(server, "127.0.0.1"), quiet, "quiet");
    const seen = { flood: 0, quiet: 0, stored: 0, other: 0 };
    const sendAs = (who: "flood" | "quiet") => async (person: Person) => {
      const { status } = await person.send([trial(0)]);
      seen[status === 503 ? who : status === 200 ? "stored" : "other"] += 1;
    };
    const refused = () => seen.flood + seen.quiet;
    const flood = crowd.map(sendAs("flood"));
    await until(() => ingest.waiting === queueLength && refused() + queueLength + disk.taken() === flooding);
    const rest = few.map(sendAs("quiet"));
    await until(() => refused() + queueLength + disk.taken() === flooding + quiet);
    disk.release();
    await Promise.all([...flood, ...rest]);
    const rows = await rowsIn(opened);
    await stop(server);
    await opened.close();
    return { refusedFlood: seen.flood, refusedQuiet: seen.quiet, isWhole: seen.stored === rows && seen.other === 0 };
  });
}

function heldDisk(append: OpenedStore["store"]["appendTrials"]) {
  let taken = 0;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const heldAppend: typeof append = async (batches) => {
    taken += batches.length;
    await held;
    return await append(batches);
  };
  return { append: heldAppend, release: () => release(), taken: () => taken };
}

function inOneLine(ingest: GroupCommit): GroupCommit {
  return { ...ingest, submit: (batch) => ingest.submit(batch, undefined) };
}

const AT_ONCE = 50;

async function everyone(origin: string, count: number, study: string): Promise<readonly Person[]> {
  const people: Person[] = [];
  while (people.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - people.length) }, () => join(origin, { study }));
    people.push(...(await Promise.all(some)));
  }
  return people;
}

async function rowsIn({ context }: OpenedStore): Promise<number> {
  const counted = context.database.query.selectFrom("trials").select((is) => is.fn.countAll<number>().as("rows"));
  return Number((await counted.executeTakeFirstOrThrow()).rows);
}
