import type { ClaimTest } from "../../statistics/shares/proportionAgainst.ts";
import type { Optional, Told } from "../shown.ts";
import type { JudgedClaim } from "./judgedClaims.ts";

/** A claim whose counts and figures may be withheld. */
export type ShownClaim = Told<JudgedClaim, "n" | "sentence">;

export type ClaimSections = Optional<{
  readonly claims: readonly ShownClaim[];
  readonly ppv_claims: Readonly<Record<string, ClaimTest>>;
}>;
