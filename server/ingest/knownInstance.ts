import type { Study } from "../../experiments/contract/study.ts";
import type { ReceivedTrial } from "../store/store.ts";

/** Which measure each instance of a study is; an instance is its measure's name where it has none of its own. */
export type Instances = ReadonlyMap<string, string>;

export function instancesOf(study: Study): Instances {
  const entries = study.flow.flatMap(({ measures }) => measures);
  return new Map(entries.map(({ measure, instance }) => [instance ?? measure, measure]));
}

/** A trial of a task that the session's study has; any other becomes an item to be refused. */
export function ofStudy(trial: ReceivedTrial, instances: Instances): ReceivedTrial {
  if ("problem" in trial || instances.get(trial.instance) === trial.measure) return trial;
  const { seq, item, instance } = trial;
  const detail = instances.has(instance)
    ? "The study's instance of this name is another measure."
    : "The study has no measure of this name.";
  return { seq, item, problem: { code: "trial-invalid", detail, path: "body.instance" } };
}
