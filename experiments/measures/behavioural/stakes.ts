import { z } from "zod";
import { type Lottery, Money, stakesLevels } from "../../contract/draw.ts";
import { type Texts, textsParameter } from "../stated/wording.ts";

/** What a study file may set of every measure whose choices can be paid. */
export function stakesParameters(texts: Texts) {
  return {
    stakes: z.enum(["real", "hypothetical", "randomised"]).default("hypothetical").meta({
      title: "Stakes",
      description:
        "Whether choices bind the winner: in every session (real), in none (hypothetical), or by chance as a factor (randomised).",
    }),
    oneIn: z.int().min(1).max(100_000).default(20).meta({
      title: "One winner in",
      description: "One person in so many wins.",
    }),
    endowment: Money.nullable().default(null).meta({
      title: "Money of a winner",
      description:
        "What a winner has to spend and keeps the rest of, whatever the stakes. Left out where nobody gets anything.",
    }),
    texts: textsParameter(texts),
  };
}

type Staked = {
  readonly stakes: "real" | "hypothetical" | "randomised";
  readonly oneIn: number;
  readonly endowment: Money | null;
};

/** The factor that decides about stakes, where chance does. */
export function stakesFactor({
  stakes,
}: Pick<Staked, "stakes">): Readonly<Record<string, readonly [string, ...string[]]>> {
  return stakes === "randomised" ? { stakes: stakesLevels } : {};
}

export function lotteryOf({ oneIn, endowment }: Staked): Lottery | null {
  return endowment === null ? null : { oneIn, endowment };
}

/** What every trial of a paid measure says of its draw: commitment and nonce stand in the first trial that a page records,
 *  and are null in all others, and where nothing is drawn. */
export const drawFields = {
  stakes: z.enum(stakesLevels),
  commitment: z.string().nullable(),
  nonce: z.string().nullable(),
};

/** An amount in hundredths. */
export function hundredths(amount: number): number {
  return Math.round(amount * 100);
}
