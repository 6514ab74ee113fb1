import type { Measure } from "../../../experiments/contract/measure.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { impliedProfile, profileNamed } from "../../../experiments/measures/impliedProfile.ts";
import type { TrialGroup, TrialRow } from "./trialTable.ts";

/** How a measure is scored: the profile's name and every knob. */
export type ChosenSettings = { readonly profile: string; readonly settings: Readonly<Record<string, unknown>> };

type Wish = { readonly profile?: string | undefined; readonly set?: Readonly<Record<string, string>> | undefined };

/** The scoring settings: the profile asked for, else what the data imply, else the defaults; single settings on top.
 *  Throws a Problem for an unknown profile or a setting with the wrong name or value. */
export function chooseSettings(measure: Measure, wish: Wish, groups: readonly TrialGroup[]): ChosenSettings {
  const base = wish.profile === undefined ? impliedProfile(measure, eachRow(groups)) : named(measure, wish.profile);
  const parsed = measure.settings.strict().safeParse({ ...base.settings, ...wish.set });
  if (parsed.success) return { profile: base.profile, settings: parsed.data };
  const issue = parsed.error.issues[0];
  const key = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : String(issue?.path[0] ?? "");
  throw new Problem({
    code: "setting-invalid",
    path: key,
    detail: `The setting "${key}" of ${measure.name} cannot be used: ${issue?.message}.`,
    expected: `settings of ${measure.name}: ${Object.keys(measure.settings.shape).join(", ")}`,
    found: (wish.set && Object.hasOwn(wish.set, key) ? wish.set[key] : undefined) ?? key,
  });
}

/** One person's rows after the other's, never all at once. */
function* eachRow(groups: readonly TrialGroup[]): Generator<TrialRow> {
  for (const { rows } of groups) yield* rows;
}

function named(measure: Measure, profile: string): ChosenSettings {
  const settings = profileNamed(measure, profile);
  if (settings) return { profile, settings };
  throw new Problem({
    code: "profile-unknown",
    detail: `${measure.name} has no scoring profile "${profile}".`,
    expected: Object.keys(measure.profiles).join(", ") || "no profile",
    found: profile,
  });
}
