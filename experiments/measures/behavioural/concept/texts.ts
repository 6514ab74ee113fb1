import type { Texts } from "../../stated/wording.ts";

export const texts = {
  title: { en: "Please look at this", nl: "Bekijk dit alstublieft", de: "Bitte sehen Sie sich das an" },
  play: { en: "Play the film", nl: "Speel de film af", de: "Film abspielen" },
  continue: { en: "Continue", nl: "Verder", de: "Weiter" },
  wait: { en: "You can go on in a moment.", nl: "U kunt zo verder.", de: "Gleich geht es weiter." },
  watch: {
    en: "You can go on once the film has played.",
    nl: "U kunt verder zodra de film is afgespeeld.",
    de: "Weiter geht es, sobald der Film gelaufen ist.",
  },
  broken: {
    en: "The film cannot be shown here. Please go on.",
    nl: "De film kan hier niet worden getoond. Ga alstublieft verder.",
    de: "Der Film kann hier nicht gezeigt werden. Bitte fahren Sie fort.",
  },
} as const satisfies Texts;
