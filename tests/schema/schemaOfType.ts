import { join } from "node:path";
import ts from "typescript";

export type JsonSchema = { readonly [key: string]: unknown };

/** The JSON Schema (2020-12) of an exported type of a file, as what `JSON.stringify` makes of its values: an optional
 *  property may be absent, names that a template describes are `patternProperties`. More names are always allowed. Each
 *  object type is described once, under `$defs`. Throws RangeError when the file exports no such type. */
export function schemaOfType(file: string, name: string): JsonSchema {
  const config = ts.readConfigFile(join(process.cwd(), "tsconfig.json"), ts.sys.readFile).config;
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, process.cwd());
  const program = ts.createProgram([file], { ...options, noEmit: true, composite: false, types: ["node"] });
  const source = program.getSourceFile(file);
  const checker = program.getTypeChecker();
  const symbol = source && checker.getSymbolAtLocation(source);
  const exported = symbol && checker.getExportsOfModule(symbol).find((one) => one.name === name);
  if (!exported) throw new RangeError(`${file} exports no ${name}`);
  const describe = describer(checker);
  const root = describe.schemaOf(checker.getDeclaredTypeOfSymbol(exported));
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...root, $defs: describe.definitions() };
}

function describer(checker: ts.TypeChecker) {
  const names = new Map<ts.Type, string>();
  const definitions: Record<string, JsonSchema> = {};

  function schemaOf(type: ts.Type): JsonSchema {
    if (type.isUnion()) return unionOf(type.types);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === "true" };
    if (type.flags & ts.TypeFlags.StringLike) return { type: "string" };
    if (type.flags & ts.TypeFlags.NumberLike) return { type: "number" };
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: "boolean" };
    if (type.flags & ts.TypeFlags.Null) return { type: "null" };
    if (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) return {};
    if (isListOf(checker, type) && checker.isTupleType(type)) return tupleOf(checker.getTypeArguments(type));
    if (isListOf(checker, type)) {
      const [item] = checker.getTypeArguments(type);
      return { type: "array", ...(item ? { items: schemaOf(item) } : {}) };
    }
    return referenceTo(type);
  }

  function unionOf(types: readonly ts.Type[]): JsonSchema {
    const told = types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
    const isBoolean = told.filter(({ flags }) => flags & ts.TypeFlags.BooleanLiteral).length === 2;
    const rest = isBoolean ? told.filter(({ flags }) => !(flags & ts.TypeFlags.BooleanLiteral)) : told;
    const schemas = [...rest.map(schemaOf), ...(isBoolean ? [{ type: "boolean" }] : [])];
    return schemas.length === 1 ? schemas[0]! : { anyOf: schemas };
  }

  function tupleOf(items: readonly ts.Type[]): JsonSchema {
    return { type: "array", prefixItems: items.map(schemaOf), minItems: items.length, maxItems: items.length };
  }

  function referenceTo(type: ts.Type): JsonSchema {
    const known = names.get(type);
    if (known !== undefined) return { $ref: `#/$defs/${known}` };
    const name = `t${names.size + 1}`;
    names.set(type, name);
    definitions[name] = objectOf(type);
    return { $ref: `#/$defs/${name}` };
  }

  function objectOf(type: ts.Type): JsonSchema {
    const properties = checker.getPropertiesOfType(type).map((property) => {
      const own = checker.getTypeOfSymbol(property);
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0 || allows(own, ts.TypeFlags.Undefined);
      const schema = schemaOf(own);
      // JSON has no infinity: it is written as null.
      const isInfinite = property.getJsDocTags(checker).some(({ name }) => name === "infinite");
      return { name: property.name, isOptional, schema: isInfinite ? { anyOf: [schema, { type: "null" }] } : schema };
    });
    const required = properties.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
    return {
      type: "object",
      ...(properties.length === 0
        ? {}
        : { properties: Object.fromEntries(properties.map(({ name, schema }) => [name, schema])) }),
      ...(required.length === 0 ? {} : { required }),
      ...indexOf(type, new Set(properties.map(({ name }) => name))),
    };
  }

  /** Names by a template become patterns, those of any text additional properties. A name that is described by itself obeys
   *  its own description alone. */
  function indexOf(type: ts.Type, own: ReadonlySet<string>): JsonSchema {
    const signatures = checker.getIndexInfosOfType(type);
    const any = signatures.find(({ keyType }) => keyType.flags & ts.TypeFlags.String);
    const patterns = signatures.flatMap(({ keyType, type: value }) =>
      isTemplate(keyType) ? [[patternOf(keyType, own), schemaOf(value)] as const] : [],
    );
    return {
      ...(patterns.length === 0 ? {} : { patternProperties: Object.fromEntries(patterns) }),
      ...(any === undefined ? {} : { additionalProperties: schemaOf(any.type) }),
    };
  }

  function allows(type: ts.Type, flag: ts.TypeFlags): boolean {
    return type.isUnion() ? type.types.some(({ flags }) => flags & flag) : (type.flags & flag) !== 0;
  }

  return { schemaOf, definitions: () => definitions };
}

function isListOf(checker: ts.TypeChecker, type: ts.Type): type is ts.TypeReference {
  return checker.isTupleType(type) || checker.isArrayType(type);
}

function isTemplate(type: ts.Type): type is ts.TemplateLiteralType {
  return (type.flags & ts.TypeFlags.TemplateLiteral) !== 0;
}

function patternOf({ texts }: ts.TemplateLiteralType, own: ReadonlySet<string>): string {
  const [start = "", end = ""] = [texts[0], texts.at(-1)].map((text) => text?.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const isSame = (name: string) => new RegExp(`^${start}.*${end}$`).test(name);
  const others = [...own].filter(isSame);
  return `^${others.length === 0 ? "" : `(?!(?:${others.join("|")})$)`}${start}.*${end}$`;
}
