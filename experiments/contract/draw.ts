import { z } from "zod";

/** What a choice counts for: `real` choices bind whoever the draw picks, `hypothetical` ones never do. */
export const stakesLevels = ["real", "hypothetical"] as const;
export type Stakes = (typeof stakesLevels)[number];

/** An amount of a currency (ISO 4217), in its unit: 2.5 is two euros fifty. At most two decimals. */
export const Money = z.strictObject({
  amount: z
    .number()
    .positive()
    .max(100_000)
    .multipleOf(0.01)
    .meta({ title: "Amount", description: "In the currency's unit, such as 2.5 for two euros fifty." }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "a currency code such as EUR")
    .meta({ title: "Currency", description: "Its ISO 4217 code, such as EUR." }),
});
export type Money = z.infer<typeof Money>;

/** What a study promises of one instance: one person in `oneIn` gets the endowment, whatever the stakes. */
export type Lottery = { readonly oneIn: number; readonly endowment: Money };

/** A whole number from 0 to n − 1 for one purpose. Of one draw the same question always has the same answer. */
export type Below = (n: number, purpose: "wins" | "counted" | "price") => number;

/** Prices from the lowest to the highest, by a step. */
const PriceList = z.object({ from: z.number(), to: z.number(), step: z.number() });
type PriceList = z.infer<typeof PriceList>;

/** What the choices come to if the draw picks them. Amounts in hundredths of the currency's unit. */
export type Settlement = {
  /** The choice that counts, from 0; null where only one can. */
  readonly counted: number | null;
  /** The price that was drawn; null where none is. */
  readonly priceDrawn: number | null;
  /** The prices it was drawn from; null where none is. */
  readonly prices: PriceList | null;
  /** What the counted choice takes; empty = nothing, the money is kept. */
  readonly takes: readonly { readonly item: string; readonly quantity: number }[];
  /** Its price, never more than the endowment. */
  readonly price: number;
};

/** What a draw is settled from: the stored bodies in their order, the parameters, and the seed of the instance. */
export type Settling<Parameters> = {
  readonly bodies: readonly Readonly<Record<string, unknown>>[];
  readonly parameters: Parameters;
  readonly products: readonly string[];
  /** What the instance is about. */
  readonly productOfInstance: string | undefined;
  readonly seed: number;
  readonly below: Below;
};

/** How a measure's choices are paid. Methods, as those of `Measure`. */
export type DrawRules<Parameters> = {
  /** Null where nobody gets anything, so that nothing is drawn. */
  lottery(parameters: Parameters): Lottery | null;
  /** The highest price a choice can have, in the currency's unit. */
  dearest(parameters: Parameters): number;
  /** Of every choice the first answer that was stored counts. "incomplete" while a choice is missing. */
  settle(settling: Settling<Parameters>): Settlement | "incomplete";
};

/** `POST /sessions/{id}/draws/{instance}`: what chance decided, with everything to recompute it from. Amounts in the
 *  currency's unit. */
export const Drawn = z.object({
  instance: z.string(),
  /** SHA-256 (hex) of `saydo draw 1`, session id, instance and secret, one a line; given out at the session's start. */
  commitment: z.string(),
  /** 32 bytes and 16 bytes, hex. */
  secret: z.string(),
  nonce: z.string(),
  stakes: z.enum(stakesLevels),
  oneIn: z.int().positive(),
  endowment: Money,
  wins: z.boolean(),
  counted: z.int().min(0).nullable(),
  priceDrawn: z.number().nullable(),
  prices: PriceList.nullable(),
  /** Whether the winner gets what they chose: never where the stakes are hypothetical. */
  bought: z.boolean(),
  gets: z.array(z.object({ item: z.string(), quantity: z.int().positive() })),
  pays: z.number(),
  bonus: z.number(),
  /** What the winner shows to get it; null for everyone else, and for simulated people. */
  claimCode: z.string().nullable(),
});
export type Drawn = z.infer<typeof Drawn>;

/** 16 random bytes in hex: the browser's half of a draw. */
export const Nonce = z.string().regex(/^[0-9a-f]{32}$/, "32 hexadecimal digits");
