import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { z } from "zod";
import { TrialBody, TrialEnvelope } from "../../experiments/contract/trial.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { createApp } from "../../server/app.ts";
import { openSqliteHandle } from "../../server/database/sqliteHandle.ts";
import { listen, originOf, stop } from "../../server/http/listen.ts";
import { groupCommit } from "../../server/ingest/groupCommit.ts";
import { openStore } from "../../server/store/openStore.ts";
import { coffeeStudy } from "../server/coffeeStudy.ts";

// One process, three doors: the participant origin as it is; the honest limit, which checks the same trials and makes them
// as durable with nothing else in its way; and what one would write first: bare Express, a transaction a request, nothing
// checked. The parent is told the addresses and asks for the processor time used so far; the folder goes when it hangs up.

const HOST = "127.0.0.1";
const data = mkdtempSync(join(tmpdir(), "saydo-ingest-"));
const opened = await openStore({ data }, "serve");
const { study, hash } = await coffeeStudy();
await opened.store.studies.publish({ study, hash });
const ingest = groupCommit({ append: opened.store.appendTrials });
const whole = await listen(createApp(opened.store, { ingest }), 0, HOST);

const measure = measureNamed("likelihoodToRecommend");
if (!measure) throw new RangeError("the registry must know likelihoodToRecommend");
const Batch = z.object({
  trials: z.array(TrialEnvelope.extend({ body: TrialBody.extend(measure.trial.shape) })),
});

const limit = openLimit();
const bare = createServer((request, response) => {
  take(request, response).catch((error: unknown) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});
await new Promise<void>((resolve) => bare.listen(0, HOST, resolve));

type Waiting = { readonly trials: z.infer<typeof Batch>["trials"]; readonly session: string; answer(): void };
let turn: Waiting[] = [];
const INSERT = "insert into trials values (?, ?, ?, ?)";

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { trials } = Batch.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  const [, , , , session = ""] = (request.url ?? "").split("/");
  const answer = () => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ results: trials.map(({ seq }) => ({ seq, status: "created" })) }));
  };
  if (turn.push({ trials, session, answer }) === 1) setImmediate(commitTurn);
}

/** Everything that arrived in one turn of the event loop in one transaction: one wait for the disk. */
function commitTurn(): void {
  const waiting = turn;
  turn = [];
  limit.run("begin immediate", []);
  for (const { trials, session } of waiting) {
    for (const { seq, id, body } of trials) limit.run(INSERT, [session, seq, id, JSON.stringify(body)]);
  }
  limit.run("commit", []);
  for (const { answer } of waiting) answer();
}

/** The driver itself, which keeps each statement prepared. */
function openLimit() {
  const handle = openSqliteHandle(join(data, "limit.db"));
  for (const pragma of ["journal_mode = wal", "synchronous = full"]) handle.exec(`pragma ${pragma}`);
  handle.exec(
    "create table trials (session text, seq integer, id text, body text, primary key (session, seq)) without rowid",
  );
  return handle;
}

const table = openSqliteHandle(join(data, "usual.db"));
for (const pragma of ["journal_mode = wal", "synchronous = full"]) table.exec(`pragma ${pragma}`);
table.exec("create table trials (session text, seq integer, body text, primary key (session, seq))");
const usualApp = express();
usualApp.use(express.json({ limit: "1mb" }));
usualApp.post("/api/v1/sessions/:session/trials", (request, response) => {
  const trials: readonly { readonly seq: number; readonly body: unknown }[] = request.body.trials;
  table.exec("begin immediate");
  for (const { seq, body } of trials) {
    table.run("insert into trials values (?, ?, ?)", [request.params.session, seq, JSON.stringify(body)]);
  }
  table.exec("commit");
  response.json({ results: trials.map(({ seq }) => ({ seq, status: "created" })) });
});
const usual = await listen(usualApp, 0, HOST);

process.on("message", () => process.send?.({ cpu: process.cpuUsage() }));
process.once("disconnect", () => {
  void Promise.all([stop(whole), stop(bare), stop(usual)])
    .then(() => ingest.drained())
    .then(() => table.close())
    .then(() => limit.close())
    .then(() => opened.close())
    .then(() => rmSync(data, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
process.send?.({ whole: originOf(whole, HOST), limit: originOf(bare, HOST), usual: originOf(usual, HOST) });
