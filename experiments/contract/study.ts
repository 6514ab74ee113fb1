import { z } from "zod";
import { Id } from "./id.ts";
import { AnalysisPlan } from "./plan.ts";
import { OutcomeWindow, StudyOutcome } from "./studyOutcome.ts";
import { Language, LocalText } from "./text.ts";
import { Treatments } from "./treatment.ts";

export const purposes = ["takePart", "linkPurchases", "linkHistory", "recontact", "shareData"] as const;
export const Purpose = z.enum(purposes);
export type Purpose = z.infer<typeof Purpose>;

export const Product = z.strictObject({
  id: Id.meta({
    title: "Short name",
    description: "Letters, digits, - and _; it stands in columns and addresses and stays as it is.",
  }),
  name: LocalText.meta({ title: "Name", description: "As participants read it." }),
  /** Picture or logo, a path below the study file's folder. */
  image: z.string().optional().meta({
    title: "Picture",
    control: "picture",
    description: "A picture or logo: a file below the study's folder, or asset: and the hash of an uploaded picture.",
  }),
});
export type Product = z.infer<typeof Product>;

export const ConsentText = z.strictObject({
  version: z.string().min(1).meta({
    title: "Version of the text",
    description:
      "Raised by the researcher whenever the text changes; the text's own hash is stored with every session.",
  }),
  text: LocalText.meta({
    title: "Consent text",
    control: "long",
    description:
      "What participants read before they agree. Say who asks, what is kept, how long, and how they can stop.",
  }),
  ask: z
    .array(Purpose.exclude(["takePart"]))
    .default([])
    .meta({
      title: "Further permissions",
      description:
        "What is asked beside taking part. Each is a choice of its own, off until the participant turns it on.",
      level: "more",
    }),
  minimumAge: z
    .int()
    .min(0)
    .max(99)
    .default(18)
    .meta({ title: "Lowest age", description: "Younger people cannot take part." }),
  parentalConsent: LocalText.optional().meta({
    title: "Text for a parent or guardian",
    control: "long",
    description: "What a parent or guardian agrees to; needed where people under 18 may take part.",
    level: "more",
  }),
  employees: z
    .strictObject({
      worksCouncil: z
        .string()
        .min(1)
        .optional()
        .meta({ title: "Works council", description: "Who agreed for them before the study opened, and when." }),
    })
    .optional()
    .meta({
      title: "Participants are employees",
      description: "There when participants work for the organisation that asks.",
      level: "more",
    }),
  /** How to reach the researcher, shown with the consent text and at the end. */
  contact: z.string().min(1).meta({
    title: "Contact",
    description: "An e-mail address or a telephone number. Participants see it with the consent text and at the end.",
  }),
});

/** One measure in the flow. Its own parameters stand beside these and are checked by the measure. */
export const FlowMeasure = z.looseObject({
  measure: z.string().meta({ title: "Measure", description: "Its name in Saydo." }),
  instance: Id.optional().meta({
    title: "Name of this occurrence",
    description: "Names this occurrence when a measure is used more than once; the measure's name when absent.",
    level: "more",
  }),
  product: Id.optional().meta({
    title: "Product",
    control: "product",
    description: "What is judged: the product asked about, or the focal product of a timed task.",
  }),
});
export type FlowMeasure = z.infer<typeof FlowMeasure>;

export const FlowPart = z.strictObject({
  part: z.enum(["screening", "exposure", "stated", "implicit", "behavioural"]).meta({
    title: "Part",
    description:
      "screening, exposure (shows), stated (asks), implicit (infers from speed) or behavioural (offers a choice).",
  }),
  measures: z
    .array(FlowMeasure)
    .min(1)
    .meta({ title: "Measures", description: "In the order in which participants meet them." }),
});
export type FlowPart = z.infer<typeof FlowPart>;

