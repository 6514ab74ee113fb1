import type { DrawRules, Lottery } from "../contract/draw.ts";
import type { Study } from "../contract/study.ts";
import { type Instance, instancesOf } from "./flow.ts";

/** An instance after which the server draws who is paid. */
export type PaidInstance = Instance & { readonly rules: DrawRules<Instance["parameters"]>; readonly lottery: Lottery };

/** The instances of a study in which somebody can win something, in the file's order. Throws RangeError on an unchecked
 *  study. */
export function paidInstances(study: Study): readonly PaidInstance[] {
  return instancesOf(study).flatMap((one) => {
    const rules = one.measure.draw;
    const lottery = rules?.lottery(one.parameters) ?? null;
    return rules && lottery ? [{ ...one, rules, lottery }] : [];
  });
}
