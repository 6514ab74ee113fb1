type Rules = {
  /** Characters of a name. */
  readonly longest: number;
  /** Words that mean something else to the program, in lower case. */
  readonly reserved: ReadonlySet<string>;
};

/** Names of columns as a statistics program takes them: ASCII letters, digits and `_`, a letter first, no word of the program's,
 *  each once whatever its case. */
export function plainNames(names: readonly string[], { longest, reserved }: Rules): readonly string[] {
  const taken = new Set(reserved);
  return names.map((name, place) => {
    const plain = name.replaceAll(/[^A-Za-z0-9_]/g, "_").replace(/^(?![A-Za-z])/, "v");
    let made = plain.slice(0, longest);
    for (let more = place; taken.has(made.toLowerCase()); more += names.length) {
      made = `${plain.slice(0, longest - String(more).length - 1)}_${more}`;
    }
    taken.add(made.toLowerCase());
    return made;
  });
}

/** A label on one line, at most so many characters. */
export function plainLabel(label: string, longest: number): string {
  return [...label.replaceAll(/\s+/g, " ").trim()].slice(0, longest).join("");
}
