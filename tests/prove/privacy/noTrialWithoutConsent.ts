import { randomStream } from "../../../experiments/random/randomStream.ts";
import { consentHashOf } from "../../../experiments/studyFile/readStudyFile.ts";
import { arrive, type Person, trial } from "../../server/client.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { placesOf, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { type Served, served } from "../support/served.ts";

const counts = { beforeConsent: 0, declined: 0, outdated: 0, afterWithdrawal: 0 };
type Counts = { -readonly [name in keyof typeof counts]: number };

/** Trials offered before consent, without it, for another text, and after withdrawal at every point of a session. */
export const noTrialWithoutConsent: Proof = {
  id: "F4",
  promise: "No trial is taken before consent or after withdrawal, and every session leads to the text that was shown.",
  async run({ seed, scale }) {
    const people = scale === "short" ? 20 : 500;
    const { below } = randomStream(seed);
    const figures: Record<string, number> = { people };
    let isMet = true;
    for (const kind of storeKinds) {
      const places = await placesOf(kind);
      const studies = [await coffeeStudy(), await coffeeStudy({ id: "tea", title: "Tea" })];
      const place = await served({ place: await places.fresh(), studies });
      const taken: Counts = { ...counts };
      for (let turn = 0; turn < people; turn += 1) {
        const study = turn % 2 === 0 ? "coffee-brands" : "tea";
        await takePart(await arrive(place.origin, { study }), { leavesAfter: below(6), taken });
      }
      const { sessions, traced } = await tracedConsents(place);
      const all = Object.values(taken).reduce((sum, one) => sum + one, 0);
      isMet = isMet && all === 0 && sessions === people && traced === sessions;
      figures[`${kind} trials taken without consent`] = all;
      figures[`${kind} sessions`] = sessions;
      figures[`${kind} traced to their text`] = traced;
      await place.remove();
      await places.clear();
    }
    return { isMet, figures };
  },
};

async function takePart(
  person: Person,
  { leavesAfter, taken }: { readonly leavesAfter: number; readonly taken: Counts },
): Promise<void> {
  const { consentHash } = person.started;
  const isTaken = async (seq: number) => (await person.send([trial(seq)])).status !== 409;
  if (await isTaken(0)) taken.beforeConsent += 1;
  const other = { consentHash: "0".repeat(64), language: "en", purposes: { takePart: true } };
  if ((await person.post("consent", other)).status !== 409 || (await isTaken(0))) taken.outdated += 1;
  await person.post("consent", { consentHash, language: "en", purposes: { takePart: false } });
  if (await isTaken(0)) taken.declined += 1;
  await person.post("consent", { consentHash, language: "en", purposes: { takePart: true, linkPurchases: true } });
  for (let seq = 0; seq < leavesAfter; seq += 1) await person.send([trial(seq)]);
  await person.post("withdraw", { erase: false });
  if (await isTaken(leavesAfter)) taken.afterWithdrawal += 1;
}

/** Sessions whose last consent names the hash of the text that their own version of the study has. */
async function tracedConsents({ look }: Served) {
  return await look(async ({ context, store }) => {
    const { query } = context.database;
    const sessions = await query.selectFrom("sessions").selectAll().execute();
    let traced = 0;
    for (const session of sessions) {
      const given = await query
        .selectFrom("consents")
        .selectAll()
        .where("session_id", "=", session.id)
        .orderBy("number", "desc")
        .execute();
      const text = consentHashOf(await store.studies.version(session.study_hash));
      const [last] = given;
      const isWhole = last?.consent_hash === text && last.language === "en" && last.given_at !== "";
      // One line for the refusal and one for the agreement.
      if (isWhole && given.length === 2 && JSON.parse(last.purposes).linkPurchases === true) traced += 1;
    }
    return { sessions: sessions.length, traced };
  });
}
