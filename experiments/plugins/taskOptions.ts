import type { TimelineOptions } from "../contract/timeline.ts";

/** `simulation_options` of a trial when nobody sits there: `simulate` is drawn as the trial is reached, so that draws
 *  follow the order of play. Nothing when a person does sit there. */
export function simulatedBy<Result>(
  { person }: Pick<TimelineOptions<unknown>, "person">,
  simulate: (person: NonNullable<TimelineOptions<unknown>["person"]>) => Result,
): { readonly simulation_options?: () => { readonly data: Result } } {
  return person === undefined ? {} : { simulation_options: () => ({ data: simulate(person) }) };
}
