import type { z } from "zod";
import type { Measure } from "../contract/measure.ts";
import type { FlowMeasure, FlowPart, Study } from "../contract/study.ts";
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

/** The study with every measure's defaults written out. Throws RangeError on an unchecked study. */
export function resolveFlow(study: Study): Study {
  const resolve = (entry: FlowMeasure): FlowMeasure => ({
    ...known(entry.measure).parameters.parse(ownParameters(entry)),
    measure: entry.measure,
    instance: entry.instance ?? entry.measure,
    ...(entry.product === undefined ? {} : { product: entry.product }),
  });
  return { ...study, flow: study.flow.map((part) => ({ ...part, measures: part.measures.map(resolve) })) };
}

/** Every measure a participant meets, in the file's order. Throws RangeError on an unchecked study. */
export function instancesOf(study: Study): readonly Instance[] {
  return study.flow.flatMap(({ part, measures }) =>
    measures.map((entry) => {
      const measure = known(entry.measure);
      return {
        instance: entry.instance ?? entry.measure,
        part,
        measure,
        product: entry.product,
        parameters: measure.parameters.parse(ownParameters(entry)),
      };
    }),
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
