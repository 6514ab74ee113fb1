import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { SimulatedPerson } from "../../../contract/simulatedPerson.ts";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { simulatedObservation } from "../../../plugins/clock/simulatedTiming.ts";
import { recordedBody } from "../../../plugins/recordedBody.ts";
import { ReferralPlugin, type Referred } from "../../../plugins/referralLink.ts";
import { simulatedBy } from "../../../plugins/taskOptions.ts";
import { wording } from "../../stated/wording.ts";
import { simulatedLookMs } from "../simulatedChoices.ts";
import type { referral } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

type Options = TimelineOptions<z.infer<typeof referral.parameters>>;
type Simulated = Referred & { readonly visits?: number; readonly firstVisitDay?: number };

/** One screen: the link, and a button to go on. Nothing for people who are to get none. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const { parameters, language, product, assignment, person, link } = options;
  if (assignment["offered"] === "no" || (options.fromBlock ?? 0) > 0) return { timeline: [] };
  if (!person && link === undefined)
    throw new RangeError(`${options.instance} gives out links, which takes Saydo's server`);
  const say = wording({ texts, overrides: parameters.texts, language, names: { product: product?.name ?? "" } });
  const screen = {
    type: ReferralPlugin,
    words: {
      ...{ title: say("title"), text: say("text"), share: say("share"), copy: say("copy"), copied: say("copied") },
      ...{ notCopied: say("notCopied"), goOn: say("goOn") },
    },
    link: link ?? (async () => null),
    record: ({ observed, visits, firstVisitDay, ...own }: Simulated) => ({
      body: recordedBody(
        { measure: outline, options },
        {
          observed,
          blockIndex: 0,
          fields: {
            ...{ trialIndex: 0, ...own, visits: visits ?? null, selfVisits: visits === undefined ? null : 0 },
            firstVisitDay: firstVisitDay ?? null,
          },
        },
      ),
    }),
    ...simulatedBy(options, (simulated) => simulatedReferral(simulated, parameters.days)),
  };
  return { timeline: [screen] };
}

/** Shares by its disposition; then visits are Poisson. */
function simulatedReferral(person: SimulatedPerson, days: number): Simulated {
  const latencyMs = simulatedLookMs(person, null);
  const shared = person.manner === "careful" && person.doZ("none") + person.normal() > 0.5;
  const visits = shared ? poisson(person, MEAN_VISITS) : 0;
  return {
    observed: simulatedObservation(person, { latencyMs, trialMs: latencyMs }),
    ...{ shown: true, shared, copied: false, latencyMs, firstLatencyMs: shared ? latencyMs / 2 : null, visits },
    ...(visits === 0 ? {} : { firstVisitDay: Math.floor(person.random() * Math.min(14, days)) }),
  };
}

const MEAN_VISITS = 1.5;

function poisson(person: SimulatedPerson, mean: number): number {
  let left = Math.exp(-mean);
  let drawn = person.random();
  let count = 0;
  for (let term = left; drawn > left && count < 100; count += 1) {
    drawn -= left;
    term = (term * mean) / (count + 1);
    left = term;
  }
  return count;
}
