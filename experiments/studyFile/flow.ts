import type { z } from "zod";
import type { Measure } from "../contract/measure.ts";
import type { FlowMeasure, FlowPart, Study } from "../contract/study.ts";
import { treatmentFactor, treatmentsNamed, withTreatments } from "../contract/treatment.ts";
import { flowOfWave, studyOfWave } from "../contract/wave.ts";
import { measureNamed } from "../measures/registry.ts";

/** One occurrence of a measure in a study, with its parameters complete. */
export type Instance = {
  readonly instance: string;
  readonly part: FlowPart["part"];
  readonly measure: Measure;
  readonly product: string | undefined;
  readonly parameters: z.infer<z.ZodObject>;
};

/** The parameters a flow entry sets itself, without the words every entry has. */
export function ownParameters(entry: FlowMeasure): Readonly<Record<string, unknown>> {
  const { measure: _measure, instance: _instance, product: _product, ...parameters } = entry;
  return parameters;
}

/** A flow entry's own parameters as people of a treatment's first level have them; by the given levels where some are. */
export function parametersAt(
  { treatments }: Pick<Study, "treatments">,
  entry: FlowMeasure,
  levels: Readonly<Record<string, string>> = {},
): Readonly<Record<string, unknown>> {
  const first = (treatment: string) => Object.keys(treatments?.[treatment] ?? {})[0] ?? "";
  return withTreatments(
    ownParameters(entry),
    (treatment) => treatments?.[treatment]?.[levels[treatment] ?? first(treatment)]?.value,
  );
}

/** The study with every measure's defaults written out; what names a treatment stays as it was written. Throws RangeError on an
 *  unchecked study. */
export function resolveFlow(study: Study): Study {
  const resolve = (entry: FlowMeasure): FlowMeasure => ({
    ...withNamed(known(entry.measure).parameters.parse(parametersAt(study, entry)), ownParameters(entry)),
    measure: entry.measure,
    instance: entry.instance ?? entry.measure,
    ...(entry.product === undefined ? {} : { product: entry.product }),
  });
  const resolved = (flow: readonly FlowPart[]) =>
    flow.map((part) => ({ ...part, measures: part.measures.map(resolve) }));
  const waves = study.waves?.map((wave) => ({ ...wave, flow: resolved(flowOfWave(wave)) }));
  return { ...study, flow: resolved(study.flow), ...(waves === undefined ? {} : { waves }) };
}

/** Every measure of the study, those of its waves last. Throws RangeError on an unchecked study. */
export function instancesOfAll(study: Study): readonly Instance[] {
  return [...instancesOf(study), ...(study.waves ?? []).flatMap(({ id }) => instancesOf(studyOfWave(study, id)))];
}

/** Every measure a participant meets in the first session, in the file's order; in a wave, give the study of the wave. Throws
 *  RangeError on an unchecked study. */
export function instancesOf(study: Study): readonly Instance[] {
  return study.flow.flatMap(({ part, measures }) =>
    measures.map((entry) => {
      const measure = known(entry.measure);
      return {
        instance: entry.instance ?? entry.measure,
        part,
        measure,
        product: entry.product,
        parameters: measure.parameters.parse(parametersAt(study, entry)),
      };
    }),
  );
}

/** A parsed value with every text that names a treatment put back as it was written. */
function withNamed<Value>(parsed: Value, written: unknown): Value;
function withNamed(parsed: unknown, written: unknown): unknown {
  return putBack(parsed, written);
}

function putBack(parsed: unknown, written: unknown): unknown {
  if (treatmentsNamed(written).length === 0) return parsed;
  if (typeof written !== "object" || written === null || typeof parsed !== "object" || parsed === null) return written;
  if (Array.isArray(parsed)) return parsed.map((item, at) => putBack(item, Reflect.get(written, at)));
  return Object.fromEntries(
    Object.entries(parsed).map(([key, inner]) => [key, putBack(inner, Reflect.get(written, key))]),
  );
}

/** Every treatment of a study as a factor, with its levels. They are drawn apart from the counterbalancing. */
export function treatmentFactorsOf({
  treatments = {},
}: Pick<Study, "treatments">): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(treatments).map(([name, levels]) => [treatmentFactor(name), Object.keys(levels)]),
  );
}

/** Every counterbalancing factor of a study and its levels: `arm`, `partOrder`, and `<instance>.<factor>` of each measure.
 *  The ledger's cells are the product of all levels. */
export function factorsOf(study: Study): Readonly<Record<string, readonly string[]>> {
  const { arms, partOrder } = study.randomise;
  const order = partOrder ? { partOrder: ["statedFirst", "implicitFirst"] } : {};
  const ofMeasures = instancesOf(study).flatMap(({ instance, measure, parameters }) =>
    Object.entries(measure.factors(parameters)).map(([factor, levels]) => [`${instance}.${factor}`, levels] as const),
  );
  return { ...(arms ? { arm: arms } : {}), ...order, ...Object.fromEntries(ofMeasures) };
}

function known(name: string): Measure {
  const measure = measureNamed(name);
  if (!measure) throw new RangeError(`"${name}" is not a measure; check the study before resolving it`);
  return measure;
}
