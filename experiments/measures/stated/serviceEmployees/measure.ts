import { z } from "zod";
import { defineMeasure } from "../../../contract/measure.ts";
import { agreementTexts } from "../agreementTexts.ts";
import { AnswerRow } from "../answers.ts";
import { batteryParameters, batterySettings, scoreBattery } from "../battery.ts";
import { statedParameters } from "../parameters.ts";
import { ratingTrial } from "../statedTrial.ts";
import { items, scales } from "./items.ts";
import { agreementScale, outline } from "./outline.ts";

/** How customers saw the employees who served them: knowledge and authority, pride, discretion, passion; agreement on
 *  1 to 7. Each side has a column; the score is the mean of all statements. */
export const serviceEmployees = defineMeasure({
  ...outline,
  kind: "stated",
  title: { en: "Service employees", nl: "Medewerkers", de: "Beschäftigte im Service" },
  sources: [
    {
      citation:
        "Heskett, J. L., Jones, T. O., Loveman, G. W., Sasser, W. E., & Schlesinger, L. A. (1994). Putting the service-profit chain to work. Harvard Business Review, 72(2), 164-174. (The chain it belongs to; the statements are Saydo's own.)",
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
    scoreBattery(rows, { measure: "serviceEmployees", scales, scale, minimumAnswered }),
});
