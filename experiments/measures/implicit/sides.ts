import { z } from "zod";

export const Side = z.enum(["left", "right"]);
export type Side = z.infer<typeof Side>;
export const Pairing = z.enum(["compatible", "incompatible"]);
export type Pairing = z.infer<typeof Pairing>;

export function opposite(side: Side): Side {
  return side === "left" ? "right" : "left";
}

/** The side a factor's level names; left when it names none. */
export function sideOf(level: string | undefined): Side {
  return level === "right" ? "right" : "left";
}

/** The first pairing that the level of `pairingOrder` names, and the second. */
export function pairingsOf(order: string | undefined): readonly [Pairing, Pairing] {
  return order === "incompatibleFirst" ? ["incompatible", "compatible"] : ["compatible", "incompatible"];
}

/** Counterbalancing every sorting task draws: which pairing comes first. */
export const pairingOrder = ["compatibleFirst", "incompatibleFirst"] as const;
export const bothSides = ["left", "right"] as const;

/** A pairing cell of a trial table; empty marks a block that is not scored. */
export const pairingCell = z
  .enum(["compatible", "incompatible", ""])
  .transform((pairing) => (pairing === "" ? null : pairing));
