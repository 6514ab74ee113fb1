import { z } from "zod";
import { Id } from "../../../contract/id.ts";
import { defineMeasure, type Score } from "../../../contract/measure.ts";
import { TreatmentLevel } from "../../../contract/treatment.ts";
import { TrialNumber } from "../../../contract/trial.ts";
import { textsParameter } from "../../stated/wording.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

const Row = z.object({ trialIndex: z.coerce.number().int().min(0), shownMs: z.coerce.number().min(0) });

/** Shows a text, a picture or a film: the same to everybody, or each person's level of a treatment. The score is how many
 *  seconds it was in view: whether people were exposed, never what they made of it. */
export const concept = defineMeasure({
  ...outline,
  kind: "behavioural",
  part: "exposure",
  title: { en: "Concept", nl: "Concept", de: "Konzept" },
  sources: [
    {
      citation:
        "Page, A. L., & Rosenbaum, H. F. (1992). Developing an effective concept testing program for consumer durables. Journal of Product Innovation Management, 9(4), 267-277. (The form; times and words are Saydo's preset.)",
      doi: "10.1111/1540-5885.940267",
    },
  ],
  parameters: z.object({
    treatment: Id.nullable().default(null).meta({
      title: "Treatment",
      description: "The treatment of which each person is shown their level; empty where all are shown the same.",
    }),
    level: Id.nullable().default(null).meta({
      title: "Level",
      description: "The level shown. The session's draw writes it: leave it empty.",
      level: "more",
    }),
    content: TreatmentLevel.nullable().default(null).meta({
      title: "What is shown",
      description: "Where there is no treatment: a text, a picture or a film for everybody.",
    }),
    minimumSeconds: z.number().min(0).max(120).default(3).meta({
      title: "Seconds before one can go on",
      description: "How long a text or picture stands, or a film plays; the film's end is enough.",
    }),
    texts: textsParameter(texts),
  }),
  trial: z.object({
    trialIndex: TrialNumber,
    treatment: z.string().nullable(),
    level: z.string().nullable(),
    /** How long it stood there while the page was in view. */
    shownMs: z.number().min(0),
    /** Onset to the press that went on. */
    latencyMs: z.number().min(0),
    /** How the film was watched; null where there is none. */
    film: z
      .strictObject({
        playedMs: z.number().min(0),
        replays: z.int().min(0),
        ended: z.boolean(),
        muted: z.boolean(),
      })
      .nullable(),
  }),
  row: Row,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, null],
  factors: () => ({}),
  score: scoreConcept,
});

function scoreConcept(rows: readonly z.infer<typeof Row>[]): Score {
  if (rows.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts: {} };
  const ms = rows.reduce((sum, { shownMs }) => sum + shownMs, 0);
  return { value: ms / 1000, trialsUsed: rows.length, parts: {} };
}
