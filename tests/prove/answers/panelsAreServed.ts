import { parse } from "csv-parse/sync";
import { generate } from "otplib";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { arrive, call, join, trial } from "../../server/client.ts";
import type { Proof } from "../proof.ts";
import { inWorld, ownerOf, type Panel, panels, sources, type World } from "../support/panelWorld.ts";

const EACH = 3;

/** Participants of three panels over the HTTP interface, someone who guesses SONA's codes, and the list for the panel. */
export const panelsAreServed: Proof = {
  id: "H5",
  promise:
    "A panel's participant needs an id, has one session, and gets code and way out once all is stored; a guessed code opens nobody's session; the list names only reasons that panels accept.",
  async run({ seed, scale }) {
    const [people, guesses] = scale === "short" ? [25, 100] : [225, 5000];
    const random = randomStream(seed);
    return await inWorld(async (world) => {
      const flows = await Promise.all(sources.map((source) => flowOf(world, source)));
      const guessing = await guessCodes(world, { people, guesses, random });
      const list = await listFor(world, { people, random });
      const faults = [...flows.flat(), ...list.faults];
      return {
        isMet: faults.length === 0 && guessing.opened === 0 && guessing.harmed === 0 && guessing.codesHit > 0,
        figures: {
          ...{ faults: faults.length, firstFault: faults[0] ?? "none", ...guessing },
          ...{ onTheList: list.people, toLookAtAgain: list.again },
        },
      };
    });
  },
};

/** What went wrong in one person's way through a panel's study: nothing. */
async function flowOf({ origin }: World, source: Panel): Promise<readonly string[]> {
  const { parameter, wayOut } = panels[source];
  const panelId = `5f3c${source}77`;
  const faults: string[] = [];
  const must = (isSo: boolean, what: string) => void (isSo || faults.push(`${source}: ${what}`));
  const start = { study: source, parameters: { [parameter]: panelId } };
  const without = await call(origin, "/api/v1/sessions", { body: { study: source } });
  must(without.status === 400, "started without an id");
  const shown = await call(origin, `/api/v1/studies/${source}`);
  const person = await arrive(origin, start);
  const told = JSON.stringify([shown.body, person.started]);
  must(!told.includes(wayOut.split("?")[0] ?? ""), "the way out was told before the end");
  const agreed = { consentHash: person.started.consentHash, language: "en", purposes: { takePart: true } };
  await person.post("consent", agreed);
  const again = await call(origin, "/api/v1/sessions", { body: start });
  must(again.status === 409 && again.body.token === undefined, `the same id again: ${again.status}`);
  const { post } = person;
  await post("trials", { trials: Array.from({ length: EACH - 1 }, (_, seq) => trial(seq)) });
  const early = await post("finish", { trialCount: EACH });
  must(early.status === 409 && !JSON.stringify(early.body).includes("example/"), "a code before all was stored");
  await post("trials", { trials: [trial(EACH - 1)] });
  const { body: end } = await post("finish", { trialCount: EACH });
  const wanted = wayOut.replace("{code}", end.completionCode).replace("{panelId}", panelId);
  must(end.redirectUrl === wanted, `sent to ${end.redirectUrl}`);
  return faults;
}

type Guessing = {
  readonly people: number;
  readonly guesses: number;
  readonly random: ReturnType<typeof randomStream>;
};

