import type { Study } from "../../experiments/contract/study.ts";
import { isEligibleAnswer } from "../../experiments/measures/stated/screener/judge.ts";
import { screener } from "../../experiments/measures/stated/screener/measure.ts";
import { type Instance, instancesOf } from "../../experiments/studyFile/flow.ts";

/** A stored trial's body, as far as it is read here. */
export type Body = Readonly<Record<string, unknown>>;

/** Answers as they are met, in any order, and whether each is right. Of a question that was answered twice, the answer under
 *  the highest number counts. */
export type JudgedAnswers = {
  add(seq: number, body: Body): void;
  judged(): readonly boolean[];
};

/** The study's screening: whoever has a wrong answer in it is not looked for. */
export function screeningOf(study: Study): JudgedAnswers {
  return answersTo(instancesOf(study).filter(({ part }) => part === "screening"));
}

/** The attention checks that were answered, and how many of them wrongly. */
export function attentionOf(
  study: Study,
  bodies: readonly Body[],
): { readonly asked: number; readonly failed: number } {
  const checks = new Set(study.recruitment.attentionChecks);
  const answers = answersTo(instancesOf(study).filter(({ instance }) => checks.has(instance)));
  for (const [seq, body] of bodies.entries()) answers.add(seq, body);
  const judged = answers.judged();
  return { asked: judged.length, failed: judged.filter((isRight) => !isRight).length };
}

/** Whether a trial is of one occurrence of a measure in a study. */
export function belongsTo({ instance, product }: Pick<Instance, "instance" | "product">, body: Body): boolean {
  return body["instance"] === instance && (product === undefined || body["product"] === product);
}

type Answer = { readonly seq: number; readonly isRight: boolean };

function answersTo(instances: readonly Instance[]): JudgedAnswers {
  const asked = instances.flatMap(({ measure, parameters, ...instance }) =>
    measure.name === screener.name
      ? [{ instance, questions: screener.parameters.parse(parameters), last: new Map<unknown, Answer>() }]
      : [],
  );
  return {
    add(seq, body) {
      for (const { instance, questions, last } of asked) {
        if (!belongsTo(instance, body) || (last.get(body["item"])?.seq ?? -1) > seq) continue;
        const isRight = isEligibleAnswer(questions, body["item"], body["value"]);
        // What the study does not ask is not kept: so there are as many answers as questions.
        if (isRight !== null) last.set(body["item"], { seq, isRight });
      }
    },
    judged: () => asked.flatMap(({ last }) => [...last.values()].map(({ isRight }) => isRight)),
  };
}
