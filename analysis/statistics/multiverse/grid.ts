/** Every combination of the options of each choice, the first choice varying fastest. */
export function specificationGrid<Choices extends Readonly<Record<string, readonly unknown[]>>>(
  choices: Choices,
): readonly { readonly [Name in keyof Choices]: Choices[Name][number] }[] {
  const combined = Object.entries(choices).reduce<readonly Readonly<Record<string, unknown>>[]>(
    (grid, [name, options]) => options.flatMap((option) => grid.map((chosen) => ({ ...chosen, [name]: option }))),
    [{}],
  );
  // Each entry was given one option for every name of `choices`, which the reduction cannot express.
  return combined as readonly { readonly [Name in keyof Choices]: Choices[Name][number] }[];
}
