import { wilson } from "../../../analysis/statistics/shares/proportion.ts";
import type { Proof, Scale } from "../proof.ts";
import { covers, type Recovered, recover } from "./recovery.ts";

const PARTICIPANTS = 200;
const AT_ONCE = 2;
/** What a report on everyone would say of fixtures/truths/both.json: `populationValues` of 3,000 simulated people. */
const population = { baseRate: 0.35, stated: 0.7307, implicit: 0.6683 };

/** How many of the studies must, or may at most, say something. */
type Counts = Readonly<Record<Scale, number>>;
const studies: Counts = { short: 2, full: 20 };
const leastCovering: Counts = { short: 1, full: 17 };

async function recoverAll(truth: string, seed: number, scale: Scale): Promise<readonly Recovered[]> {
  const seeds = Array.from({ length: studies[scale] }, (_, place) => seed + place);
  return await recover({ truth: `fixtures/truths/${truth}.json`, participants: PARTICIPANTS, seeds, atOnce: AT_ONCE });
}

function count(found: readonly Recovered[], holds: (one: Recovered) => boolean): number {
  return found.filter(holds).length;
}

const both: Proof = {
  id: "R1",
  promise: "Studies of people who follow both measures report the true base rate and the true AUCs.",
  async run({ seed, scale }) {
    const found = await recoverAll("both", seed, scale);
    const covering = {
      stated: count(found, ({ stated }) => covers(stated, population.stated)),
      implicit: count(found, ({ implicit }) => covers(implicit, population.implicit)),
      baseRate: count(found, ({ buyers, people }) => covers(wilson(buyers, people), population.baseRate)),
    };
    return {
      isMet: Object.values(covering).every((one) => one >= leastCovering[scale]),
      figures: { studies: found.length, participants: PARTICIPANTS, atLeast: leastCovering[scale], ...covering },
    };
  },
};

const nothing: Proof = {
  id: "R2",
  promise: "Studies where the implicit measure carries nothing of its own rarely say that it adds to prediction.",
  async run({ seed, scale }) {
    const found = await recoverAll("nothing-of-its-own", seed, scale);
    const most = scale === "full" ? 3 : 1;
    const adds = count(found, ({ predictive }) => predictive === "implicit adds");
    return {
      isMet: adds <= most,
      figures: { studies: found.length, participants: PARTICIPANTS, atMost: most, adds },
    };
  },
};

const nothingNoisy: Proof = {
  id: "R3",
  promise: "With noisy stated items, studies do not take their noise for something people cannot state.",
  async run({ seed, scale }) {
    const found = await recoverAll("nothing-of-its-own-noisy", seed, scale);
    const most = 1;
    const carriesMore = count(found, ({ construct }) => construct === "implicit carries more");
    const adds = count(found, ({ predictive }) => predictive === "implicit adds");
    return {
      isMet: carriesMore <= most,
      figures: { studies: found.length, participants: PARTICIPANTS, atMost: most, carriesMore, predictiveAdds: adds },
    };
  },
};

/** Known truths, simulated through the command, the server and HTTP, and read back from the report. Needs a build. */
export const recoveryProofs: readonly Proof[] = [both, nothing, nothingNoisy];
