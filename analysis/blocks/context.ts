import { z } from "zod";
import { OutcomeClass } from "../../experiments/contract/outcomeClass.ts";
import { outcomeGaps } from "../../experiments/contract/purchase.ts";

const People = z.int().min(0);

/** What a measure is, as colours and words tell it apart. */
export type Kind = "stated" | "implicit" | "both" | "other";

/** A measure as the report names it. `column` is its name in the comparison. */
export const MeasureLabel = z.strictObject({
  column: z.string(),
  label: z.string(),
  kind: z.enum(["stated", "implicit", "other"]),
  /** What was asked or done, one line: "5-point purchase intent, definitely would not … definitely would". */
  instrument: z.string().optional(),
  scale: z.tuple([z.number(), z.number()]).optional(),
  /** The ends of the scale or the sign of the score, for axes: "definitely not … definitely". */
  ends: z.tuple([z.string(), z.string()]).optional(),
  /** What a yes on this measure says of a person, after "people who": "said they would buy". */
  yes: z.string().optional(),
  /** Median minutes a participant spent on it, and answers or trials it took. */
  minutes: z.number().min(0).optional(),
  trials: People.optional(),
});
export type MeasureLabel = z.infer<typeof MeasureLabel>;

/** One step of the flow of people, and who left before the next. */
export const FlowStep = z.strictObject({
  step: z.string(),
  n: People,
  left: z.array(z.strictObject({ reason: z.string(), n: People })).default([]),
});
export type FlowStep = z.infer<typeof FlowStep>;

/** Stated scores and buying by the point at which people left (statistics.md, §8.9). */
export const SelectionRow = z.strictObject({
  exit: z.string(),
  n: People,
  statedMean: z.number().nullable(),
  statedSd: z.number().nullable(),
  observable: People,
  bought: People,
});

/** How fast people answered in one block of a timed task: latencies in bins, the last one open. */
export const TimingBlock = z.strictObject({
  /** The task, by its column in the comparison. */
  column: z.string(),
  /** "test, compatible"; empty where the task has one kind of block. */
  block: z.string(),
  trials: People,
  people: People,
  errorRate: z.number().min(0).max(1).nullable(),
  /** Trials under 300 ms and over 10,000 ms. */
  fast: People,
  slow: People,
  binMs: z.number().positive(),
  bins: z.array(People).min(1),
});
export type TimingBlock = z.infer<typeof TimingBlock>;

/** A measure as people scored on it, and how reliable it was by random halves and by odd against even trials. */
export const ScoredMeasure = z.strictObject({
  column: z.string(),
  scores: z.array(z.number()),
  /** Share of each person's trials under 300 ms, where the measure counts them. */
  fastShares: z.array(z.number().min(0).max(1)).default([]),
  reliability: z
    .strictObject({
      oddEven: z.number().nullable(),
      mean: z.number().nullable(),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      splits: People,
      n: People,
    })
    .optional(),
});
export type ScoredMeasure = z.infer<typeof ScoredMeasure>;

/** What a report says beside the numbers: who ran the study, on whom, what counts as the outcome, who is missing.
 *  Everything but the title may be absent; what is absent is said to be, never guessed. */
export const ReportContext = z.strictObject({
  title: z.string().trim().min(1),
  isSimulated: z.boolean(),
  /** How many of the people who started are simulated, when not all are. */
  simulatedPeople: z.strictObject({ n: People, of: People }).optional(),
  researcher: z.string().optional(),
  sponsor: z.string().optional(),
  conflicts: z.string().optional(),
  /** ISO date or moment at which the report was made; passed in, never read from a clock. */
  madeAt: z.string().optional(),
  outcome: z
    .strictObject({
      class: OutcomeClass,
      /** After "people who": "bought", "chose the milk chocolate". By the outcome's class when absent. */
      did: z.string().optional(),
      /** Who did, and who did not: "buyers", "non-buyers". */
      doers: z.string().optional(),
      others: z.string().optional(),
      product: z.string().optional(),
      /** In days after each session. */
      window: z.strictObject({ fromDays: z.number(), toDays: z.number() }).optional(),
      /** The last day any window covers. */
      until: z.string().optional(),
      returns: z.enum(["gross", "net"]).optional(),
    })
    .optional(),
  /** Further yes/no outcomes of the plan by their column: what people did, in words. */
  furtherOutcomes: z
    .record(
      z.string(),
      z.strictObject({ class: OutcomeClass, did: z.string(), doers: z.string(), others: z.string() }).partial(),
    )
    .default({}),
  /** When people took part, and with what. */
  fielded: z
    .strictObject({
      from: z.string(),
      until: z.string(),
      /** How people came: an open link, personal links, a panel. */
      recruited: z.string().optional(),
      /** People by pointer: touch or mouse. */
      devices: z.record(z.string(), People).default({}),
      languages: z.array(z.string()).default([]),
    })
    .optional(),
  /** The language of the page's own words. */
  language: z.enum(["en", "nl"]).default("en"),
  /** What outcome and scores are about: one product by itself, or one against another. */
  frame: z.string().optional(),
  products: z.array(z.strictObject({ id: z.string(), name: z.string() })).default([]),
  measures: z.array(MeasureLabel).default([]),
  primary: z.strictObject({ stated: z.string(), implicit: z.string() }).partial().default({}),
  /** Which people the sample stands for: "adults in the panel, customers or not". */
  population: z.string().optional(),
  flow: z.array(FlowStep).default([]),
  coverage: z
    .strictObject({
      sources: z.array(z.string()).default([]),
      /** People whose whole window was seen. */
      observable: People,
      gaps: z.partialRecord(z.enum(outcomeGaps), People).default({}),
      /** Share of all purchases the source is assumed to see, 0 to 1. */
      assumedShare: z.number().min(0).max(1).optional(),
    })
    .optional(),
  exclusions: z.array(z.strictObject({ measure: z.string(), reason: z.string(), n: People })).default([]),
  selection: z.array(SelectionRow).default([]),
  timing: z.array(TimingBlock).default([]),
  scored: z.array(ScoredMeasure).default([]),
  /** The fewest people a shown count may be about, where it is not the usual five. */
  smallestCell: z.int().min(1).optional(),
  design: z
    .strictObject({
      kind: z.enum(["exploratory", "confirmatory"]),
      preregistration: z.string().optional(),
      /** Where the analysis left the preregistered plan. */
      deviations: z.array(z.string()).default([]),
    })
    .optional(),
  /** What was inferred while each file was read. */
  reading: z.array(z.strictObject({ file: z.string(), notes: z.array(z.string()) })).default([]),
  /** The command that makes this report again. */
  command: z.string().optional(),
});
export type ReportContext = z.infer<typeof ReportContext>;
/** The context as a caller writes it: fields with a default may be left out. */
export type ReportContextInput = z.input<typeof ReportContext>;
