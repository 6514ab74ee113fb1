import type { Optional } from "../shown.ts";
import type { Answer, Question } from "./answer.ts";

/** An answer of which numbers and words may be withheld. */
export type ShownAnswer = {
  readonly [Key in keyof Pick<Answer, "estimate" | "interval" | "verdict" | "sentence" | "n">]: Answer[Key] | null;
} & Pick<Answer, "lr" | "predictive" | "construct"> & { readonly [detail: string]: unknown };

export type AnswerSections = Optional<{ readonly answers: Readonly<Partial<Record<Question, ShownAnswer>>> }>;
