import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { textsParameter } from "../../stated/wording.ts";
import { outline } from "./outline.ts";
import { ReferralRow, scoreReferral } from "./score.ts";
import { texts } from "./texts.ts";
import { trial } from "./trial.ts";

const meta = (title: string, description: string) => ({ title, description });

const parameters = z.object({
  target: z
    .url({ protocol: /^https$/, error: "target must be https" })
    .nullable()
    .default(null)
    .meta(meta("Where the link leads", "The web address that people reach by it, starting with https://.")),
  days: z.int().min(1).max(730).default(90).meta(meta("Days", "For how many days visits are counted.")),
  offered: z
    .enum(["all", "randomised"])
    .default("all")
    .meta(meta("Who gets a link", "all: everyone. randomised: half the sessions, as the factor offered.")),
  texts: textsParameter(texts),
});

/** A personal link to the product, and how many others come by it. The score is the number of visits. */
export const referral = defineMeasure({
  ...outline,
  kind: "behavioural",
  title: { en: "Referring others", nl: "Anderen doorverwijzen", de: "Andere weiterempfehlen" },
  sources: [
    {
      citation:
        "Kumar, V., Petersen, J. A., & Leone, R. P. (2007). How valuable is word of mouth? Harvard Business Review, 85(10), 139-146.",
    },
    {
      citation:
        "Garnefeld, I., Eggert, A., Helm, S. V., & Tax, S. S. (2013). Growing existing customers' revenue streams through customer referral programs. Journal of Marketing, 77(4), 17-32.",
    },
  ],
  parameters,
  trial,
  row: ReferralRow,
  settings: z.strictObject({}),
  profiles: {},
  range: [0, null],
  happenedWhen: ">0",
  factors: (asked): Readonly<Record<string, readonly [string, ...string[]]>> =>
    asked.offered === "randomised" ? { offered: ["yes", "no"] } : {},
  leastTrials: ({ offered }) => (offered === "randomised" ? 0 : 1),
  score: scoreReferral,
});
