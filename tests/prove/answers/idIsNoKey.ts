import { randomUUID } from "node:crypto";
import type { Study } from "../../../experiments/contract/study.ts";
import { participantRoutes } from "../../../server/app.ts";
import { groupCommit } from "../../../server/ingest/groupCommit.ts";
import { type Answer, call, join, type Person, trial } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import { placesOf, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { type Served, served } from "../support/served.ts";

type Source = Study["recruitment"]["source"];

const sources: readonly Source[] = ["open", "personal", "singleUse", "prolific", "sona", "mturk"];
const rules: readonly Study["recruitment"]["repeat"][] = ["resume", "refuse", "anyDevice"];
const moments = ["agreed", "answered", "finished", "withdrawn"] as const;
const ANSWER = "answer-of-the-owner";

/** Someone who knows another's id or link, and nothing else, at every route of the interface: for every way to recruit, every
 *  rule for coming back, and every moment of the owner's session. */
export const idIsNoKey: Proof = {
  id: "H7",
  promise: "A panel's id or a link is a name, not a key: alone it opens, ends and erases nothing of who has agreed.",
  async run({ scale }) {
    const told = { owners: 0, requests: 0, opened: 0, ended: 0, replies: 0, first: "none" };
    for (const kind of scale === "short" ? (["sqlite"] as const) : storeKinds) {
      const places = await placesOf(kind);
      const studies = await Promise.all(
        sources.flatMap((source) =>
          rules.map((repeat) =>
            coffeeStudy({ id: `${source}-${repeat}`, flow: oneQuestion, recruitment: { source, repeat } }),
          ),
        ),
      );
      const place = await served({ place: await places.fresh(), studies });
      const routes = await sessionRoutes(place);
      for (const source of sources) {
        for (const repeat of rules) await atEveryMoment(place, { source, repeat, routes, told });
      }
      await place.remove();
      await places.clear();
    }
    const { first, ...counts } = told;
    return {
      isMet: told.opened + told.ended === 0 && told.replies === 0 && told.owners > 0,
      figures: { ...counts, first },
    };
  },
};

type Told = { owners: number; requests: number; opened: number; ended: number; replies: number; first: string };
type World = {
  readonly source: Source;
  readonly repeat: Study["recruitment"]["repeat"];
  readonly routes: Awaited<ReturnType<typeof sessionRoutes>>;
  readonly told: Told;
};

async function sessionRoutes(place: Served) {
  return await place.look(async ({ store }) => {
    const all = participantRoutes(store, groupCommit({ append: store.appendTrials }), () => undefined);
    return all.filter(({ path }) => path.includes(":sessionId"));
  });
}

async function atEveryMoment(place: Served, { source, repeat, routes, told }: World): Promise<void> {
  const study = `${source}-${repeat}`;
  const refusals = new Set<string>();
  for (const moment of moments) {
    const start = await nameFor(place, study);
    const owner = await join(place.origin, { study, ...start, startKey: randomUUID() + randomUUID() });
    told.owners += 1;
    if (moment !== "agreed") await owner.send([trial(0, { note: ANSWER })]);
    const end = moment === "finished" ? await owner.post("finish", { trialCount: 1 }) : undefined;
    if (moment === "withdrawn") await owner.post("withdraw", { erase: false });
    const before = JSON.stringify((await owner.status()).body);
    const reply = await call(place.origin, "/api/v1/sessions", { body: { study, ...start } });
    const mayMove = repeat === "anyDevice" && source !== "singleUse" && (moment === "agreed" || moment === "answered");
    if (!mayMove) refusals.add(JSON.stringify([reply.status, reply.body]));
    const fault = (what: "opened" | "ended", where: string) => {
      told[what] += 1;
      if (told.first === "none") told.first = `${study}, ${moment}: ${where}`;
    };
    if (reply.status < 300 !== mayMove) fault("opened", `start answers ${reply.status}`);
    const secrets = [ANSWER, end?.body.completionCode, end?.body.ownDataCode].filter((one) => one !== undefined);
    for (const { where, answer } of await askEverywhere(place, { owner, reply, routes })) {
      told.requests += 1;
      if (secrets.some((secret) => JSON.stringify(answer.body).includes(secret))) fault("opened", where);
      if (answer.status < 300 && /own-scores/.test(where) && answer.body.scores.length > 0) fault("opened", where);
      if (answer.status < 300 && !mayMove) fault("opened", `${where} ${answer.status}`);
      if (answer.status < 300 && /withdraw.*erase|consent/.test(where)) fault("ended", where);
    }
    if (!mayMove && JSON.stringify((await owner.status()).body) !== before) fault("ended", "the owner's own session");
  }
  // Whatever became of the owner, a stranger is told the same.
  if (refusals.size !== 1) told.replies += 1;
}

/** An id of the kind the source knows people by, or a link. */
async function nameFor(place: Served, study: string): Promise<Readonly<Record<string, string>>> {
  const isLinked = study.startsWith("personal") || study.startsWith("singleUse");
  if (!isLinked) return { panelId: randomUUID() };
  const [link = ""] = await place.look(({ store }) => store.links.make(study, { count: 1 }));
  return { link };
}

type Known = Pick<World, "routes"> & { readonly owner: Person; readonly reply: Answer };

/** Every route of a session, with whatever token the start gave, and with none. */
async function askEverywhere(place: Served, { owner, reply, routes }: Known) {
  const bodies: Readonly<Record<string, unknown>> = {
    consent: { consentHash: owner.started.consentHash, language: "en", purposes: { takePart: true, shareData: true } },
    finish: { trialCount: 1 },
    withdraw: { erase: true },
  };
  const answers = [];
  const token = reply.status < 300 ? String(reply.body.token) : randomUUID() + randomUUID();
  for (const { path: template, method } of routes) {
    const path = template.replace(":sessionId", owner.sessionId);
    const what = path.split("/").at(-1) ?? "";
    if (what === "trials") continue;
    const body = method === "post" ? { body: bodies[what] ?? {} } : {};
    const answer = await call(place.origin, path, { ...body, token });
    // Who went on at another device, as the study allows, may end it there as anyone who goes through all of it.
    const isOwnEnd = what === "finish" && reply.status < 300;
    if (!isOwnEnd || answer.body.ownDataCode !== undefined) {
      if (what !== owner.sessionId && what !== "eligibility") answers.push({ where: `${what} erase`, answer });
    }
  }
  return answers;
}
