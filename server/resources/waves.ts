import { z } from "zod";
import { OpenedWave, RefuseWave, WaveLink } from "../../experiments/contract/openedWave.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { studyOfWave } from "../../experiments/contract/wave.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { subjectOf, throttled } from "../accounts/throttle.ts";
import { type Route, route } from "../http/route.ts";
import { noSuchStudy } from "../refusals.ts";
import type { Store } from "../store/store.ts";
import { type ShownStudy, shownStudy } from "./shownStudy.ts";

const path = "/api/v1/waves";

/** A person's link to a wave, before a session: what is behind it, and no to it. To fetch the page spends nothing; the code
 *  comes in a body, which no log keeps. */
export function waveRoutes(store: Store): readonly Route[] {
  return [open(store), refuse(store)];
}

function open(store: Store): Route {
  return route({
    method: "post",
    path: `${path}/open`,
    access: "anyone",
    summary: "What is behind a person's link to a wave: which part of the study, and whether it can be done now.",
    body: WaveLink,
    replies: { 200: OpenedWave },
    refusals: ["study-not-found", "study-paused", "wave-unknown", "too-many-tries"],
    async handle({ body }) {
      await refuseUnlessRunning(store, body.study);
      const opened = await orThrottled(store, async () => {
        const found = await store.waves.open(body.study, body.wave);
        if (!found) throw unknownLink();
        return found;
      });
      const { studyHash: hash, firstOn, ...told } = opened;
      const study = studyOfWave(await store.studies.version(hash), opened.wave);
      return { status: 200, body: { hash, definition: askedSince(shownStudy(study), firstOn), ...told } };
    },
  });
}

function refuse(store: Store): Route {
  return route({
    method: "post",
    path: `${path}/refuse`,
    access: "anyone",
    summary: "Notes that a person does not take part in a wave; with extent never, in no later one either.",
    body: RefuseWave,
    replies: { 200: z.object({ refused: z.literal(true) }) },
    refusals: ["study-not-found", "wave-unknown", "too-many-tries"],
    async handle({ body: { study, wave, extent } }) {
      if (!(await store.studies.get(study))) throw noSuchStudy(study.slice(0, 64));
      await orThrottled(store, async () => {
        if (!(await store.waves.refuse(study, wave, extent))) throw unknownLink();
      });
      return { status: 200, body: { refused: true as const } };
    },
  });
}

async function refuseUnlessRunning(store: Store, id: string): Promise<void> {
  const study = await store.studies.get(id);
  if (!study) throw noSuchStudy(id.slice(0, 64));
  if (study.state === "paused") throw new Problem({ code: "study-paused", detail: "This study is paused." });
}

/** Wrong links are counted together, and no address is kept for it: a right one is always taken. */
export async function orThrottled<T>(store: Store, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isWrong = error instanceof Problem && error.details.code === "wave-unknown";
    if (isWrong) await throttled(store.accounts, [subjectOf("account", "waves, wrong links")], async () => undefined);
    throw error;
  }
}

function unknownLink(): Problem {
  return new Problem({
    code: "wave-unknown",
    detail: "Nobody has this link: it is not right, or the data are erased.",
    todo: "Copy the whole link.",
  });
}

/** Questions about the time since a day ask since the day of the first session, which people remember (Neter & Waksberg 1964). */
export function askedSince(study: ShownStudy, day: string): ShownStudy {
  const flow = study.flow.map((part) => ({
    ...part,
    measures: part.measures.map((entry) => {
      const asks = "since" in (measureNamed(entry.measure)?.parameters.shape ?? {});
      return asks && (entry["since"] ?? null) === null ? { ...entry, since: day, tookPartThen: true } : entry;
    }),
  }));
  return { ...study, flow };
}
