import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { join as path } from "node:path";
import { createInterface } from "node:readline";
import { parse } from "csv-parse";
import { cell } from "../../../experiments/contract/columns.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { fillStore } from "../support/bulk.ts";
import { type Served, served } from "../support/served.ts";

/** Both lossless exports read back and compared with the store, trial by trial. */
export const exportsEqualTheStore: Proof = {
  id: "C5",
  promise:
    "The lossless exports hold every stored trial as it was received, and their manifest counts and hashes them.",
  async run({ seed, scale }) {
    const trials = scale === "short" ? 3000 : 1_000_000;
    const { below } = randomStream(seed);
    const place = await served();
    const letters = 'aé😀"\\,\n\u0000';
    const note = () => [...letters][below(8)]?.repeat(1 + below(100)) ?? "";
    await place.look((opened) => fillStore(opened, trials, note));
    const stored = await digests(place);
    const lines = await place.exportTo("jsonl");
    const csv = await place.exportTo("csv");
    const inLines = await compareLines(path(lines, "trials.jsonl"), stored);
    const inTable = await compareTable(path(csv, "trials.csv"), stored);
    const wrongFiles = (await wrongInManifest(lines)) + (await wrongInManifest(csv));
    await place.remove();
    const isMet = inLines === trials && inTable === trials && stored.size === trials && wrongFiles === 0;
    return {
      isMet,
      figures: { trials, stored: stored.size, equalInLines: inLines, equalInTable: inTable, wrongFiles },
    };
  },
};

/** SHA-256 of each body, and its note, by session and number. */
async function digests({
  look,
}: Served): Promise<ReadonlyMap<string, { readonly digest: string; readonly note: string }>> {
  return await look(async ({ context }) => {
    const { query } = context.database;
    const found = new Map<string, { readonly digest: string; readonly note: string }>();
    for (const { id } of await query.selectFrom("sessions").select("id").execute()) {
      const rows = await query.selectFrom("trials").select(["seq", "body"]).where("session_id", "=", id).execute();
      for (const { seq, body } of rows) {
        const text = Buffer.from(body).toString("utf8");
        found.set(`${id}/${seq}`, { digest: sha256(text), note: sha256(inTable(cell(JSON.parse(text).note))) });
      }
    }
    return found;
  });
}

/** A zero byte is a sign of its own in a table: R and spreadsheets take none for text. The lines have it as it came. */
function inTable(text: string): string {
  return text.replaceAll("\0", "␀");
}

async function compareLines(file: string, stored: Awaited<ReturnType<typeof digests>>): Promise<number> {
  let equal = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { session_id, seq } = JSON.parse(line);
    const body = /"body":([\s\S]*),"received_at":"[^"]*"\}$/.exec(line)?.[1] ?? "";
    if (stored.get(`${session_id}/${seq}`)?.digest === sha256(body)) equal += 1;
  }
  return equal;
}

async function compareTable(file: string, stored: Awaited<ReturnType<typeof digests>>): Promise<number> {
  let equal = 0;
  const rows = createReadStream(file).pipe(parse({ columns: true }));
  // csv-parse does not know the columns it finds.
  for await (const row of rows as AsyncIterable<Readonly<Record<string, string>>>) {
    const known = stored.get(`${row["session_id"]}/${row["seq"]}`);
    if (known?.note === sha256(row["note"] ?? "")) equal += 1;
  }
  return equal;
}

async function wrongInManifest(folder: string): Promise<number> {
  const { files } = JSON.parse(readFileSync(path(folder, "manifest.json"), "utf8"));
  let wrong = 0;
  for (const [name, facts] of Object.entries<{ readonly bytes: number; readonly sha256: string }>(files)) {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of createReadStream(path(folder, name))) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    if (bytes !== facts.bytes || hash.digest("hex") !== facts.sha256) wrong += 1;
  }
  return wrong;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