/** Codes of three digits, tried at random by someone who has none. */
async function guessCodes({ origin }: World, { people, guesses, random }: Guessing) {
  const codes = Array.from({ length: people }, (_, one) => `${100 + 4 * one}`);
  const victims = new Map<string, Awaited<ReturnType<typeof join>>>();
  for (const code of codes) {
    const victim = await join(origin, { study: "sona", panelId: code });
    await victim.send([trial(0), trial(1)]);
    victims.set(code, victim);
  }
  const told = { guesses, codesHit: 0, opened: 0, harmed: 0 };
  const begun = new Set<string>();
  const theirs = new Set([...victims.values()].map(({ sessionId }) => sessionId));
  for (let guess = 0; guess < guesses; guess += 1) {
    const panelId = `${100 + random.below(4 * people)}`;
    if (victims.has(panelId)) told.codesHit += 1;
    const { status, body } = await call(origin, "/api/v1/sessions", { body: { study: "sona", panelId } });
    if (status === 201) begun.add(panelId);
    if (theirs.has(String(body.sessionId)) || (victims.has(panelId) && status !== 409)) told.opened += 1;
  }
  // Those whose codes were begun by the guesser come after all.
  for (const code of begun) victims.set(code, await join(origin, { study: "sona", panelId: code }));
  for (const [code, victim] of victims) {
    await victim.send([trial(0), trial(1)]);
    const end = await victim.post("finish", { trialCount: 2 });
    const isTheirs = String(end.body.redirectUrl).endsWith(`survey_code=${code}`);
    if (end.status !== 200 || !isTheirs) told.harmed += 1;
  }
  return { ...told, begunUnderFreeCodes: begun.size };
}

/** A panel whose people take about ten minutes, but for one who rushes and one who fails two attention checks. */
async function listFor(world: World, { people, random }: Omit<Guessing, "guesses">) {
  const { origin, opened } = world;
  const odd = { fast: "=cmd|' /C calc'!A0", inattentive: "5f00inattentive" } as const;
  const ids = [...Array.from({ length: people }, (_, one) => `5f00person${one}`), odd.fast, odd.inattentive];
  for (const panelId of ids) {
    const person = await join(origin, { study: "listed", panelId });
    const isWrong = panelId === odd.inattentive;
    await person.send([0, 1].map((seq) => ({ ...trial(seq), body: attentionCheck(seq, isWrong ? "no" : "yes") })));
    world.pass(panelId === odd.fast ? 20 : 600 * Math.exp(0.25 * random.normal()));
    await person.post("finish", { trialCount: 2 });
  }
  await join(origin, { study: "listed", panelId: "5f00unfinished" });
  const { secret, ask } = await ownerOf(world);
  const page = await ask("/studies/listed/panel");
  const form = {
    recipient: "Prolific",
    code: await generate({ secret, epoch: world.now().getTime() / 1000 }),
  };
  const csv = await ask("/studies/listed/panel/list", form);
  const withoutCode = await ask("/studies/listed/panel/list", {
    ...form,
    code: "000000",
  });
  const rows: readonly Readonly<Record<string, string>>[] = parse(csv.text, { columns: true });
  const again = rows.filter(({ suggested }) => suggested === "look again");
  const reasonOf = (panelId: string) => again.find((row) => row["panel_id"] === panelId)?.["reasons"] ?? "";
  const faults: string[] = [];
  const must = (isSo: boolean, what: string) => void (isSo || faults.push(`list: ${what}`));
  must(page.status === 200 && !page.text.includes("5f00"), "the page names someone");
  must(withoutCode.status === 403 && !withoutCode.text.includes("5f00"), "ids without a code");
  must(rows.length === ids.length + 1, `${rows.length} people on the list`);
  must(again.length === 2, `${again.length} to look at again`);
  must(
    /20 s, a statistical outlier below the limit of \d+ (?:min|s)/.test(reasonOf(`'${odd.fast}`)),
    "the fast one's reason",
  );
  must(reasonOf(odd.inattentive) === "Failed 2 of 2 attention checks.", "the inattentive one's reason");
  must(!/too fast|reject/i.test(csv.text), "a word that is no reason");
  must(
    rows.some((row) => row["suggested"] === "not finished" && row["completion_code"] === ""),
    "who has not finished",
  );
  const audited = (await opened.store.audit.list("listed", 10)).filter(
    ({ action }) => action === "identities exported",
  );
  must(audited.length === 1, `${audited.length} lines in the audit`);
  return { faults, people: rows.length, again: again.length };
}

function attentionCheck(seq: number, value: string) {
  const { lowest: _lowest, highest: _highest, ...common } = trial(seq).body;
  const instance = `check${seq}`;
  return { ...common, measure: "screener", instance, item: "screener.says", value, isEligible: value === "yes" };
}
