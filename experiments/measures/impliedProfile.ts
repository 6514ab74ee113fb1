import type { Measure } from "../contract/measure.ts";

/** How a measure is scored where nobody said: what the rows imply, else the first profile, else the defaults. `profile`
 *  is the name these settings have, "default" where they have none. */
export function impliedProfile(
  measure: Measure,
  rows: Iterable<Readonly<Record<string, unknown>>>,
): { readonly profile: string; readonly settings: Readonly<Record<string, unknown>> } {
  const settings = measure.inferSettings?.(rows) ?? Object.values(measure.profiles)[0] ?? {};
  const parsed = JSON.stringify(measure.settings.parse(settings));
  const same = Object.entries(measure.profiles).find(
    ([, one]) => JSON.stringify(measure.settings.parse(one)) === parsed,
  );
  return { profile: same?.[0] ?? "default", settings };
}

/** The settings of a measure's profile; undefined when it has none of this name. */
export function profileNamed(measure: Measure, name: string): Measure["profiles"][string] | undefined {
  return Object.hasOwn(measure.profiles, name) ? measure.profiles[name] : undefined;
}
