const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export type XmlElement = { readonly attributes: string; readonly content: string };

/** The elements of a name in a piece of XML, whatever their namespace prefix, in order; those inside one of them are not
 *  found. */
export function elements(xml: string, name: string): readonly XmlElement[] {
  return [...eachElement(xml, name)];
}

export function* eachElement(xml: string, name: string): Generator<XmlElement> {
  const pattern = new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</(?:\\w+:)?${name}>)`, "g");
  for (const [, attributes = "", content = ""] of xml.matchAll(pattern)) yield { attributes, content };
}

/** The value of an attribute, as it is written. `name` is a pattern. */
export function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
}

/** XML text without its escapes, Excel's `_x000D_` among them. */
export function plainText(xml: string): string {
  if (!/[&_]/.test(xml)) return xml;
  return xml
    .replaceAll(/&(#x?[0-9a-fA-F]+|\w+);/g, (whole, entity: string) => ENTITIES[entity] ?? characterOf(entity) ?? whole)
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function characterOf(entity: string): string | null {
  const code = /^#x/.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return entity.startsWith("#") && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
