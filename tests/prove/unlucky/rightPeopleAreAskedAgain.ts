import { randomUUID } from "node:crypto";
import type { Study } from "../../../experiments/contract/study.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { consentHashOf, contentHash } from "../../../experiments/studyFile/readStudyFile.ts";
import { secretHash } from "../../../server/secrets.ts";
import { withStore } from "../../../server/store/openStore.ts";
import type { StartedSession, Store } from "../../../server/store/store.ts";
import { trial } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import { placesOf, type StoreKind, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const WAVES = ["month1", "month2", "month3"] as const;
const report = { measure: "likelihoodToRecommend", product: "velmora" };
const treatments: Study["treatments"] = {
  ad: { plain: { text: { en: "Velmora." } }, loud: { text: { en: "Velmora!" } } },
  price: { low: { value: 2.49 }, high: { value: 2.99 } },
};

/** What a list must say of a person, by what was done with them. */
type Person = {
  readonly panelId: string;
  readonly first: StartedSession;
  readonly mayAsk: boolean;
  readonly isFinished: boolean;
  /** In ms. */
  readonly ended: number;
  fate: "in" | "stopped" | "erased" | "never";
  readonly done: Set<string>;
  readonly refused: Set<string>;
};

export type WaveFigures = {
  readonly people: number;
  readonly lists: number;
  readonly listed: number;
  readonly strangers: number;
  readonly doubles: number;
  readonly erased: number;
  readonly forgotten: number;
  readonly otherPerson: number;
  readonly otherTreatment: number;
  readonly secondSessions: number;
};

/** Plays people through three waves of a 2 × 2 study, each with a fate of their own, and looks at every list on the way. */
export async function playWaves(
  kind: StoreKind,
  { people, seed }: { readonly people: number; readonly seed: number },
): Promise<WaveFigures> {
  const places = await placesOf(kind);
  let now = Date.parse("2026-03-01T00:00:00.000Z");
  try {
    const place = { ...(await places.fresh()), now: () => new Date(now) };
    return await withStore(place, async ({ store }) => {
      const world = await worldOf(store, seed);
      const all: Person[] = [];
      for (let at = 0; at < people; at += 1) {
        now += Math.ceil((world.uniform() * (2 * DAY_MS * 10)) / people);
        all.push(await begin(world, `p${at}`, now));
      }
      const found = counters();
      for (const [place_, wave] of WAVES.entries()) {
        // Before it opens for the first, in its midst, near its end and after it.
        for (const day of [27, 33, 37, 45]) {
          now = Math.max(now, Date.parse("2026-03-01T00:00:00.000Z") + (28 * place_ + day) * DAY_MS);
          await lookAtList(world, { all, wave, now, found });
          await live(world, { all, wave, now, found });
        }
      }
      return { people, ...found };
    });
  } finally {
    await places.clear();
  }
}

type World = {
  readonly store: Store;
  readonly study: Study;
  readonly uniform: () => number;
};

async function worldOf(store: Store, seed: number): Promise<World> {
  const waves = WAVES.map((id, at) => ({
    ...{ id, opens: 28 * (at + 1), closes: 28 * (at + 1) + 10 },
    flow: [{ part: "stated" as const, measures: [report] }],
  }));
  const randomise = { partOrder: false, itemOrder: false };
  const { study } = await coffeeStudy({ waves, treatments, flow: oneQuestion, randomise });
  await store.studies.publish({ study, hash: contentHash(study) });
  return { store, study, uniform: randomStream(seed).uniform };
}

function counters() {
  return {
    ...{ lists: 0, listed: 0, strangers: 0, doubles: 0, erased: 0, forgotten: 0 },
    ...{ otherPerson: 0, otherTreatment: 0, secondSessions: 0 },
  };
}

async function begin({ store, study, uniform }: World, panelId: string, now: number): Promise<Person> {
  const isSimulated = uniform() < 0.03;
  const first = await store.sessions.start({ studyId: study.id, panelId, isSimulated });
  const mayAsk = uniform() < 0.8 && !isSimulated;
  const purposes = { takePart: true, linkPurchases: false, linkHistory: false, recontact: mayAsk, shareData: false };
  await store.sessions.consent(first.session.sessionId, {
    consentHash: consentHashOf(study),
    language: "en",
    purposes,
  });
  const isFinished = uniform() < 0.9;
  if (isFinished) await answer(store, first, "likelihoodToRecommend");
  return { panelId, first, mayAsk, isFinished, ended: now, fate: "in", done: new Set(), refused: new Set() };
}

async function answer(store: Store, { session, token }: StartedSession, instance: string): Promise<void> {
  const { body: full } = trial(0, { instance });
  const body = JSON.stringify(full);
  const id = randomUUID();
  const received = { seq: 0, id, body, measure: full.measure, instance, products: [], item: body };
  const { sessionId } = session;
  await store.appendTrials([{ sessionId, tokenHash: secretHash(token), trials: [received] }]);
  await store.sessions.finish(sessionId, 1);
}

type Looking = {
  readonly all: readonly Person[];
  readonly wave: string;
  readonly now: number;
  readonly found: ReturnType<typeof counters>;
};

function isDue(person: Person, wave: string, now: number): boolean {
  const closes = person.ended + (28 * (WAVES.findIndex((id) => id === wave) + 1) + 10) * DAY_MS;
  const mayBe = person.mayAsk && person.isFinished && person.fate === "in";
  return mayBe && !person.done.has(wave) && !person.refused.has(wave) && now < closes;
}

/** The list must be the people that it should hold, no other and each once. */
async function lookAtList({ store, study }: World, { all, wave, now, found }: Looking): Promise<void> {
  const list = await store.waves.invite({ studyId: study.id, wave, isDue: false, isNew: false });
  const listed = list.people.map(({ panelId }) => panelId);
  const expected = new Set(all.filter((one) => isDue(one, wave, now)).map(({ panelId }) => panelId));
  const erased = new Set(all.filter(({ fate }) => fate === "erased").map(({ panelId }) => panelId));
  found.lists += 1;
  found.listed += listed.length;
  found.doubles += listed.length - new Set(listed).size;
  found.strangers += listed.filter((id) => !expected.has(id)).length;
  found.erased += listed.filter((id) => erased.has(id)).length;
  found.forgotten += [...expected].filter((id) => !listed.includes(id)).length;
}

/** Some answer, some say no, some stop or are erased, all at this moment. */
async function live(world: World, { all, wave, found }: Looking): Promise<void> {
  const { store, study, uniform } = world;
  const list = await store.waves.invite({ studyId: study.id, wave, isDue: true, isNew: false });
  const codes = new Map(list.people.map(({ panelId, code }) => [panelId, code]));
  for (const person of all) {
    const chance = uniform();
    const { sessionId } = person.first.session;
    const code = codes.get(person.panelId);
    if (person.fate === "in" && chance < 0.01) {
      await store.sessions.withdraw(sessionId, { extent: "erase", actor: "participant" });
      person.fate = "erased";
    } else if (person.fate === "in" && chance < 0.02) {
      await store.sessions.withdraw(sessionId, { extent: "keep", actor: "participant", of: "person" });
      person.fate = "stopped";
    } else if (code !== undefined && chance < 0.04) {
      await store.waves.refuse(study.id, code, chance < 0.03 ? "wave" : "never");
      if (chance < 0.03) person.refused.add(wave);
      else person.fate = "never";
    } else if (code !== undefined && chance < 0.5) {
      await takePart(world, { person, wave, code, found });
    }
  }
}

type Taking = Pick<Looking, "wave" | "found"> & { readonly person: Person; readonly code: string };

/** Opens the link twice, as from a telephone and then a laptop; it is one session of the same person. */
async function takePart({ store, study }: World, { person, wave, code, found }: Taking): Promise<void> {
  const asked = { studyId: study.id, wave: code, isSimulated: false };
  const one = await store.sessions.start(asked);
  const other = await store.sessions.start(asked);
  if (one.session.sessionId !== other.session.sessionId) found.secondSessions += 1;
  if (other.session.participantId !== person.first.session.participantId) found.otherPerson += 1;
  const levels = (started: StartedSession) =>
    Object.keys(treatments ?? {}).map((name) => started.session.assignment[`treatment.${name}`]);
  if (levels(other).join() !== levels(person.first).join()) found.otherTreatment += 1;
  await answer(store, other, `likelihoodToRecommend-${wave}`);
  person.done.add(wave);
}

export function isFaultless({ strangers, doubles, erased, forgotten, ...rest }: WaveFigures): boolean {
  const faults = strangers + doubles + erased + forgotten;
  return faults + rest.otherPerson + rest.otherTreatment + rest.secondSessions === 0 && rest.listed > 0;
}

/** Lists of people to ask again, over both databases. */
export const rightPeopleAreAskedAgain: Proof = {
  id: "I10",
  promise: "No list of people to ask again holds a stranger, a person twice or an erased one, and none is forgotten.",
  async run({ seed, scale }) {
    const people = scale === "short" ? 24 : 1000;
    const found = [];
    for (const kind of storeKinds) found.push([kind, await playWaves(kind, { people, seed })] as const);
    return {
      isMet: found.every(([, figures]) => isFaultless(figures)),
      figures: Object.fromEntries(
        found.flatMap(([kind, figures]) => Object.entries(figures).map(([name, value]) => [`${kind} ${name}`, value])),
      ),
    };
  },
};
