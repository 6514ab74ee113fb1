import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { parse } from "csv-parse/sync";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { arrive, join, type Person, trials } from "../../server/client.ts";
import type { Proof } from "../proof.ts";
import { type Served, served } from "../support/served.ts";

const study = "coffee-brands";

/** Exports before and after people are erased. */
export const erasedLeaveTheAnalysis: Proof = {
  id: "F9",
  promise: "Erased people leave the data of every later analysis, which says how many they were.",
  async run({ seed, scale }) {
    const [people, leavers] = scale === "short" ? [20, 6] : [500, 60];
    const { below } = randomStream(seed);
    const place = await served();
    const sizes = new Map<Person, number>();
    for (let number = 0; number < people; number += 1) {
      const person = await join(place.origin, { study });
      const count = 1 + below(10);
      await person.send(trials(count));
      sizes.set(person, count);
    }
    await arrive(place.origin, { study });
    const before = await read(place);
    const gone = [...sizes].slice(0, leavers);
    for (const [person] of gone) await person.post("withdraw", { erase: true });
    const after = await read(place);
    await place.remove();
    const trialsGone = gone.reduce((sum, [, count]) => sum + count, 0);
    const isExact = before.sessions - after.sessions === leavers && before.trials - after.trials === trialsGone;
    const left = gone.filter(([{ sessionId }]) => after.text.includes(sessionId)).length;
    return {
      isMet: isExact && left === 0 && after.erased === leavers && before.erased === 0 && before.hash !== after.hash,
      figures: {
        ...{ sessionsBefore: before.sessions, sessionsAfter: after.sessions, trialsBefore: before.trials },
        ...{ trialsAfter: after.trials, saidToBeErased: after.erased, erasedStillThere: left },
        digestChanged: before.hash !== after.hash,
      },
    };
  },
};

async function read({ exportTo }: Served) {
  const out = await exportTo("csv");
  const text = readFileSync(path(out, "sessions.csv"), "utf8") + readFileSync(path(out, "trials.csv"), "utf8");
  const rows = (name: string) => parse(readFileSync(path(out, name)), { columns: true }).length;
  const manifest = JSON.parse(readFileSync(path(out, "manifest.json"), "utf8"));
  const hash = String(manifest.files["trials.csv"].sha256);
  return { text, sessions: rows("sessions.csv"), trials: rows("trials.csv"), erased: Number(manifest.erased), hash };
}
