/** An entry whose name ends in a column or a rule: `say_do_matrix_pi5`. */
export type Named<Prefix extends string, Value> = { readonly [Name in `${Prefix}${string}`]: Value };

/** A section named after a column. */
export function named<const Prefix extends string, Value>(
  prefix: Prefix,
  name: string,
  value: Value,
): Named<Prefix, Value> {
  const entries: readonly object[] = [{ [`${prefix}${name}`]: value }];
  return Object.assign({}, ...entries);
}

/** The entries that are there and whose names start with a prefix, without it. */
export function startingWith<const Prefix extends string, Value>(
  sections: { readonly [Name in `${Prefix}${string}`]: Value },
  prefix: Prefix,
): readonly (readonly [string, NonNullable<Value>])[] {
  const has = (name: string): name is `${Prefix}${string}` => name.startsWith(prefix);
  return Object.keys(sections).flatMap((name) => {
    const value = has(name) ? sections[name] : undefined;
    return value === undefined || value === null ? [] : [[name.slice(prefix.length), value]];
  });
}

/** The sections named after columns that start with a prefix, each changed. */
export function renamed<const Prefix extends string, Value>(
  sections: { readonly [Name in `${Prefix}${string}`]: Value },
  prefix: Prefix,
  change: (value: NonNullable<Value>, name: string) => Value,
): Named<Prefix, Value> {
  return Object.assign(
    {},
    ...startingWith(sections, prefix).map(([name, value]) => ({ [`${prefix}${name}`]: change(value, name) })),
  );
}
