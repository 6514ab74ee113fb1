import { z } from "zod";
import { FlowMeasure, Study } from "../contract/study.ts";
import { measures } from "../measures/registry.ts";

/** What a form and a reader need of a JSON Schema. Words beside the standard's own: `level` (`more`: seldom changed) and
 *  `control` (how a form edits it, where its type does not say). */
const SchemaPart = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  level: z.string().optional(),
  control: z.string().optional(),
  type: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
  get anyOf(): z.ZodOptional<z.ZodArray<typeof SchemaPart>> {
    return z.array(SchemaPart).optional();
  },
  /** `false` after the last place of a tuple. */
  get items(): z.ZodOptional<z.ZodUnion<readonly [typeof SchemaPart, z.ZodLiteral<false>]>> {
    return z.union([SchemaPart, z.literal(false)]).optional();
  },
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, typeof SchemaPart>> {
    return z.record(z.string(), SchemaPart).optional();
  },
});
export type SchemaPart = z.infer<typeof SchemaPart>;

const written = { io: "input", target: "draft-2020-12" } as const;
const parts = new Map<string, SchemaPart>();

/** The study file's schema, its measures without their own parameters. */
export function studyPart(): SchemaPart {
  return kept("study", Study);
}

/** What an entry of the flow may say: the words of every entry and the measure's own parameters; undefined for a measure
 *  that is not there. */
export function measurePart(name: string): SchemaPart | undefined {
  const measure = Object.values(measures).find((one) => one.name === name);
  if (!measure) return undefined;
  const { measure: _name, ...entry } = kept("", FlowMeasure).properties ?? {};
  const own = kept(name, measure.parameters);
  return { ...own, properties: { ...entry, ...own.properties } };
}

function kept(name: string, schema: z.ZodType): SchemaPart {
  const found = parts.get(name) ?? SchemaPart.parse(z.toJSONSchema(schema, written));
  parts.set(name, found);
  return found;
}

/** `saydo schema`: the JSON Schema (draft 2020-12) of what a person may write in a study file, with every measure's own
 *  parameters. */
export function studyJsonSchema(): object {
  const entries = Object.values(measures).map((measure) => ({
    if: { properties: { measure: { const: measure.name } } },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: { properties: z.toJSONSchema(measure.parameters, written).properties },
  }));
  const schema = z.toJSONSchema(Study, {
    ...written,
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === FlowMeasure) Object.assign(jsonSchema, { allOf: entries });
    },
  });
  return { ...schema, title: "Saydo study file" };
}
