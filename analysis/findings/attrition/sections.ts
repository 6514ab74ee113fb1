import type { Optional } from "../shown.ts";
import type { AttritionSections } from "./attritionSections.ts";

/** What may be shown of who came back. */
export type AttritionFinding = Optional<AttritionSections>;
