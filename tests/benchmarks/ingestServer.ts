import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { z } from "zod";
import { TrialBody, TrialEnvelope } from "../../experiments/contract/trial.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { createApp } from "../../server/app.ts";
import { listen, originOf, stop } from "../../server/http/listen.ts";
import { groupCommit } from "../../server/ingest/groupCommit.ts";
import { secretHash } from "../../server/secrets.ts";
import { openStore } from "../../server/store/openStore.ts";
import { openSqliteHandle } from "../../server/store/sqliteHandle.ts";
import { coffeeStudy } from "../server/coffeeStudy.ts";

// One process, three doors: the participant origin as it is, the least that could take the same trials into the same store,
// and what one would write first: bare Express, one transaction a request, nothing checked.
// The parent is told both addresses and asks for the processor time used so far; the folder goes when it hangs up.

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

const bare = createServer((request, response) => {
  take(request, response).catch((error: unknown) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});
await new Promise<void>((resolve) => bare.listen(0, HOST, resolve));

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { trials } = Batch.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  const [, , , , sessionId = ""] = (request.url ?? "").split("/");
  const token = (request.headers.authorization ?? "").slice("Bearer ".length);
  const batch = {
    sessionId,
    tokenHash: secretHash(token),
    trials: trials.map(({ seq, id, body }) => {
      const [measure, instance] = [String(body["measure"]), String(body["instance"])];
      return { seq, id, body: JSON.stringify(body), item: "", measure, instance };
    }),
  };
  const outcome = await ingest.submit(batch, study.id);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(outcome));
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
    .then(() => opened.close())
    .then(() => rmSync(data, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
process.send?.({ whole: originOf(whole, HOST), bare: originOf(bare, HOST), usual: originOf(usual, HOST) });
