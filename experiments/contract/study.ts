import { z } from "zod";
import { Id } from "./id.ts";
import { AnalysisPlan } from "./plan.ts";
import { OutcomeWindow, StudyOutcome } from "./studyOutcome.ts";
import { Language, LocalText } from "./text.ts";

export const purposes = ["takePart", "linkPurchases", "linkHistory", "recontact", "shareData"] as const;
export const Purpose = z.enum(purposes);
export type Purpose = z.infer<typeof Purpose>;

export const Product = z.strictObject({
  id: Id,
  name: LocalText,
  /** Picture or logo, a path below the study file's folder. */
  image: z.string().optional(),
});
export type Product = z.infer<typeof Product>;

export const ConsentText = z.strictObject({
  /** Raised by the researcher whenever the text changes; the text's own hash is stored with every session. */
  version: z.string().min(1),
  text: LocalText,
  /** What is asked beside taking part. Each is a choice of its own, off until the participant turns it on. */
  ask: z.array(Purpose.exclude(["takePart"])).default([]),
  minimumAge: z.int().min(0).max(99).default(18),
  /** What a parent or guardian agrees to; needed where people under 18 may take part. */
  parentalConsent: LocalText.optional(),
  /** There when participants work for the organisation that asks. */
  employees: z
    .strictObject({
      /** Who agreed for them before the study opened, and when. */
      worksCouncil: z.string().min(1).optional(),
    })
    .optional(),
  /** How to reach the researcher, shown with the consent text and at the end. */
  contact: z.string().min(1),
});

/** One measure in the flow. Its own parameters stand beside these and are checked by the measure. */
export const FlowMeasure = z.looseObject({
  measure: z.string(),
  /** Names this occurrence when a measure is used more than once; the measure's name when absent. */
  instance: Id.optional(),
  /** What is judged: the product asked about, or the focal product of a timed task. */
  product: Id.optional(),
});
export type FlowMeasure = z.infer<typeof FlowMeasure>;

export const FlowPart = z.strictObject({
  part: z.enum(["screening", "stated", "implicit", "behavioural"]),
  measures: z.array(FlowMeasure).min(1),
});
export type FlowPart = z.infer<typeof FlowPart>;

/** What a randomised arm is asked: nothing, one part, or both. */
export const arms = ["none", "stated", "implicit", "both"] as const;

export const Randomise = z.strictObject({
  /** Who is asked what, where asking itself may change buying: each participant is drawn into one of these arms, and meets
   *  only its parts. Other parts are for everyone. */
  arms: z.array(z.enum(arms)).min(2).optional(),
  /** Half the participants meet the stated part first, half the implicit part. */
  partOrder: z.boolean().default(false),
  /** Shuffle the order of measures inside each stated part, from the session's seed. */
  itemOrder: z.boolean().default(false),
});

export const Recruitment = z.strictObject({
  source: z.enum(["open", "personal", "singleUse", "prolific", "sona", "mturk"]).default("open"),
  /** The query parameter that carries the panel's id. */
  panelParameter: z.string().optional(),
  /** The same panel id or link again, once somebody has agreed to take part with it: it goes on in the browser where it was
   *  begun, which proves itself by its token; with `anyDevice` the id or link alone is enough to go on elsewhere, with the
   *  trials to come, not the answers given. */
  repeat: z.enum(["resume", "refuse", "anyDevice"]).default("resume"),
  /** Instances of screeners whose questions say which answer to give: failing them is a reason a panel accepts. */
  attentionChecks: z.array(Id).min(1).optional(),
  /** Where the participant goes after finishing; `{code}` is replaced by the completion code, `{panelId}` by the panel's
   *  id. Nobody is told of it before. */
  redirectUrl: z.url({ protocol: /^https?$/ }).optional(),
});

/** What the device must be like for this study; nothing is asked of it when absent. */
export const DeviceNeeds = z.strictObject({
  /** Whether the timed tasks are to be done on a real keyboard. */
  keyboard: z.boolean().default(false),
  /** The narrowest window, in CSS pixels. */
  leastWidth: z.int().min(320).max(3840).default(320),
});

export const Quota = z.strictObject({
  /** Sessions that may finish; further ones are turned away kindly. */
  completes: z.int().positive(),
});

/** The study file. Its analysis block is the plan of `compare`, without `data`. */
export const Study = z.strictObject({
  saydo: z.literal(1),
  id: Id,
  title: LocalText,
  languages: z.array(Language).min(1),
  researcher: z.strictObject({
    name: z.string().min(1),
    organisation: z.string().optional(),
    sponsor: z.string().optional(),
    conflicts: z.string().optional(),
  }),
  products: z.array(Product).min(1),
  consent: ConsentText,
  debrief: LocalText.optional(),
  /** Instances of timed tasks whose result a participant may see at the end, on demand; nobody sees one when absent. */
  ownScores: z.array(z.string().min(1)).min(1).optional(),
  sensitive: z.boolean().default(false),
  explicitConsent: LocalText.optional(),
  recruitment: Recruitment.prefault({}),
  device: DeviceNeeds.optional(),
  quota: Quota.optional(),
  randomise: Randomise.prefault({}),
  flow: z.array(FlowPart).min(1),
  /** What is predicted: one outcome, or several. */
  outcome: OutcomeWindow.optional(),
  outcomes: z.array(StudyOutcome).min(1).optional(),
  analysis: AnalysisPlan,
  /** SHA-256 (hex) of each file the study names, by name. The reader of the study file writes it; nobody else need. */
  files: z.record(z.string().min(1), z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in hex")).optional(),
});
export type Study = z.infer<typeof Study>;
