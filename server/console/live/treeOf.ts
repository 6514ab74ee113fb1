import type { ComponentChild, VNode } from "preact";

/** A part of a page as JSON: texts, and elements as name, attributes and what is in them. */
export type Tree = string | readonly [string, Readonly<Record<string, string>>, readonly Tree[]];

/** A part of a page in the form in which it is sent to a page that is open. The same components make both. */
export function treeOf(node: ComponentChild): readonly Tree[] {
  if (node === null || node === undefined || typeof node === "boolean") return [];
  if (Array.isArray(node)) return node.flatMap((one) => treeOf(one));
  if (typeof node !== "object") return [String(node)];
  const { type, props } = node as VNode<Readonly<Record<string, unknown>> & { readonly children?: ComponentChild }>;
  if (typeof type === "function") {
    // Our components are functions of their properties and nothing else.
    return treeOf((type as (given: unknown) => ComponentChild)(props));
  }
  const { children, ...others } = props;
  const attributes = Object.entries(others).flatMap(([name, value]) => {
    if (value === false || value === null || value === undefined) return [];
    return [[name, value === true ? "" : String(value)]];
  });
  return [[String(type), Object.fromEntries(attributes), treeOf(children)]];
}
