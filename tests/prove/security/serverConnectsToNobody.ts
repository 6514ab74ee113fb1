import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { parse, stringify } from "yaml";
import { isPlaceholder } from "../../../experiments/contract/placeholder.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { call, join, trial, wholeCoffee } from "../../server/client.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { inScratch } from "../support/scratch.ts";
import { shimOf } from "../support/shim.ts";
import { linesOfCode, placesWith } from "../support/sources.ts";
import { type Supervised, supervise } from "../support/supervisor.ts";

const goesOut =
  /\bfetch\(|from "(node:)?(http2|https|tls|dgram|dns)[/"]|\b(http|https|net)\.(get|request|connect)\(|createConnection\(/;
const runsText = /\beval\(|new Function\(|from "(node:)?vm"|setTimeout\("|innerHTML|dangerouslySetInnerHTML/;
const urls = [
  "http://169.254.169.254/latest/meta-data/",
  "http://192.0.2.7:8080/x",
  "http://[2001:db8::7]/",
  "file:///etc/passwd",
  "//192.0.2.8/share",
  ["$", "{7*7}{{7*7}}<%= 7*7 %>#{7*7}"].join(""),
];

/** Addresses and templates wherever a stranger can leave one, with every connection the server makes written down. */
export const serverConnectsToNobody: Proof = {
  id: "E8",
  promise: "The server connects to nobody, whatever it is sent, and runs no text as code.",
  async run() {
    const code = linesOfCode("server");
    const calls = placesWith(code, goesOut);
    const evals = placesWith(code, runsText);
    return await inScratch(async (folder) => {
      const [log, data] = [path(folder, "connects.txt"), path(folder, "store")];
      const env = { LD_PRELOAD: await shimOf("connects", folder), CONNECTS_TO: log };
      const control = controlSeen(env, path(folder, "control.txt"));
      const server = await supervise({ place: { data }, studyFile: evilStudy(folder), env });
      const computed = await useEverything(server, data);
      await server.stop();
      const seen = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").filter(Boolean) : [];
      const outside = seen.filter((address) => address !== "local" && !address.startsWith("127.") && address !== "::1");
      return {
        isMet: calls.length + evals.length + outside.length + computed === 0 && control,
        figures: {
          ...{ callsInTheCode: calls.length, evalsInTheCode: evals.length, first: calls[0] ?? evals[0] ?? "none" },
          ...{ connections: seen.length, outside: outside.length, templatesComputed: computed, controlSeen: control },
        },
      };
    });
  },
};

/** The recorder itself: a process that does connect. */
function controlSeen(env: Readonly<Record<string, string>>, log: string): boolean {
  const script = `require("net").connect(9, "127.0.0.1").on("error", () => {})`;
  spawnSync(process.execPath, ["-e", script], { env: { ...process.env, ...env, CONNECTS_TO: log } });
  return existsSync(log) && readFileSync(log, "utf8").includes("127.0.0.1");
}

function evilStudy(folder: string): string {
  const file = path(folder, "study.yaml");
  cpSync(path(studyFile, "..", "stimuli"), path(folder, "stimuli"), { recursive: true });
  const study = { ...parse(readFileSync(studyFile, "utf8")), title: urls.join(" ") };
  writeFileSync(file, stringify(study));
  return file;
}

/** Takes part, signs in, looks at the pages; returns how many templates were computed. */
async function useEverything({ origin, consoleOrigin }: Supervised, data: string): Promise<number> {
  const study = "coffee-brands";
  for (const url of urls) {
    const panelId = isPlaceholder(url) ? "template" : url;
    const person = await join(origin, { study, panelId, parameters: { redirect: url } });
    await person.send([trial(0, { note: url, image: url, src: url })]);
    const headers = {
      referer: "http://192.0.2.9/",
      "x-forwarded-for": url.replaceAll(/[^ -~]/g, ""),
      host: "192.0.2.9",
    };
    await call(origin, `/s/${study}/${encodeURIComponent(url)}`, { headers });
    await person.send(wholeCoffee(1));
    await person.post("finish", { trialCount: 5 });
  }
  const token = await withStore({ data }, async ({ store }) => {
    const made = await store.accounts.create({ email: "a@x.org", name: urls.join(" "), password: "", isAdmin: true });
    return await store.accounts.openSession(made?.id ?? "");
  });
  const cookie = { cookie: `saydo=${token}` };
  let text = "";
  for (const page of ["", "/recruit", "/people", "/members", "/results", "/purchases", "/audit"]) {
    const response = await fetch(`${consoleOrigin}/studies/${study}${page}`, { headers: cookie });
    text += await response.text();
  }
  text += JSON.stringify((await call(origin, `/api/v1/studies/${study}`)).body);
  return /\b49\b/.test(text.replaceAll(/[0-9a-f]{16,}/g, "")) ? 1 : 0;
}
