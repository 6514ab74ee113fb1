import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { join as path } from "node:path";
import { withStore } from "../../../server/store/openStore.ts";
import { join, trial } from "../../server/client.ts";
import { placesOf, type StoreKind, storeKinds } from "../../server/stores.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import { exporter } from "../manyAtOnce/exportHurtsNobody.ts";
import type { Proof } from "../proof.ts";
import { fillStore } from "../support/bulk.ts";
import { canariesIn, filesIn, newCanary } from "../support/canaries.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { load, peopleAt } from "../support/load.ts";
import { pause } from "../support/senders.ts";
import { supervise } from "../support/supervisor.ts";

const study = "coffee-brands";
/** Nobody's trial is held up for longer. */
const HELD_MS = 1000;
const sizes = {
  short: { trials: 20_000, erased: 4, senders: 5 },
  full: { trials: 1_000_000, erased: 50, senders: 50 },
} as const;

/** People are erased while an export of a million trials reads and others send. */
export const erasureBesideExport: Proof = {
  id: "I5",
  promise:
    "An erasure beside a long export is done before the export ends, holds nobody's trials up for a second, stands in the audit, and leaves no byte when the export has ended.",
  async run({ scale }) {
    const figures: Record<string, number> = { ...sizes[scale] };
    let isMet = true;
    for (const kind of storeKinds) {
      const found = await erasedBeside(kind, sizes[scale]);
      for (const [name, figure] of Object.entries(found)) figures[`${kind} ${name}`] = figure;
      const isHeldUp = scale === "full" && found.longestTrialMs > HELD_MS;
      const wrong = found.inFiles + found.rowsLeft + found.auditMissing + found.errors + found.lost;
      isMet = isMet && wrong === 0 && found.besideExport > 0 && !isHeldUp;
    }
    return { isMet, figures };
  },
};

type Size = { readonly trials: number; readonly erased: number; readonly senders: number };

async function erasedBeside(kind: StoreKind, { trials, erased, senders }: Size) {
  const places = await placesOf(kind);
  const beside = await places.fresh();
  const place = { ...beside, data: path(beside.data, "store") };
  const server = await supervise({ place, studyFile });
  try {
    const canaries = Array.from({ length: erased }, newCanary);
    const gone = [];
    for (const canary of canaries) {
      const person = await join(server.origin, { study, panelId: `${canary}-id` });
      await person.send([trial(0, { note: `${canary}-text` })]);
      gone.push(person);
    }
    const others = await peopleAt(server.origin, senders);
    await withStore(place, (opened) => fillStore(opened, trials, () => "x".repeat(300)));
    const ledger = newLedger();
    const out = path(beside.data, "export");
    const child = exporter({ ...place, out, format: "jsonl" });
    const ended = once(child, "exit");
    const written = path(out, "trials.csv");
    while (child.exitCode === null && !(existsSync(written) && statSync(written).size > 0)) await pause(5);
    const sending = load({ origin: server.origin, people: others, ledger, seconds: 10, thinkMs: () => 100 });
    const found = { longestErasureMs: 0, besideExport: 0 };
    for (const person of gone) {
      if (child.exitCode === null) found.besideExport += 1;
      const from = performance.now();
      const { status } = await person.post("withdraw", { erase: true });
      if (status !== 200) throw new Error(`an erasure was answered with ${status}`);
      found.longestErasureMs = Math.max(found.longestErasureMs, Math.round(performance.now() - from));
    }
    const { errors, longest } = await sending;
    await ended;
    const inFiles = () => canariesIn(filesIn(place.data), canaries).length;
    for (let looks = 0; inFiles() > 0 && looks < 600; looks += 1) await pause(100);
    const ids = new Set(gone.map(({ sessionId }) => sessionId));
    const { rowsLeft, audited, lost } = await withStore(place, async (opened) => {
      const rows = await opened.context.database.query
        .selectFrom("trials")
        .select("id")
        .where("session_id", "in", [...ids])
        .execute();
      const lines = await opened.store.audit.list(null, 10 * erased);
      const told = new Set(lines.filter(({ action }) => action === "person erased").map(({ subject }) => subject));
      return { rowsLeft: rows.length, audited: told.size, lost: (await auditLedger(ledger, opened)).lost };
    });
    return {
      ...found,
      longestTrialMs: longest,
      acknowledged: ledger.acks,
      ...{ errors, lost, rowsLeft, inFiles: inFiles(), auditMissing: erased - audited },
    };
  } finally {
    await server.stop();
    await places.clear();
  }
}
