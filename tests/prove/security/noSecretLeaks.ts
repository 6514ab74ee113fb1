import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { runExport } from "../../../server/main.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { call, join, trial } from "../../server/client.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { canariesIn, filesIn, newCanary } from "../support/canaries.ts";
import { inScratch } from "../support/scratch.ts";
import { supervise } from "../support/supervisor.ts";

const study = "coffee-brands";

/** Secrets and answers that nobody else has, used rightly and wrongly, looked for in everything that is written out. */
export const noSecretLeaks: Proof = {
  id: "E13",
  promise:
    "No password, token, panel id or answer gets into logs, measurements, the audit or where it does not belong.",
  async run() {
    return await inScratch(async (folder) => {
      const [data, logFile] = [path(folder, "store"), path(folder, "log.txt")];
      const server = await supervise({ place: { data }, studyFile, logFile });
      const secrets = { panelId: newCanary(), answer: newCanary(), password: newCanary(), code: newCanary() };
      const person = await join(server.origin, { study, panelId: secrets.panelId });
      await person.send([trial(0, { note: secrets.answer }), trial(1, { value: secrets.answer })]);
      await misuse(server, secrets, person);
      const email = `${newCanary()}@example.org`;
      const cookie = await signedIn(server, { data, email, password: secrets.password });
      await person.post("finish", { trialCount: 2 });
      const metrics = await (await fetch(`${server.consoleOrigin}/metrics`)).text();
      const audit = await (await fetch(`${server.consoleOrigin}/audit`, { headers: { cookie } })).text();
      await server.stop();
      await runExport({ data, study, format: "csv", out: path(folder, "export") });
      const written = (text: string) => [{ path: "", content: Buffer.from(text) }];
      const never = [secrets.password, secrets.code, person.token, cookie.replace(/^[^=]*=/, "")];
      const personal = [secrets.panelId, secrets.answer, email.split("@")[0] ?? ""];
      const log = readFileSync(logFile, "utf8");
      const found = {
        inLog: canariesIn(written(log), [...never, ...personal]).length,
        inMetrics: canariesIn(written(metrics), [...never, ...personal]).length,
        inAudit: canariesIn(written(audit), [...never, secrets.panelId, secrets.answer]).length,
        inExport: canariesIn(filesIn(path(folder, "export")), [...never, secrets.panelId]).length,
        inStoreInClear: canariesIn(filesIn(data), [...never, secrets.panelId]).length,
      };
      const isControl = canariesIn(filesIn(data), [secrets.answer]).length === 1;
      const hits = Object.values(found).reduce((sum, count) => sum + count, 0);
      return {
        isMet: hits === 0 && isControl,
        figures: { canaries: never.length + personal.length, ...found, isControl },
      };
    });
  },
};

type Secrets = { readonly panelId: string; readonly answer: string; readonly password: string; readonly code: string };
type Origins = { readonly origin: string; readonly consoleOrigin: string };

/** Every secret in every wrong place, so that each kind of refusal is made of it. */
async function misuse({ origin, consoleOrigin }: Origins, secrets: Secrets, person: { readonly token: string }) {
  for (const secret of [...Object.values(secrets), person.token]) {
    await call(origin, `/api/v1/sessions/${secret}`, { token: secret });
    await call(origin, `/api/v1/studies/${secret}`);
    await call(origin, "/api/v1/sessions", { body: { study: secret, panelId: [secret], [secret]: 1 } });
    await call(origin, "/api/v1/sessions", { body: `{"${secret}` });
    await call(origin, `/s/${study}/${secret}.png?${secret}`, { headers: { "user-agent": secret, referer: secret } });
    const body = new URLSearchParams({ email: `${secret}@x.org`, password: secret, code: secret });
    await (await fetch(`${consoleOrigin}/sign-in`, { method: "POST", body })).arrayBuffer();
  }
}

async function signedIn(
  { consoleOrigin }: Origins,
  { data, email, password }: { readonly data: string; readonly email: string; readonly password: string },
): Promise<string> {
  const token = await withStore({ data }, async ({ store }) => {
    const { hashPassword } = await import("../../../server/accounts/passwords.ts");
    const made = await store.accounts.create({
      email,
      name: "Ada",
      password: await hashPassword(password),
      isAdmin: true,
    });
    return await store.accounts.openSession(made?.id ?? "");
  });
  const body = new URLSearchParams({ email, password: `${password}!` });
  await (await fetch(`${consoleOrigin}/sign-in`, { method: "POST", body })).arrayBuffer();
  return `saydo=${token}`;
}
