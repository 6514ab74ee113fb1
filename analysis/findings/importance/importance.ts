import type { Finding } from "../finding.ts";
import { importanceBlocks } from "./blocks.ts";
import type { ImportanceSections } from "./sections.ts";

/** How much of what the joint model explains belongs to each measure. Statistics of everybody: nothing to withhold. */
export const importance: Finding<"importance", ImportanceSections> = {
  name: "importance",
  blocks: importanceBlocks,
  compute: {
    ofYesNo: ({ importance: found }) => ({
      dominance: found()?.dominance ?? null,
      shapley_groups: found()?.shapley_groups ?? null,
    }),
  },
  protect: ({ dominance, shapley_groups }) => ({ dominance, shapley_groups }),
};
