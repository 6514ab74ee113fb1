import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { parse } from "csv-parse/sync";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { join, trials } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import type { Proof } from "../proof.ts";
import { served } from "../support/served.ts";

const study = "coffee-brands";
const TRIALS = 12;
type Fate = "whole" | "hole" | "abandoned" | "tail";

/** Sessions with holes, abandoned ones, ones that ask to finish without their last trials, and whole ones. */
export const missingTrialsAreSeen: Proof = {
  id: "B6",
  promise: "The researcher sees which sessions miss trials, and none is said to that does not.",
  async run({ seed, scale }) {
    const counts = scale === "short" ? { whole: 40, faulty: 10 } : { whole: 1000, faulty: 50 };
    const { below } = randomStream(seed);
    const place = await served({ studies: [await coffeeStudy({ flow: oneQuestion })] });
    const fates = new Map<string, Fate>();
    const each = (fate: Fate, count: number) => Array.from({ length: count }, () => fate);
    const faulty = (["hole", "abandoned", "tail"] as const).flatMap((fate) => each(fate, counts.faulty));
    let finishedWithout = 0;
    for (const fate of [...each("whole", counts.whole), ...faulty]) {
      const person = await join(place.origin, { study });
      fates.set(person.sessionId, fate);
      const all = trials(TRIALS);
      const hole = below(TRIALS - 1);
      const sent = {
        whole: all,
        hole: all.filter((_, seq) => seq !== hole),
        abandoned: all.slice(0, 1 + hole),
        tail: all.slice(0, -2),
      };
      await person.send(sent[fate]);
      if (fate === "abandoned") continue;
      const { status } = await person.post("finish", { trialCount: TRIALS });
      if ((status === 200) !== (fate === "whole")) finishedWithout += 1;
    }
    const people = await place.look(({ store }) => store.people.list(study, 100_000));
    const rows: readonly Record<string, string>[] = parse(
      readFileSync(path(await place.exportTo("csv"), "sessions.csv")),
      { columns: true },
    );
    await place.remove();
    const inConsole = people.filter(({ sessionId, hasGaps, finishedAt }) => {
      return isMarked(fates.get(sessionId), { hasGaps, isFinished: finishedAt !== null });
    });
    const inExport = rows.filter((row) => {
      const hasGaps = (row["flags"] ?? "").includes("gaps");
      return isMarked(fates.get(row["session_id"] ?? ""), { hasGaps, isFinished: row["finished_at"] !== "" });
    });
    const sessions = fates.size;
    const isMet = inConsole.length === sessions && inExport.length === sessions && finishedWithout === 0;
    return {
      isMet,
      figures: {
        ...counts,
        sessions,
        rightInConsole: inConsole.length,
        rightInExport: inExport.length,
        finishedWithout,
      },
    };
  },
};

/** A hole is a gap; whoever left or lacks the last trials has no gap that the server could know of, but no end either. */
function isMarked(fate: Fate | undefined, found: { readonly hasGaps: boolean; readonly isFinished: boolean }): boolean {
  return found.hasGaps === (fate === "hole") && found.isFinished === (fate === "whole");
}
