import type { AnotherScore } from "../../experiments/contract/multiverse.ts";

/** A score of the multiverse that is made from trials. */
export type ProfileScore = Extract<AnotherScore, { readonly profile: string }>;

/** The column that holds a score under another profile: `dscore (d1, sdStage=before, excluded kept)`. */
export function profileColumn(score: string, { profile, set = {}, excluded }: ProfileScore): string {
  const settings = Object.entries(set).map(([key, value]) => `${key}=${value}`);
  return `${score} (${[profile, ...settings, ...(excluded === "kept" ? ["excluded kept"] : [])].join(", ")})`;
}