/** A later session of the same people, asked for by a list of personal links; the server mails nobody. */
export const Wave = z.strictObject({
  id: Id.meta({
    title: "Short name",
    description: "It ends the columns of the wave's answers, such as purchase_report_month1.",
  }),
  opens: z
    .number()
    .positive()
    .max(3650)
    .meta({ title: "Opens after (days)", description: "Days after the end of a person's first session." }),
  closes: z
    .number()
    .positive()
    .max(3650)
    .meta({ title: "Closes after (days)", description: "Days after the end of a person's first session." }),
  flow: z.array(FlowPart).min(1).meta({ title: "Flow", description: "The parts of the wave and their measures." }),
});
export type Wave = z.infer<typeof Wave>;

/** What a randomised arm is asked: nothing, one part, or both. */
export const arms = ["none", "stated", "implicit", "both"] as const;

export const Randomise = z.strictObject({
  arms: z.array(z.enum(arms)).min(2).optional().meta({
    title: "Random groups",
    description:
      "Who is asked what, where asking itself may change buying: each participant is drawn into one of these arms, and meets only its parts. Other parts are for everyone.",
    level: "more",
  }),
  partOrder: z.boolean().default(false).meta({
    title: "Random order of the parts",
    description: "Half the participants meet the stated part first, half the implicit part.",
  }),
  itemOrder: z.boolean().default(false).meta({
    title: "Random order of the questions",
    description: "Shuffle the order of measures inside each stated part, from the session's seed.",
  }),
});

/** Where people go at each end of a study. */
const redirect = (title: string, description: string) =>
  z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title, description });

const Redirects = z.strictObject({
  complete: redirect("Complete", "For who has finished. It comes before the address above."),
  screenedOut: redirect("Screened out", "For whom the study does not look."),
  full: redirect("Full", "For who comes when enough have taken part."),
  quality: redirect(
    "Quality",
    "For who has finished and failed two attention checks, or the only one. They keep their completion code.",
  ),
});

export const Recruitment = z.strictObject({
  source: z.enum(["open", "personal", "singleUse", "prolific", "sona", "mturk"]).default("open").meta({
    title: "How people come",
    description:
      "open: everyone with the link. personal and singleUse: links that you make. The others: a panel of that name.",
  }),
  /** The query parameter that carries the panel's id. */
  panelParameter: z
    .string()
    .optional()
    .meta({ title: "Parameter with the panel's id", description: "Its name in the link, such as pid." }),
  /** The same panel id or link again, once somebody has agreed to take part with it: it goes on in the browser where it was
   *  begun, which proves itself by its token; with `anyDevice` the id or link alone is enough to go on elsewhere, with the
   *  trials to come, not the answers given. */
  repeat: z.enum(["resume", "refuse", "anyDevice"]).default("resume").meta({
    title: "When somebody comes again",
    description:
      "resume: goes on in the same browser. refuse: is turned away. anyDevice: goes on wherever the link or id is opened.",
    level: "more",
  }),
  attentionChecks: z.array(Id).min(1).optional().meta({
    title: "Attention checks",
    description:
      "Instances of screeners whose questions say which answer to give: failing them is a reason a panel accepts.",
    level: "more",
  }),
  redirectUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      title: "Where people go at the end",
      description:
        "Where the participant goes after finishing; {code} is replaced by the completion code, {panelId} by the panel's id. Nobody is told of it before.",
    }),
  redirects: Redirects.optional().meta({
    title: "Where people go at each end",
    description: "One address for each end of the study, as panels give them. {code} and {panelId} are replaced.",
    level: "more",
  }),
});

/** What the device must be like for this study; nothing is asked of it when absent. */
export const DeviceNeeds = z.strictObject({
  keyboard: z.boolean().default(false).meta({
    title: "A real keyboard is needed",
    description: "Whether the timed tasks are to be done on a real keyboard.",
  }),
  leastWidth: z
    .int()
    .min(320)
    .max(3840)
    .default(320)
    .meta({ title: "Narrowest window", description: "The narrowest window, in CSS pixels." }),
});

export const Quota = z.strictObject({
  /** Sessions that may finish; further ones are turned away kindly. */
  completes: z.int().positive().meta({
    title: "Planned number of people",
    description: "The study takes nobody new after so many have finished.",
  }),
});

