import { randomUUID } from "node:crypto";
import type { Assignment } from "../contract/session.ts";
import type { Study } from "../contract/study.ts";
import { treatmentFactor } from "../contract/treatment.ts";
import type { TrialEnvelope } from "../contract/trial.ts";
import type { TreatmentEffect, Truth } from "../contract/truth.ts";
import { type DrawnPerson, drawPeople } from "./drawPeople.ts";
import { participantClient } from "./participantClient.ts";
import { type Body, playStudy } from "./playStudy.ts";
import type { TookPart } from "./purchasesOf.ts";

export type SimulationPlan = {
  readonly study: Study;
  readonly truth: Truth;
  readonly participants: number;
  readonly seed: number;
  readonly server: string;
  /** Of whoever runs the server. */
  readonly key: string;
  /** When the first session starts and when the last one does. */
  readonly from: Date;
  readonly until: Date;
  /** Told the simulated moment before a session starts and before it finishes, for a server whose clock follows it. */
  readonly onMoment?: (moment: Date) => void;
  /** Called with each trial as it was sent. */
  readonly onTrial?: (sent: { readonly sessionId: string } & TrialEnvelope) => void;
  readonly onParticipant?: (done: number) => void;
};

/** Plays simulated participants one after another through the real timelines and the real HTTP API, labelled simulated.
 *  One after another, because then the same seed meets the same assignments. */
export async function simulateParticipants(plan: SimulationPlan): Promise<readonly TookPart[]> {
  const client = participantClient(plan.server, plan.key);
  const people = drawPeople(plan.truth, plan.participants, plan.seed);
  const tookPart: TookPart[] = [];
  for (const person of people) {
    const start = startOf(plan, person);
    plan.onMoment?.(start.startedAt);
    const session = await client.start({
      study: plan.study.id,
      panelId: start.key,
      language: plan.study.languages[0] ?? "en",
      parameters: { simulated: "1" },
    });
    const drawn = { ...person, ...person.treated(effectOn(plan.truth, session.assignment)) };
    const one = { ...start, drawn };
    await client.consent(session, consentOf(plan.study, session.consentHash));
    const bodies = await playStudy({
      study: plan.study,
      assignment: session.assignment,
      seed: session.seed,
      language: plan.study.languages[0] ?? "en",
      person: drawn.person,
      commitments: session.commitments ?? {},
    });
    const trials = bodies.map((body, seq) => ({ seq, id: randomUUID(), body }));
    plan.onMoment?.(new Date(one.startedAt.getTime() + durationMs(bodies)));
    await client.send(session, trials);
    for (const instance of Object.keys(session.commitments ?? {})) await client.draw(session, instance);
    await client.finish(session, trials.length);
    for (const trial of trials) plan.onTrial?.({ sessionId: session.sessionId, ...trial });
    tookPart.push({ ...one, isAsked: isAsked(session.assignment["arm"]) });
    plan.onParticipant?.(tookPart.length);
  }
  return tookPart;
}

/** What the treatments of an assignment add, by the truth. */
function effectOn({ treatments }: Truth, assignment: Assignment): TreatmentEffect {
  const sum = { say: 0, feel: 0, do: 0 };
  for (const [name, levels] of Object.entries(treatments)) {
    const effect = levels[assignment[treatmentFactor(name)] ?? ""];
    if (effect === undefined) continue;
    sum.say += effect.say;
    sum.feel += effect.feel;
    sum.do += effect.do;
  }
  return sum;
}

/** The person's key at the panel and its moment: sessions spread evenly from first to last. */
function startOf({ seed, from, until, participants }: SimulationPlan, drawn: DrawnPerson): Omit<TookPart, "isAsked"> {
  const share = (drawn.index + 0.5) / participants;
  const startedAt = new Date(from.getTime() + share * (until.getTime() - from.getTime()));
  return { key: `simulated-${seed}-${drawn.index}`, startedAt, drawn };
}

function isAsked(arm = "both"): boolean {
  return arm === "both" || arm === "stated";
}

/** How long the person was at work: the last moment on its own clock, and a few seconds to read the end. */
function durationMs(bodies: readonly Body[]): number {
  const moments = bodies.map(({ shownAtMs }) => (typeof shownAtMs === "number" ? shownAtMs : 0));
  return Math.max(0, ...moments) + 5000;
}

function consentOf(study: Study, consentHash: string) {
  const asks = (purpose: (typeof study.consent.ask)[number]) => study.consent.ask.includes(purpose);
  return {
    consentHash,
    language: study.languages[0] ?? "en",
    purposes: {
      takePart: true,
      linkPurchases: asks("linkPurchases"),
      linkHistory: asks("linkHistory"),
      recontact: study.waves !== undefined && asks("recontact"),
      shareData: asks("shareData"),
    },
  };
}
