import type { Optional, Told } from "../shown.ts";
import type { TreatmentSections as Computed, Effect } from "./treatmentSections.ts";

type Found = NonNullable<Computed["treatments"]>;
/** What may be shown of treatments: how many people an effect rests on may be withheld. */
export type ShownTreatments = Omit<Found, "effects"> & { readonly effects: readonly Told<Effect, "n">[] };
export type TreatmentFinding = Optional<{ readonly treatments: ShownTreatments }>;
