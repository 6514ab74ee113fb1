import type { Finding } from "../finding.ts";
import type { Optional } from "../shown.ts";
import type { Importance } from "./importanceSections.ts";

type ImportanceSections = Optional<Importance>;

/** How much of what the joint model explains belongs to each measure. Statistics of everybody: nothing to withhold. */
export const importance: Finding<"importance", ImportanceSections> = {
  name: "importance",
  compute: {
    ofYesNo: ({ importance: found }) => ({
      dominance: found()?.dominance ?? null,
      shapley_groups: found()?.shapley_groups ?? null,
    }),
  },
  protect: ({ dominance, shapley_groups }) => ({ dominance, shapley_groups }),
};
