import { Problem } from "../../experiments/contract/problem.ts";

export type Reported = {
  readonly id: string;
  readonly erased: number;
  /** How many are erased by now. */
  erasedNow(): Promise<number>;
};

// People who are erased while something is made are rare; what never holds is no use.
const TIMES = 5;

type Made = { keep(): void; drop(): Promise<void> };

/** Makes something of a study, and makes it anew when someone was erased meanwhile. */
export async function whileItHolds(study: Reported, make: () => Promise<Made>): Promise<void> {
  for (let times = 0; times < TIMES; times += 1) {
    const erased = await study.erasedNow();
    const { keep, drop } = await make();
    if ((await study.erasedNow()) === erased) return keep();
    await drop();
  }
  throw new Problem({
    code: "store-busy",
    detail: "People are erased from the study again and again while this is made.",
    todo: "Try again when they are.",
  });
}
