import type { Study } from "../../../experiments/contract/study.ts";
import { takePart } from "../../journeys/participant.ts";
import type { StoredTrial } from "../../journeys/studyServer.ts";
import type { Proof } from "../proof.ts";
import { type BrowserRun, differences, withBrowser } from "../support/browserRun.ts";

const TRIALS = 60;
const SHORT = [1, 23, 60];

/** A study of sixty timed trials, reloaded at each of them in turn. */
export const reloadGoesOn: Proof = {
  id: "B4",
  promise: "A reload at any trial goes on at that block, with the same stimuli in the same order, and says so.",
  run: ({ scale }) =>
    withBrowser(sixty, async (run) => {
      const points = scale === "short" ? SHORT : Array.from({ length: TRIALS }, (_, place) => place + 1);
      let [wrong, marked, again] = [0, 0, 0];
      for (const point of points) {
        const found = await reloadedAt(run, point);
        if (!found.isRight) wrong += 1;
        if (found.again > 0) marked += 1;
        again += found.again;
      }
      return {
        isMet: wrong === 0,
        figures: { reloads: points.length, wrong, interruptedBlocks: marked, trialsPlayedAgain: again },
      };
    }),
};

/** Blocks of 8, 6, 8, 12, 6, 8 and 12 trials, and no questions. */
function sixty(study: Study): Study {
  const trials = { targets: 8, attributes: 6, combinedPractice: 8, combinedTest: 12, reversedTargets: 6 };
  const timed = study.flow.filter(({ part }) => part === "implicit");
  return {
    ...study,
    flow: timed.map((part) => ({ ...part, measures: part.measures.map((entry) => ({ ...entry, trials })) })),
  };
}

async function reloadedAt({ arrive, storedOf }: BrowserRun, point: number) {
  const { context, page, ledger } = await arrive();
  await takePart(page, {
    by: "keyboard",
    before: async ({ kind, number }) => {
      if (kind !== "trial" || number !== point) return undefined;
      await page.reload();
      return "again";
    },
  });
  await context.close();
  const stored = await storedOf(ledger);
  const { lost, unknown, doubled } = differences(ledger, stored);
  const again = stored.filter(({ body }) => body["attempt"] === 1);
  const first = stored.filter(({ body }) => !("attempt" in body));
  const broken = first.filter(({ body }) => body["blockIndex"] === again[0]?.body["blockIndex"]);
  const counted = [...first.filter((trial) => !broken.includes(trial)), ...again];
  const isSame = broken.every((trial, place) => shown(trial) === shown(again[place]));
  const isWhole = new Set(counted.map(({ body }) => `${body["blockIndex"]} ${body["trialIndex"]}`)).size === TRIALS;
  return {
    isRight: lost + unknown + doubled === 0 && isSame && isWhole && counted.length === TRIALS,
    again: again.length,
  };
}

function shown(trial: StoredTrial | undefined): string {
  return JSON.stringify([trial?.body["stimulus"], trial?.body["correctSide"], trial?.body["pairing"]]);
}
