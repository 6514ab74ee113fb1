import { textIn } from "../../experiments/contract/text.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { draftDocument } from "../../experiments/studyFile/editDraft.ts";
import type { FlowPlace } from "./flowEdits.ts";
import { listAt, valueAt } from "./valueAt.ts";

export type OutlinedMeasure = FlowPlace & {
  readonly title: string;
  readonly instance: string;
  readonly product: string;
  /** What a participant goes through; undefined while the parameters are wrong. */
  readonly effort: { readonly trials: number; readonly minutes: number } | undefined;
};
export type OutlinedPart = { readonly part: string; readonly measures: readonly OutlinedMeasure[] };

/** The parts of a draft and their measures, right or wrong. Throws a Problem when the draft is no YAML. */
export function flowOutline(yaml: string): readonly OutlinedPart[] {
  const draft: unknown = draftDocument(yaml).toJS();
  return listAt(draft, ["flow"]).map((part, at) => ({
    part: String(valueAt(part, ["part"]) ?? ""),
    measures: listAt(part, ["measures"]).map((entry, place) => outlined(entry, { part: at, place })),
  }));
}

/** Answers and minutes of a measure with these parameters; undefined when they are wrong. */
export function effortWith(name: string, parameters: unknown): OutlinedMeasure["effort"] {
  const measure = measureNamed(name);
  const parsed = measure?.parameters.safeParse(parameters);
  return parsed?.success ? measure?.effort(parsed.data) : undefined;
}

function outlined(entry: unknown, where: FlowPlace): OutlinedMeasure {
  const name = String(valueAt(entry, ["measure"]) ?? "");
  const measure = measureNamed(name);
  return {
    ...where,
    title: measure ? textIn(measure.title, "en") : name,
    instance: String(valueAt(entry, ["instance"]) ?? name),
    product: String(valueAt(entry, ["product"]) ?? ""),
    effort: effortWith(name, entry),
  };
}
