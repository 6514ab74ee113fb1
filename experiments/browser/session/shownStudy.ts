import type { Study } from "../../contract/study.ts";
import { absentOr, type Guard, isFlag, isListOf, isOneOf, isRecord, isText, shaped } from "./understand.ts";

/** The study as its participants may know it: without the analysis plan, the outcome and the quota. */
export type ShownStudy = Omit<Study, "saydo" | "analysis" | "outcome" | "outcomes" | "quota" | "files" | "waves">;

/** What anyone with the address may read before taking part. */
export type PublicStudy = {
  readonly id: string;
  readonly hash: string;
  readonly state: "open" | "paused" | "closed";
  /** Names the exact text shown; what is agreed to is this text. */
  readonly consentHash: string;
  readonly definition: ShownStudy;
};

const isLocalText = (value: unknown): boolean => isText(value) || isRecord(value);
const parts = {
  id: isText,
  title: isLocalText,
  languages: isListOf(isText),
  researcher: isRecord,
  products: isListOf(isRecord),
  consent: isRecord,
  debrief: absentOr(isLocalText),
  ownScores: absentOr(isListOf(isText)),
  sensitive: isFlag,
  explicitConsent: absentOr(isLocalText),
  recruitment: isRecord,
  device: absentOr(isRecord),
  randomise: isRecord,
  treatments: absentOr(isRecord),
  flow: isListOf(isRecord),
} as const;

export const isShownStudy: Guard<ShownStudy> = shaped<ShownStudy>(parts);

/** Leaves out of a definition whatever participants need not know; null when it is no study. */
export function shownStudy(definition: unknown): ShownStudy | null {
  if (!isRecord(definition)) return null;
  const shown = Object.fromEntries(Object.entries(definition).filter(([name]) => name in parts));
  return isShownStudy(shown) ? shown : null;
}

export const isPublicStudy: Guard<PublicStudy> = shaped<PublicStudy>({
  id: isText,
  hash: isText,
  state: isOneOf("open", "paused", "closed"),
  consentHash: isText,
  definition: isShownStudy,
});
