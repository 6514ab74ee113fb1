import fc from "fast-check";
import { z } from "zod";
import type { Measure } from "../../../experiments/contract/measure.ts";
import { productMark } from "../../../experiments/contract/productName.ts";
import { TrialBody } from "../../../experiments/contract/trial.ts";

type Body = Readonly<Record<string, unknown>>;
type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly names?: string;
};

/** Names that other programs would stumble over. */
export const oddNames = [
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "participant_id",
  "latency_ms",
  "Latency_Ms",
  "LATENCYMS",
  "code1",
  "isContext",
  "lowest",
  "highest",
  "skipped_",
  "Skipped",
  "attempt_",
  "a b",
  " ",
  "é",
  "select",
  '"',
  "'",
  ",",
  "more_fields",
];
const oddTexts = [
  "",
  " ",
  "0",
  "007",
  "1e400",
  "NaN",
  "[]",
  '["a"]',
  "[1]",
  "=1+1",
  '"',
  "a\nb",
  "\r",
  "\u0000",
  "true",
  "null",
];

/** Bodies that fit the measure's own description, from its schema: every field at its limits, nulls and absent fields where
 *  they may be, and now and then a field that it does not know; products by the names given. */
export function anyTrial(measure: Measure, fixed: Body, products: readonly string[] = []): fc.Arbitrary<Body> {
  const schema = TrialBody.extend(measure.trial.shape);
  const described = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
  const known = arbitraryOf(withProducts(described, products));
  const extra = fc.dictionary(
    fc.oneof(fc.constantFrom(...oddNames), fc.string({ minLength: 1, maxLength: 8 })),
    fc.jsonValue({ maxDepth: 2 }),
    {
      maxKeys: 3,
    },
  );
  return fc
    .tuple(fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: extra }), known)
    .map(([others, body]) => {
      // What the measure knows keeps its own value; an own `__proto__` goes along as JSON would bring it.
      const entries = [...Object.entries(others), ...Object.entries(body as Body), ...Object.entries(fixed)];
      return Object.fromEntries(entries) as Body;
    });
}

/** The same with one field changed to something its measure may or may not take. */
export function spoiled(body: Body): fc.Arbitrary<Body> {
  const change = fc.constantFrom<unknown>(
    null,
    undefined,
    "",
    "x",
    0,
    -1,
    1.5,
    1e308,
    5e-324,
    true,
    [],
    {},
    "constructor",
  );
  return fc
    .tuple(fc.constantFrom(...Object.keys(body)), change)
    .map(([name, value]) => JSON.parse(JSON.stringify({ ...body, [name]: value })) as Body);
}

/** The same with the study's products wherever a product is named. */
function withProducts(schema: Schema, products: readonly string[]): Schema {
  if (products.length === 0) return schema;
  if (schema.names === productMark.names) return { type: "string", enum: products };
  const { anyOf, items, properties } = schema;
  const within = (one: Schema) => withProducts(one, products);
  return {
    ...schema,
    ...(anyOf ? { anyOf: anyOf.map(within) } : {}),
    ...(items ? { items: within(items) } : {}),
    ...(properties
      ? { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, within(one)])) }
      : {}),
  };
}

function arbitraryOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(arbitraryOf));
  const { type } = schema;
  if (typeof type === "object") return fc.oneof(...type.map((one) => arbitraryOf({ ...schema, type: one })));
  if (schema.enum && type !== "null") return fc.constantFrom(...schema.enum.filter((one) => one !== null));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.type === "null") return fc.constant(null);
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "integer") return wholeNumber(schema);
  if (schema.type === "number") return realNumber(schema);
  if (schema.type === "string") return text(schema);
  if (schema.type === "array") {
    return fc.array(arbitraryOf(schema.items ?? {}), {
      minLength: schema.minItems ?? 0,
      maxLength: (schema.minItems ?? 0) + 3,
    });
  }
  if (schema.type === "object") return record(schema);
  throw new RangeError(`no arbitrary for ${JSON.stringify(schema)}`);
}

function wholeNumber({
  minimum = Number.MIN_SAFE_INTEGER,
  maximum = Number.MAX_SAFE_INTEGER,
  exclusiveMinimum,
}: Schema) {
  const min = exclusiveMinimum === undefined ? minimum : exclusiveMinimum + 1;
  const near = fc.integer({ min: Math.max(min, -20), max: Math.min(maximum, 20) });
  return fc.oneof({ weight: 6, arbitrary: near }, { weight: 1, arbitrary: fc.constantFrom(min, maximum) });
}

function realNumber({ minimum, exclusiveMinimum, maximum = Number.MAX_VALUE }: Schema) {
  const min = minimum ?? exclusiveMinimum ?? -Number.MAX_VALUE;
  const usual = fc.double({ min: Math.max(min, 0), max: Math.min(maximum, 3000), noNaN: true });
  const any = fc.double({ min, max: maximum, noNaN: true, noDefaultInfinity: true });
  const extreme = fc.constantFrom(min, maximum, 0, -0, 5e-324);
  const all = fc.oneof(
    { weight: 8, arbitrary: usual },
    { weight: 1, arbitrary: any },
    { weight: 1, arbitrary: extreme },
  );
  return all.filter(
    (value) => value >= min && value <= maximum && (exclusiveMinimum === undefined || value > exclusiveMinimum),
  );
}

function text({ minLength = 0, maxLength = 60 }: Schema) {
  const odd = fc
    .constantFrom(...oddTexts, ...oddNames)
    .filter(({ length }) => length >= minLength && length <= maxLength);
  return fc.oneof(
    fc.string({ minLength, maxLength: Math.min(maxLength, 12) }),
    fc.string({ unit: "grapheme", minLength, maxLength: minLength + 4 }),
    odd,
  );
}

function record({ properties = {}, required = [] }: Schema) {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, arbitraryOf(one)]));
  return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
}
