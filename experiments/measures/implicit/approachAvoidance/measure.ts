import { defineMeasure } from "../../../contract/measure.ts";
import { outline } from "./outline.ts";
import { AatParameters } from "./parameters.ts";
import { scoreApproachAvoidance } from "./score.ts";
import { AatSettings, aatProfiles } from "./settings.ts";
import { AatRow, AatTrial } from "./trial.ts";

/** Approach–avoidance task: how much more easily the product is pulled nearer than pushed away. */
export const approachAvoidance = defineMeasure({
  ...outline,
  kind: "implicit",
  title: { en: "Approach–avoidance task", nl: "Toenaderings-vermijdingstaak", de: "Annäherungs-Vermeidungs-Aufgabe" },
  sources: [
    {
      citation:
        "Rinck, M., & Becker, E. S. (2007). Approach and avoidance in fear of spiders. Journal of Behavior Therapy and Experimental Psychiatry, 38(2), 105–120.",
      doi: "10.1016/j.jbtep.2006.10.001",
    },
    {
      citation:
        "Wiers, R. W., Rinck, M., Dictus, M., & van den Wildenberg, E. (2009). Relatively strong automatic appetitive action-tendencies in male carriers of the OPRM1 G-allele. Genes, Brain and Behavior, 8(1), 101–106.",
      doi: "10.1111/j.1601-183X.2008.00454.x",
    },
  ],
  parameters: AatParameters,
  trial: AatTrial,
  row: AatRow,
  settings: AatSettings,
  profiles: aatProfiles,
  range: [null, null],
  factors: () => ({ approachFormat: ["portrait", "landscape"] }),
  score: scoreApproachAvoidance,
  stratum: ({ target, action }) => (target === undefined ? null : `${target} ${action}`),
});
