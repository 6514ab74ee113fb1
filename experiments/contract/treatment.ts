import { z } from "zod";
import { Id } from "./id.ts";
import { LocalText } from "./text.ts";

/** What people of one level are shown (by `concept`), and the value that texts and parameters may name. */
export const TreatmentLevel = z.strictObject({
  text: LocalText.optional().meta({ title: "Text", description: "What people of this level read." }),
  image: z.string().optional().meta({
    title: "Picture",
    control: "picture",
    description: "A file below the study's folder, or asset: and the hash of an uploaded picture.",
  }),
  alt: LocalText.optional().meta({ title: "What the picture shows", description: "For people who do not see it." }),
  film: z
    .string()
    .optional()
    .meta({ title: "Film", description: "An .mp4 or .webm file below the study's folder, at most 20 MB." }),
  captions: z.string().optional().meta({
    title: "Captions",
    description: "A .vtt file below the study's folder, for people who do not hear the film.",
  }),
  value: z
    .union([z.number(), z.string().min(1)])
    .optional()
    .meta({
      title: "Value",
      description: "What {treatment.name} stands for in texts and parameters of the flow.",
    }),
});
export type TreatmentLevel = z.infer<typeof TreatmentLevel>;

/** Levels by name, by treatment. Each person gets one level of each treatment, every combination equally often at the start. */
export const Treatments = z.record(Id, z.record(Id, TreatmentLevel));
export type Treatments = z.infer<typeof Treatments>;

/** The level drawn of each factor. */
type Assignment = Readonly<Record<string, string>>;

const PREFIX = "treatment.";

/** A treatment's name among the factors of an assignment. */
export function treatmentFactor(treatment: string): string {
  return `${PREFIX}${treatment}`;
}

/** The levels drawn for a session that are treatments, and those that are counterbalancing. */
export function splitAssignment(assignment: Assignment): {
  readonly treatments: Assignment;
  readonly cell: Assignment;
} {
  const entries = Object.entries(assignment);
  return {
    treatments: Object.fromEntries(entries.filter(([factor]) => factor.startsWith(PREFIX))),
    cell: Object.fromEntries(entries.filter(([factor]) => !factor.startsWith(PREFIX))),
  };
}

const NAMED = /\{treatment\.([A-Za-z][\w-]*)\}/g;

/** The treatments that texts anywhere in a value name. */
export function treatmentsNamed(value: unknown): readonly string[] {
  if (typeof value === "string") return [...value.matchAll(NAMED)].flatMap(([, name]) => name ?? []);
  if (typeof value !== "object" || value === null) return [];
  return [...new Set(Object.values(value).flatMap(treatmentsNamed))];
}

type ValueOf = (treatment: string) => string | number | undefined;

/** A value with `{treatment.<name>}` replaced in every text, at whatever depth, by what the person's level says. A text that is
 *  nothing else becomes the value itself, so that a price stays a number. What has no value stays as it is. */
export function withTreatments<Value>(value: Value, worth: ValueOf): Value;
export function withTreatments(value: unknown, worth: ValueOf): unknown {
  return replaced(value, worth);
}

function replaced(value: unknown, worth: ValueOf): unknown {
  if (typeof value === "string") {
    const whole = /^\{treatment\.([A-Za-z][\w-]*)\}$/.exec(value)?.[1];
    if (whole !== undefined) return worth(whole) ?? value;
    return value.replaceAll(NAMED, (text, name: string) => String(worth(name) ?? text));
  }
  if (Array.isArray(value)) return value.map((item) => replaced(item, worth));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, worth)]));
}

/** What a person's levels say of each treatment; the first level's value before any is drawn. */
export function valuesOf(treatments: Treatments | undefined, assignment: Assignment): ValueOf {
  return (treatment) => {
    const levels = treatments?.[treatment] ?? {};
    return levels[assignment[treatmentFactor(treatment)] ?? Object.keys(levels)[0] ?? ""]?.value;
  };
}
