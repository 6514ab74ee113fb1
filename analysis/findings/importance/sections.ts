import type { Optional } from "../shown.ts";
import type { Importance } from "./importanceSections.ts";

export type ImportanceSections = Optional<Importance>;
