import { z } from "zod";
import { ChainSettings } from "../../experiments/contract/chainSettings.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { type Locate, readDocument } from "../../experiments/studyFile/readDocument.ts";

/** The plan of `saydo chain`: what the chain is made of, with a heading. */
export const ChainPlan = ChainSettings.extend({
  title: z.string().min(1).optional(),
  /** True when the data are simulated: the output says so. */
  simulated: z.boolean().default(false),
});
export type ChainPlan = z.infer<typeof ChainPlan>;

/** Reads a chain plan (YAML or JSON). Throws a Problem holding every mistake with its place. */
export function readChainPlan(file: string, text: string): { readonly plan: ChainPlan; readonly locate: Locate } {
  const read = readDocument({ file, text, schema: ChainPlan, code: "plan-invalid" });
  if ("problems" in read) throw new Problem(read.problems[0], { all: read.problems });
  return { plan: read.value, locate: read.locate };
}
