import type { z } from "zod";
import type { screener } from "./measure.ts";

type Parameters = z.infer<typeof screener.parameters>;

/** Whether an answer to a screener makes its person eligible, by the study's own options and not by what the browser says of
 *  it: of several chosen ones, one that does is enough; a declined one does not. Null for what is no answer to it. */
export function isEligibleAnswer({ questions }: Parameters, item: unknown, value: unknown): boolean | null {
  const question = questions.find(({ id }) => item === `screener.${id}`);
  if (question === undefined) return null;
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [value];
  return question.options.some(({ id, eligible }) => eligible && chosen.includes(id));
}
