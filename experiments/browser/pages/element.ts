type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** Makes an element. `true` sets an attribute without a value, `false` and `undefined` leave it out. Children are text or
 *  elements, never HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly (Node | string | null)[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (typeof value === "string") made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A button that does one thing. The `primary` one of a page is its way on. */
export function button(label: string, look: "primary" | "secondary" | "quiet", onPress: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: `button ${look}` }, [label]);
  made.addEventListener("click", onPress);
  return made;
}

/** A researcher's text: paragraphs between empty lines; lines that start with "- " become a list. */
export function prose(text: string): readonly HTMLElement[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const lines = block.split("\n").map((line) => line.trim());
      if (!lines.every((line) => line.startsWith("- "))) return element("p", {}, [lines.join(" ")]);
      return element(
        "ul",
        {},
        lines.map((line) => element("li", {}, [line.slice(2)])),
      );
    });
}
