import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { agreementTexts } from "../agreementTexts.ts";
import { AnswerRow } from "../answers.ts";
import { batteryParameters, batterySettings, scoreBattery } from "../battery.ts";
import { statedParameters } from "../parameters.ts";
import { ratingTrial } from "../statedTrial.ts";
import { items, scales } from "./items.ts";
import { agreementScale, outline } from "./outline.ts";

/** Agreement with statements on a brand's values and on the emotional bond with it, 1 to 7. `values_mean` and `bond_mean`
 *  are the two sides; the score is the mean of all. */
export const brandValues = defineMeasure({
  ...outline,
  kind: "stated",
  title: {
    en: "Brand values and emotional bond",
    nl: "Merkwaarden en emotionele band",
    de: "Markenwerte und emotionale Bindung",
  },
  sources: [
    {
      citation:
        "Thomson, M., MacInnis, D. J., & Park, C. W. (2005). The ties that bind: Measuring the strength of consumers' emotional attachments to brands. Journal of Consumer Psychology, 15(1), 77-91. (The idea of the bond; the statements are Saydo's own.)",
    },
  ],
  parameters: z.object({ ...statedParameters(agreementTexts), ...batteryParameters(scales, items) }),
  trial: ratingTrial(),
  row: AnswerRow,
  settings: batterySettings(agreementScale),
  profiles: {},
  range: [1, 7],
  factors: () => ({}),
  score: (rows, { minimumAnswered, ...scale }) =>
    scoreBattery(rows, { measure: "brandValues", scales, scale, minimumAnswered }),
});
