import { randomUUID } from "node:crypto";
import type { Study } from "../contract/study.ts";
import type { TrialEnvelope } from "../contract/trial.ts";
import { type DrawnPerson, drawPeople } from "./drawPeople.ts";
import { participantClient } from "./participantClient.ts";
import { playStudy } from "./playStudy.ts";
import type { TookPart } from "./purchasesOf.ts";
import type { Truth } from "./truth.ts";

const DAY_MS = 86_400_000;

export type SimulationPlan = {
  readonly study: Study;
  readonly truth: Truth;
  readonly participants: number;
  readonly seed: number;
  readonly server: string;
  /** The moment of the simulation; sessions lie before it, so that every outcome window is over. */
  readonly now: Date;
  /** Called with each trial as it was sent. */
  readonly onTrial?: (sent: { readonly sessionId: string } & TrialEnvelope) => void;
  readonly onParticipant?: (done: number) => void;
};

/** Plays simulated participants one after another through the real timelines and the real HTTP API, labelled simulated.
 *  One after another, because then the same seed meets the same assignments. */
export async function simulateParticipants(plan: SimulationPlan): Promise<readonly TookPart[]> {
  const client = participantClient(plan.server);
  const people = drawPeople(plan.truth, plan.participants, plan.seed);
  const tookPart: TookPart[] = [];
  for (const drawn of people) {
    const one = startOf(plan, drawn);
    const session = await client.start({
      study: plan.study.id,
      panelId: one.key,
      language: plan.study.languages[0] ?? "en",
      parameters: { simulated: one.startedAt.toISOString() },
    });
    await client.consent(session, consentOf(plan.study, session.consentHash));
    const bodies = await playStudy({
      study: plan.study,
      assignment: session.assignment,
      seed: session.seed,
      language: plan.study.languages[0] ?? "en",
      person: drawn.person,
    });
    const trials = bodies.map((body, seq) => ({ seq, id: randomUUID(), body }));
    await client.send(session, trials);
    await client.finish(session, trials.length);
    for (const trial of trials) plan.onTrial?.({ sessionId: session.sessionId, ...trial });
    tookPart.push(one);
    plan.onParticipant?.(tookPart.length);
  }
  return tookPart;
}

/** The person's key at the panel and its moment: sessions spread over the two weeks before the last possible start. */
function startOf({ study, now, seed, participants }: SimulationPlan, drawn: DrawnPerson): TookPart {
  const lastStart = now.getTime() - (study.outcome.toDays + 2) * DAY_MS;
  const startedAt = new Date(lastStart - 14 * DAY_MS * (1 - (drawn.index + 0.5) / participants));
  return { key: `simulated-${seed}-${drawn.index}`, startedAt, drawn };
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
      recontact: asks("recontact"),
      shareData: asks("shareData"),
    },
  };
}
