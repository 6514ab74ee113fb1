import type { Study } from "../../experiments/contract/study.ts";
import { isEligibleAnswer } from "../../experiments/measures/stated/screener/judge.ts";
import { screener } from "../../experiments/measures/stated/screener/measure.ts";
import { type Instance, instancesOf } from "../../experiments/studyFile/flow.ts";

/** A stored trial's body, as far as it is read here. */
export type Body = Readonly<Record<string, unknown>>;

/** Whether the answers to the study's screening say that it does not look for this person. Of a question that was answered
 *  twice, the last answer counts. */
export function isScreenedOut(study: Study, bodies: readonly Body[]): boolean {
  const asked = instancesOf(study).filter(({ part }) => part === "screening");
  return asked.some((instance) => judged(instance, bodies).includes(false));
}

/** The attention checks that were answered, and how many of them wrongly. */
export function attentionOf(
  study: Study,
  bodies: readonly Body[],
): { readonly asked: number; readonly failed: number } {
  const checks = new Set(study.recruitment.attentionChecks);
  const answers = instancesOf(study)
    .filter(({ instance }) => checks.has(instance))
    .flatMap((instance) => judged(instance, bodies));
  return { asked: answers.length, failed: answers.filter((isRight) => !isRight).length };
}

/** Whether a trial is of one occurrence of a measure in a study. */
export function belongsTo({ instance, product }: Pick<Instance, "instance" | "product">, body: Body): boolean {
  return body["instance"] === instance && (product === undefined || body["product"] === product);
}

function judged({ measure, instance, product, parameters }: Instance, bodies: readonly Body[]): readonly boolean[] {
  if (measure.name !== screener.name) return [];
  const own = bodies.filter((body) => belongsTo({ instance, product }, body));
  const last = new Map(own.map((body) => [body["item"], body["value"]]));
  const asked = screener.parameters.parse(parameters);
  return [...last].flatMap(([item, value]) => isEligibleAnswer(asked, item, value) ?? []);
}
