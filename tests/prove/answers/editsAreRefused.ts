import { randomStream } from "../../../experiments/random/randomStream.ts";
import { join, trial, trials } from "../../server/client.ts";
import type { Proof } from "../proof.ts";
import { flaggedShare, manners, sessionOf, storedTrials } from "../support/respondents.ts";
import { served } from "../support/served.ts";

/** Edits and replays against a server; and made-up timing against the flags. */
export const editsAreRefused: Proof = {
  id: "H2",
  promise: "What was acknowledged cannot be edited, another's answers cannot be replayed, made-up timing is flagged.",
  async run({ seed, scale }) {
    const [people, each] = scale === "short" ? [15, 300] : [300, 1000];
    const place = await served();
    const counts = { edits: 0, editsRefused: 0, replays: 0, replaysRefused: 0 };
    for (let number = 0; number < people; number += 1) {
      const [victim, other] = [
        await join(place.origin, { study: "coffee-brands" }),
        await join(place.origin, { study: "coffee-brands" }),
      ];
      const own = trials(4);
      await victim.send(own);
      for (const one of own) {
        const edited = { ...one, body: { ...one.body, latencyMs: 400 } };
        const renamed = { ...trial(one.seq), body: edited.body };
        for (const change of [edited, renamed]) {
          counts.edits += 1;
          if ((await victim.send([change])).body.results[0].status === "conflict") counts.editsRefused += 1;
        }
      }
      counts.replays += own.length;
      const { body } = await other.send(own);
      const refused = (body.results as readonly { readonly status: string }[]).filter(
        ({ status }) => status === "conflict",
      );
      counts.replaysRefused += refused.length;
    }
    await place.remove();
    const shares = timingShares(seed, each);
    const isRefused = counts.edits === counts.editsRefused && counts.replays === counts.replaysRefused;
    return {
      isMet: isRefused && shares.honest <= 0.01 && shares.moreTimeThanPassed >= 0.95 && shares.tooFast >= 0.95,
      figures: { ...counts, sessionsEach: each, ...shares },
    };
  },
};

/** Shares of sessions that are flagged: honest ones, and ones whose times were made up. */
function timingShares(seed: number, each: number) {
  const share = (make: (number: number) => ReturnType<typeof sessionOf>) =>
    flaggedShare(Array.from({ length: each }, (_, number) => make(seed + number)));
  return {
    honest: share((number) => sessionOf(manners.honest, number)),
    moreTimeThanPassed: share((number) => {
      const { uniform } = randomStream(number);
      return storedTrials(
        Array.from({ length: 30 }, (_, at) => ({ latencyMs: 600 + 800 * uniform(), shownAtMs: at * 300 })),
      );
    }),
    tooFast: share((number) => sessionOf(manners.tooFast, number)),
  };
}