/** The study file. Its analysis block is the plan of `compare`, without `data`. */
export const Study = z.strictObject({
  saydo: z.literal(1).meta({ title: "Format", description: "The version of this file's format: 1." }),
  id: Id.meta({
    title: "Short name of the study",
    description: "Letters, digits, - and _; it stands in the address and stays as it is.",
  }),
  title: LocalText.meta({ title: "Title", description: "As participants read it." }),
  languages: z.array(Language).min(1).meta({
    title: "Languages",
    description: "Tags such as en, nl or de. Participants choose; the first is used where theirs is missing.",
  }),
  researcher: z
    .strictObject({
      name: z.string().min(1).meta({ title: "Name", description: "Who is responsible for the study." }),
      organisation: z
        .string()
        .optional()
        .meta({ title: "Organisation", description: "For which the researcher works." }),
      sponsor: z.string().optional().meta({ title: "Sponsor", description: "Who pays for the study.", level: "more" }),
      conflicts: z.string().optional().meta({
        title: "Conflicts of interest",
        description: "What readers of the results should know about the interests of those who made it.",
        level: "more",
      }),
    })
    .meta({ title: "Researcher", description: "Participants see it beside the consent text." }),
  products: z
    .array(Product)
    .min(1)
    .meta({ title: "Products", description: "What the study is about: brands, services or versions of one product." }),
  consent: ConsentText.meta({ title: "Consent", description: "What participants agree to." }),
  debrief: LocalText.optional().meta({
    title: "Text at the end",
    control: "long",
    description: "What participants read when they have finished.",
  }),
  ownScores: z.array(z.string().min(1)).min(1).optional().meta({
    title: "Results shown to participants",
    description:
      "Instances of timed tasks whose result a participant may see at the end, on demand; nobody sees one when absent.",
    level: "more",
  }),
  sensitive: z.boolean().default(false).meta({
    title: "Sensitive topic",
    description:
      "On when answers reveal health, beliefs, politics, sexuality or origin; participants then agree to that separately.",
    level: "more",
  }),
  explicitConsent: LocalText.optional().meta({
    title: "Text for a sensitive topic",
    control: "long",
    description: "What participants agree to separately when the topic is sensitive.",
    level: "more",
  }),
  recruitment: Recruitment.prefault({}).meta({
    title: "Recruitment",
    description: "How people come and where they go.",
  }),
  device: DeviceNeeds.optional().meta({
    title: "Device",
    description: "What participants need; leave it out to take every device.",
  }),
  quota: Quota.optional().meta({ title: "Quota", description: "How many people are taken." }),
  randomise: Randomise.prefault({}).meta({ title: "Random order", description: "What is drawn for each participant." }),
  treatments: Treatments.optional().meta({
    title: "Treatments",
    description: "What people are randomised to see or pay, beside the counterbalancing.",
    level: "more",
  }),
  flow: z.array(FlowPart).min(1).meta({ title: "Flow", description: "The parts of the study and their measures." }),
  waves: z.array(Wave).min(1).max(20).optional().meta({
    title: "Waves",
    description:
      "Later sessions of the same people. Needs the permission recontact; lists of personal links say who is due.",
    level: "more",
  }),
  /** What is predicted: one outcome, or several. */
  outcome: OutcomeWindow.optional().meta({
    title: "Outcome",
    description: "What counts as buying, fixed before any purchase is read. One, or several in the list below.",
  }),
  outcomes: z.array(StudyOutcome).min(1).optional().meta({
    title: "Several outcomes",
    description: "In the place of the one above: counted in records, or from a measure of the study.",
    level: "more",
  }),
  analysis: AnalysisPlan.meta({
    title: "Analysis plan",
    description: "What is compared, and how. It is fixed with the study.",
  }),
  files: z
    .record(z.string().min(1), z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in hex"))
    .optional()
    .meta({
      title: "Files",
      description:
        "SHA-256 (hex) of each file the study names, by name. The reader of the study file writes it; nobody else need.",
      level: "more",
    }),
});
export type Study = z.infer<typeof Study>;
