import { isFew } from "../disclosure.ts";
import type { Finding } from "../finding.ts";
import { chainBlocks } from "./blocks.ts";
import { chainSections } from "./chainSections.ts";
import type { ChainFinding } from "./sections.ts";

/** From what employees say, over what customers meet, to what customers are worth, where the plan names a table of both. */
export const chain: Finding<"chain", ChainFinding> = {
  name: "chain",
  blocks: chainBlocks,
  compute: { always: chainSections },
  // The numbers are of all units together; those of few employees, customers or units are nobody's to read.
  protect: ({ chain: found }, { fewest }) => {
    if (!found || [found.units, found.employees, found.customers].some((count) => isFew(count, fewest))) return {};
    const told = (count: number | null) => (count === null || (count > 0 && isFew(count, fewest)) ? null : count);
    const { fewest: smallest } = found;
    return {
      chain: {
        ...found,
        fewest: smallest?.some((count) => isFew(count, fewest)) ? null : smallest,
        employees_without_answer: told(found.employees_without_answer),
        customers_without_answer: told(found.customers_without_answer),
      },
    };
  },
};
