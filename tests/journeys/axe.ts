import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong on the page as it stands, by rule and element; and whether something of it can only be reached
 *  by scrolling sideways. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Found[] }> } };
    type Found = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };
    const found = await axe.run();
    const { scrollWidth, clientWidth } = document.documentElement;
    return [
      ...found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`)),
      ...(scrollWidth > clientWidth ? [`scrolls sideways: ${document.title}`] : []),
    ];
  });
}
