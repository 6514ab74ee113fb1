import { defineMeasure } from "../../../contract/measure.ts";
import { outline } from "./outline.ts";
import { MetaphorParameters } from "./parameters.ts";
import { MetaphorSettings, scoreMetaphors } from "./score.ts";
import { MetaphorRow, MetaphorTrial } from "./trial.ts";

/** Metaphor elicitation: pictures that express the brand, why, and the deep metaphors behind them. */
export const metaphorElicitation = defineMeasure({
  ...outline,
  kind: "implicit",
  title: { en: "Metaphor elicitation", nl: "Metaforen", de: "Metaphern" },
  sources: [
    {
      citation:
        "Zaltman, G., & Coulter, R. H. (1995). Seeing the voice of the customer: Metaphor-based advertising research. Journal of Advertising Research, 35(4), 35–51.",
    },
    { citation: "Zaltman, G., & Zaltman, L. (2008). Marketing metaphoria. Harvard Business Press." },
  ],
  parameters: MetaphorParameters,
  trial: MetaphorTrial,
  row: MetaphorRow,
  settings: MetaphorSettings,
  profiles: { explained: {} },
  range: [0, 20],
  factors: () => ({}),
  leastTrials: ({ fewest, most, pictures }) => Math.min(fewest, most, pictures.length || fewest),
  score: scoreMetaphors,
});
