/** Creates an element with attributes and children; text children are text, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  created.append(...children);
  return created;
}

let lastId = 0;

/** An id no other element of the page has. */
export function freshId(name: string): string {
  lastId += 1;
  return `${name}-${lastId}`;
}
