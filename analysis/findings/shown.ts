import type { Named } from "../statistics/named.ts";
import type { AucReport } from "../statistics/ranking/delong.ts";
import type { GainsStep } from "../statistics/ranking/matchedSelection.ts";
import type { RocPoint } from "../statistics/ranking/rocPoints.ts";
import type { RuleReport } from "../statistics/shares/confusion.ts";
import type { NetBenefit } from "../statistics/shares/decisionCurve.ts";
import type { ProportionReport } from "../statistics/shares/proportion.ts";
import type { TercileCell, TopSelections } from "./rules/ruleSections.ts";

/** Sections of which any may be absent, or null with its reason in the warnings. */
export type Optional<Sections> = { readonly [Name in keyof Sections]?: Sections[Name] | null | undefined };

/** A record in which some numbers may be withheld. */
export type Told<T, Key extends keyof T> = Omit<T, Key> & { readonly [Name in Key]: T[Name] | null };

/** An AUC whose numbers of buyers and others may be withheld. */
export type ShownAuc = Told<AucReport, "n_pos" | "n_neg">;

/** A level of a stated answer and how many of those who gave it bought; nulls where that is withheld. */
export type ShownLevel = { readonly level: number } & (
  | ProportionReport
  | { readonly x: null; readonly n: null; readonly estimate: null; readonly wilson95?: never }
);

/** What contacting by a model is worth at one threshold; how many that are may be withheld. */
export type ShownBenefit = Told<NetBenefit, "tp" | "fp">;

/** The sections that count the people above a cut of a measure: what may be shown of them is decided together. */
export type CutSections = Optional<
  {
    readonly rules: Readonly<Record<string, RuleReport | null>>;
    readonly roc: Readonly<Record<string, readonly RocPoint[]>>;
    readonly gains: Readonly<Record<string, readonly GainsStep[]>>;
    readonly auc: Readonly<Record<string, ShownAuc>>;
    readonly matched_selection: TopSelections;
    readonly say_do_by_implicit_tercile: readonly TercileCell[];
  } & Named<"say_do_matrix_", readonly ShownLevel[]>
>;
