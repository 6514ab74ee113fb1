import type { Block, PartBlocks } from "../blocks/block.ts";
import type { Comparison } from "../findings/comparison.ts";
import { type FindingName, findings } from "../findings/index.ts";
import type { ReportData } from "../findings/reportData.ts";
import { people } from "./study/people.ts";
import { power } from "./study/power.ts";
import { quality } from "./study/quality.ts";

const STUDY = { people, quality, power } as const;

/** A part with tables, figures and sentences. */
export type ShownPartName = FindingName | keyof typeof STUDY;

/** One part of this report, with what it shows. */
export type ShownPart = {
  readonly id: ShownPartName;
  readonly title: string;
  readonly glossary: PartBlocks<ReportData<Comparison>>["glossary"];
  readonly blocks: readonly Block[];
};

/** The parts of this report in order, those without anything to show left out: every finding, and after the answers and
 *  claims what is known of the people and of how they worked. Page, contents, CSV, SVG and workbook are made of these. */
export function shownParts(data: ReportData<Comparison>): readonly ShownPart[] {
  const all = findings.map(({ name, blocks }) => ({ id: name, part: blocks }) satisfies Named);
  const first = all.findIndex(({ id }) => id === "measures");
  const study = [
    { id: "people", part: people },
    { id: "quality", part: quality },
  ] satisfies readonly Named[];
  const named: readonly Named[] = [...all.slice(0, first), ...study, ...all.slice(first), { id: "power", part: power }];
  return named
    .map(({ id, part: { title, glossary, blocks } }) => ({ id, title, glossary, blocks: blocks(data) }))
    .filter(({ blocks }) => blocks.length > 0);
}

type Named = { readonly id: ShownPartName; readonly part: PartBlocks<ReportData<Comparison>> };
