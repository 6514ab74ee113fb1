import { mkdirSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { pathToFileURL } from "node:url";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { join, type Person, trial } from "../../server/client.ts";
import { placesOf, type StoreKind, storeKinds } from "../../server/stores.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { newCanary } from "../support/canaries.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { pause, sendTrials } from "../support/senders.ts";
import { supervise } from "../support/supervisor.ts";

const study = "coffee-brands";
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** How wrong a clock is after a start: a little, an hour of summer time, a day, months, years; ahead and back. */
const OFF_MS = [0, 0.5, 60, 1440]
  .map((minutes) => minutes * MINUTE_MS)
  .concat([40, 200, 3650].map((days) => days * DAY_MS));

/** A server is killed while people send, and each time it starts again its clock says something else. */
export const wrongClockAfterCrash: Proof = {
  id: "I7",
  promise:
    "A clock that is wrong after a crash loses nothing acknowledged, stores nothing twice, destroys no panel id and closes no session.",
  async run({ seed, scale }) {
    const [people, kills] = scale === "short" ? [5, 4] : [100, 60];
    const figures: Record<string, number> = { people, kills };
    let isMet = true;
    for (const kind of storeKinds) {
      const found = await underWrongClocks(kind, { seed, people, kills });
      for (const [name, figure] of Object.entries(found)) figures[`${kind} ${name}`] = figure;
      const wrong = found.lost + found.doubled + found.panelIdsLost + found.sessionsClosed;
      isMet = isMet && wrong === 0 && found.acknowledged > 0;
    }
    return { isMet, figures };
  },
};

type How = { readonly seed: number; readonly people: number; readonly kills: number };

async function underWrongClocks(kind: StoreKind, { seed, people, kills }: How) {
  const places = await placesOf(kind);
  const beside = await places.fresh();
  const place = { ...beside, data: path(beside.data, "store") };
  const clock = clockIn(path(beside.data, "clock"));
  const { uniform } = randomStream(seed);
  const server = await supervise({ place, studyFile, env: clock.env });
  try {
    const before: Person[] = [];
    const panelIds = Array.from({ length: people }, newCanary);
    for (const panelId of panelIds) before.push(await join(server.origin, { study, panelId }));
    const ledger = newLedger();
    let over = false;
    const sender = { origin: () => server.origin, study, ledger, random: uniform, isOver: () => over, pauseMs: 20 };
    const everyone = panelIds.map(() => sendTrials(sender));
    for (let kill = 0; kill < kills; kill += 1) {
      await pause(200 + 400 * uniform());
      const off = OFF_MS[Math.floor(uniform() * OFF_MS.length)] ?? 0;
      clock.set(uniform() < 0.5 ? off : -off);
      await server.kill();
    }
    clock.set(0);
    await server.kill();
    await pause(500);
    over = true;
    await Promise.all(everyone);
    let sessionsClosed = 0;
    for (const person of before) sessionsClosed += (await person.send([trial(0)])).status === 200 ? 0 : 1;
    await server.stop();
    return await withStore(place, async (opened) => {
      const kept = new Set((await opened.store.people.panelIds(study)).map(({ panelId }) => panelId));
      const panelIdsLost = panelIds.filter((one) => !kept.has(one)).length;
      const { lost, doubled } = await auditLedger(ledger, opened);
      return { acknowledged: ledger.acks, lost, doubled, panelIdsLost, sessionsClosed };
    });
  } finally {
    await server.stop();
    await places.clear();
  }
}

/** A clock of a server's process, set by a file that it reads when it starts. */
function clockIn(folder: string) {
  mkdirSync(folder);
  const [program, file] = [path(folder, "clock.mjs"), path(folder, "off")];
  const set = (ms: number) => writeFileSync(file, String(ms));
  set(0);
  writeFileSync(
    program,
    `import { readFileSync } from "node:fs";
    const off = Number(readFileSync(${JSON.stringify(file)}, "utf8"));
    const Real = Date;
    globalThis.Date = class Date extends Real {
      constructor(...given) {
        if (given.length === 0) super(Real.now() + off);
        else super(...given);
      }
      static now() {
        return Real.now() + off;
      }
    };`,
  );
  return { set, env: { NODE_OPTIONS: `--import ${pathToFileURL(program).href}` } };
}
