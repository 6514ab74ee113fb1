import { z } from "zod";
import type { Measure } from "../contract/measure.ts";
import { productMark } from "../contract/productName.ts";
import { TrialBody } from "../contract/trial.ts";

/** A product that a trial names, and the field that names it, such as `alternatives.1.product`. */
export type NamedProduct = { readonly path: string; readonly product: string };

type Reader = (value: unknown, path: string) => readonly NamedProduct[];

/** Every product that a trial of a measure names, wherever its description says that a field does. */
export function namedProducts(measure: Measure, body: Readonly<Record<string, unknown>>): readonly NamedProduct[] {
  const read = readers.get(measure) ?? readerOf(described(measure)) ?? none;
  readers.set(measure, read);
  return read(body, "");
}

const readers = new WeakMap<Measure, Reader>();
const none: Reader = () => [];

const Described = z.looseObject({
  names: z.unknown().optional(),
  get properties() {
    return z.record(z.string(), Described).optional();
  },
  get items() {
    return Described.optional();
  },
  get additionalProperties() {
    return z.union([Described, z.boolean()]).optional();
  },
  get anyOf() {
    return z.array(Described).optional();
  },
});
type Described = z.infer<typeof Described>;

function described(measure: Measure): Described {
  const schema = TrialBody.extend(measure.trial.shape);
  return Described.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
}

/** Undefined where nothing in a value can name a product. */
function readerOf({
  names,
  properties,
  items,
  additionalProperties: others,
  anyOf = [],
}: Described): Reader | undefined {
  if (names === productMark.names)
    return (value, path) => (typeof value === "string" ? [{ path, product: value }] : []);
  const fields = Object.entries(properties ?? {}).flatMap(([name, one]) => {
    const read = readerOf(one);
    return read ? [[name, read] as const] : [];
  });
  const ofItem = items && readerOf(items);
  const ofOther = typeof others === "object" ? readerOf(others) : undefined;
  const all = [
    ...anyOf.flatMap((one) => readerOf(one) ?? []),
    ...(fields.length > 0 ? [ofFields(fields)] : []),
    ...(ofItem ? [ofItems(ofItem)] : []),
    ...(ofOther ? [ofEntries(ofOther)] : []),
  ];
  return all.length === 0 ? undefined : (value, path) => all.flatMap((read) => read(value, path));
}

function ofFields(fields: readonly (readonly [string, Reader])[]): Reader {
  return (value, path) => {
    if (!isRecord(value)) return [];
    return fields.flatMap(([name, read]) => (Object.hasOwn(value, name) ? read(value[name], below(path, name)) : []));
  };
}

function ofItems(read: Reader): Reader {
  return (value, path) => (Array.isArray(value) ? value.flatMap((one, at) => read(one, below(path, String(at)))) : []);
}

function ofEntries(read: Reader): Reader {
  return (value, path) =>
    isRecord(value) ? Object.entries(value).flatMap(([name, one]) => read(one, below(path, name))) : [];
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
