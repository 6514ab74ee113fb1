import type { Study } from "../../experiments/contract/study.ts";
import { paidInstances } from "../../experiments/studyFile/paidInstances.ts";
import type { ReceivedTrial } from "../store/store.ts";

/** Which measure each instance of a study is (an instance is its measure's name where it has none of its own), which are
 *  paid, and the study's products. */
export type Instances = {
  readonly measures: ReadonlyMap<string, string>;
  readonly products: ReadonlySet<string>;
  /** Instances that a draw follows. */
  readonly paid: ReadonlySet<string>;
};

export function instancesOf(study: Study): Instances {
  const entries = study.flow.flatMap(({ measures }) => measures);
  return {
    measures: new Map(entries.map(({ measure, instance }) => [instance ?? measure, measure])),
    products: new Set(study.products.map(({ id }) => id)),
    paid: new Set(paidInstances(study).map(({ instance }) => instance)),
  };
}

/** A trial of a task that the session's study has, naming products it has; any other becomes an item to be refused. */
export function ofStudy(trial: ReceivedTrial, { measures, products }: Instances): ReceivedTrial {
  if ("problem" in trial) return trial;
  const { seq, item, instance, measure } = trial;
  const refused = (detail: string, path: string): ReceivedTrial => {
    return { seq, item, problem: { code: "trial-invalid", detail, path } };
  };
  if (!measures.has(instance)) return refused("The study has no measure of this name.", "body.instance");
  if (measures.get(instance) !== measure) {
    return refused("The study's instance of this name is another measure.", "body.instance");
  }
  const unknown = trial.products.find(({ product }) => !products.has(product));
  return unknown ? refused("The study has no product of this name.", `body.${unknown.path}`) : trial;
}
