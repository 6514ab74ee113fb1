import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { violations } from "./axe.ts";
import { layoutFaults } from "./laidOut.ts";

/** Where screenshots of every page looked at go, for whoever wants to see them; none are made without it. */
const FOLDER = process.env["SAYDO_SCREENSHOTS"];

/** Looks at pages one after another: notes what axe and the rules of layout find wrong on each, and, on request, takes its picture. */
export function looking(look: string) {
  const faults: string[] = [];
  const seen = new Set<string>();
  return {
    faults,
    seen,
    async at(page: Page, where: string): Promise<void> {
      seen.add(where);
      faults.push(...(await violations(page)).map((fault) => `${where}: ${fault}`));
      faults.push(...(await layoutFaults(page)).map((fault) => `${where}: ${fault}`));
      await picture(page, look, where);
    },
  };
}

/** Takes a page's picture where pictures are wanted. */
export async function picture(page: Page, look: string, where: string): Promise<void> {
  if (FOLDER === undefined) return;
  mkdirSync(join(FOLDER, look), { recursive: true });
  await page.screenshot({ path: join(FOLDER, look, `${where.replaceAll(/\W+/g, "-")}.png`), fullPage: true });
}
