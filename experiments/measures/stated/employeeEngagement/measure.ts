import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { agreementTexts } from "../agreementTexts.ts";
import { AnswerRow } from "../answers.ts";
import { batteryParameters, batterySettings, scoreBattery } from "../battery.ts";
import { statedParameters } from "../parameters.ts";
import { ratingTrial } from "../statedTrial.ts";
import { items, scales } from "./items.ts";
import { agreementScale, outline } from "./outline.ts";

/** How employees are taken up by their work: energy, dedication, absorption; nine statements, agreement on 1 to 7. Each
 *  side has a column; the score is the mean of all statements. */
export const employeeEngagement = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Employee engagement", nl: "Bevlogenheid van medewerkers", de: "Engagement der Beschäftigten" },
  sources: [
    {
      citation:
        "Schaufeli, W. B., Salanova, M., Gonzalez-Roma, V., & Bakker, A. B. (2002). The measurement of engagement and burnout: A two sample confirmatory factor analytic approach. Journal of Happiness Studies, 3(1), 71-92. (The three sides; the statements are Saydo's own.)",
      doi: "10.1023/A:1015630930326",
    },
  ],
  parameters: z.object({
    ...statedParameters(agreementTexts),
    ...batteryParameters(scales, items),
    /** The items are about the participant's own work. */
    picture: z
      .enum(["shown", "hidden"])
      .default("hidden")
      .meta({ title: "Picture of the product", description: "Whether it stands above the question.", level: "more" }),
  }),
  trial: ratingTrial(),
  row: AnswerRow,
  settings: batterySettings(agreementScale),
  profiles: {},
  range: [1, 7],
  factors: () => ({}),
  score: (rows, { minimumAnswered, ...scale }) =>
    scoreBattery(rows, { measure: "employeeEngagement", scales, scale, minimumAnswered }),
});
