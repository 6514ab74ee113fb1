import type { Below } from "../../experiments/contract/draw.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { instanceSeed } from "../../experiments/random/seedFor.ts";
import { type PaidInstance, paidInstances } from "../../experiments/studyFile/paidInstances.ts";
import type { SessionRecord, StudyView } from "../store/store.ts";

/** How far paid choices reach into what people buy later. Who won a product has no later outcome of it (samples act for a
 *  year: Bawa & Shoemaker 2004); leaving them out would bias every share, because who chooses more wins more, so everyone else
 *  counts by one over the chance of not having won, which follows from their choices (behaviour.md, §8). */
export type Contamination = {
  /** Whether anything could be won at all. */
  readonly isPossible: boolean;
  hasWon(session: SessionRecord): boolean;
  /** One minus the person's chance of winning a product, above 0. */
  keptOf(session: SessionRecord): Promise<number>;
};

/** Reads who won a product in the study. Choices are read when a person's chance is asked for. */
export async function contaminationOf(view: StudyView, study: Study): Promise<Contamination> {
  const paid = paidInstances(study).filter(({ parameters }) => parameters["stakes"] !== "hypothetical");
  const winners = new Set((paid.length === 0 ? [] : await view.draws()).flatMap(winnerOf));
  return {
    isPossible: paid.length > 0,
    hasWon: ({ sessionId }) => winners.has(sessionId),
    async keptOf(session) {
      const real = paid.filter(({ instance, parameters }) => isReal(session, instance, parameters["stakes"]));
      if (real.length === 0) return 1;
      const bodies = (await view.trials(session.sessionId)).map(({ body }) => body);
      return real.reduce(
        (kept, one) => kept * (1 - shareTaking(one, { session, study, bodies }) / one.lottery.oneIn),
        1,
      );
    },
  };
}

function winnerOf({ bought, sessionId }: { readonly bought: boolean; readonly sessionId: string }): readonly string[] {
  return bought ? [sessionId] : [];
}

function isReal({ assignment }: SessionRecord, instance: string, planned: unknown): boolean {
  return (assignment[`${instance}.stakes`] ?? planned) === "real";
}

type Chosen = {
  readonly session: SessionRecord;
  readonly study: Study;
  readonly bodies: readonly Readonly<Record<string, unknown>>[];
};

/** Of everything that chance can pick, the share with which the person would get a product; 0 while a choice is missing, when
 *  nothing is drawn. */
function shareTaking(paid: PaidInstance, { session, study, bodies }: Chosen): number {
  const sizes = { wins: 1, counted: 1, price: 1 };
  const settleAt = (counted: number, price: number) => {
    const below: Below = (n, purpose) => {
      sizes[purpose] = n;
      return { wins: 0, counted, price }[purpose];
    };
    return paid.rules.settle({
      bodies: bodies.filter((body) => body["instance"] === paid.instance),
      parameters: paid.parameters,
      products: study.products.map(({ id }) => id),
      productOfInstance: paid.product,
      seed: instanceSeed(session.seed, paid),
      below,
    });
  };
  if (settleAt(0, 0) === "incomplete") return 0;
  let takes = 0;
  for (let counted = 0; counted < sizes.counted; counted += 1) {
    for (let price = 0; price < sizes.price; price += 1) {
      const settled = settleAt(counted, price);
      if (settled !== "incomplete" && settled.takes.length > 0) takes += 1;
    }
  }
  return takes / (sizes.counted * sizes.price);
}
