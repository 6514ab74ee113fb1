import { join as path } from "node:path";
import { gunzipSync } from "node:zlib";
import { runScoreExport } from "../../../analysis/commands/scoreExport.ts";
import { checkAnonymous } from "../../../analysis/data/checkAnonymous.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { consoleRoutes } from "../../../server/console/consoleApp.ts";
import { runExport } from "../../../server/main.ts";
import { secretHash } from "../../../server/secrets.ts";
import { roles } from "../../../server/store/store.ts";
import { readDataTable } from "../../analysis/readDataTable.ts";
import { join, trials } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import { addressOf, consoleOptions } from "../../server/consoleWorld.ts";
import type { Proof } from "../proof.ts";
import { canariesIn, filesIn, newCanary } from "../support/canaries.ts";
import { inScratch } from "../support/scratch.ts";
import { type Served, served } from "../support/served.ts";

const study = "coffee-brands";
const formats = ["csv", "jsonl", "psych-ds", "parquet"] as const;
/** How a table of scores would name a person, by a column or in a cell. */
const IDENTIFIED = [
  ...["email", "e_mail", "phone", "telephone", "mobile", "first_name", "last_name", "full_name", "surname", "address"],
  ...["customer_id", "panel_id", "panelId", "prolific_pid", "PROLIFIC_PID", "worker_id", "sona_id", "card", "iban"],
  ...["date_of_birth", "ip_address"],
];

/** Every role at every page and export, and the export with scores in every format: does a panel's id ever stand in the
 *  same answer as a score? And every way to name people, given to a kept model. */
export const noScoreBesideIdentity: Proof = {
  id: "F10",
  promise: "No individual's score leaves beside an identity, whoever asks; a kept model refuses rows that name people.",
  async run({ scale }) {
    const place = await served({ studies: [await coffeeStudy({ flow: oneQuestion })] });
    const panelIds = Array.from({ length: scale === "short" ? 5 : 50 }, newCanary);
    for (const panelId of panelIds) {
      const person = await join(place.origin, { study, panelId }, { linkPurchases: true });
      await person.send(trials(3));
      await person.post("finish", { trialCount: 3 });
    }
    const asked = await askedByEveryone(place, panelIds, scale === "short" ? ["csv"] : formats);
    const exported = await exportsWithScores(place, panelIds);
    await place.remove();
    const taken = IDENTIFIED.filter((name) => !isRefused(`${name},dscore\nsomeone,0.3\n`));
    const inCells = isRefused("code,dscore\n17,0.1\nann@example.org,0.3\n") ? 0 : 1;
    const areKeysTaken = !isRefused("participant_id,dscore,bought\nP-7f2a,0.31,1\n");
    return {
      isMet:
        asked.joined + exported.withIdentity + taken.length + inCells === 0 &&
        areKeysTaken &&
        asked.withIdentity > 0 &&
        exported.withScores >= formats.length,
      figures: {
        ...{ people: panelIds.length, answers: asked.answers, withIdentity: asked.withIdentity, joined: asked.joined },
        ...{ files: exported.files, withScores: exported.withScores, exportsWithIdentity: exported.withIdentity },
        ...{ waysToNamePeople: IDENTIFIED.length + 1, taken: taken.length + inCells, areKeysTaken },
      },
    };
  },
};

async function askedByEveryone(place: Served, panelIds: readonly string[], wanted: readonly string[]) {
  const found = { answers: 0, withIdentity: 0, joined: 0 };
  const routes = await place.look(async ({ store }) => consoleRoutes(store, consoleOptions));
  const people = await place.look(({ store }) => store.people.list(study, 3));
  const pages = routes.filter(({ method }) => method === "get").map(({ path: at }) => addressOf(at, study));
  const copies = people.map(({ participantId }) => `/studies/${study}/people/${participantId}/copy`);
  for (const role of roles) {
    const token = await place.look(async ({ store: { accounts } }) => {
      const account = await accounts.create({ email: `${role}@example.org`, name: role, password: "", isAdmin: false });
      await accounts.setRole(study, account?.id ?? "", role);
      return await accounts.openSession(account?.id ?? "");
    });
    const headers = { cookie: `saydo=${token}` };
    const origin = place.server.consoleOrigin;
    const requests = [
      ...[...pages, ...copies].map((at) => () => fetch(`${origin}${at}`, { headers })),
      ...wanted.map((format) => () => {
        const body = new URLSearchParams({ csrf: secretHash(`csrf ${token}`), format, recipient: "Agency" });
        return fetch(`${origin}/studies/${study}/export`, { method: "POST", headers, body });
      }),
    ];
    for (const request of requests) {
      const bytes = Buffer.from(await (await request()).arrayBuffer());
      const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
      const isNamed = canariesIn([{ path: "", content }], panelIds).length > 0;
      found.answers += 1;
      if (isNamed) found.withIdentity += 1;
      if (isNamed && hasScores(content)) found.joined += 1;
    }
  }
  return found;
}

/** Scores stand in tables under this head, and in JSON under this name. */
function hasScores(content: Buffer): boolean {
  return /participant_id,instance,product,score|"score"/.test(content.toString("latin1"));
}

async function exportsWithScores({ place }: Served, panelIds: readonly string[]) {
  return await inScratch(async (folder) => {
    const found = { files: 0, withScores: 0, withIdentity: 0 };
    for (const format of formats) {
      const out = path(folder, format);
      const addScores = (dir: string): Promise<unknown> => runScoreExport({ dir });
      await runExport({ ...place, study, format, out, addScores });
      const files = filesIn(out);
      found.files += files.length;
      found.withScores += files.filter((file) => /scores/.test(file.path)).length;
      found.withIdentity += canariesIn(files, panelIds).length;
    }
    return found;
  });
}

function isRefused(csv: string): boolean {
  try {
    checkAnonymous("data.csv", readDataTable("data.csv", csv));
    return false;
  } catch (error) {
    if (error instanceof Problem) return true;
    throw error;
  }
}
