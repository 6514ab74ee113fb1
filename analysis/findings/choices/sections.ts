import type { Optional, Told } from "../shown.ts";
import type { ChoiceReport } from "./choiceSections.ts";

/** What may be shown of choices: how many sets were left may be withheld. */
export type ChoiceFinding = Optional<{ readonly choices: Told<ChoiceReport, "none"> }>;
