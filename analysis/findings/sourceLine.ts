import { count } from "../blocks/numbers.ts";
import { simulatedOrigin } from "../blocks/simulatedWords.ts";
import type { ReportData } from "./reportData.ts";

const HASH_SHOWN = 12;

/** The source line under a figure: simulated or not, which study, how many people, which data. */
export function sourceLine(data: ReportData, section: string): string {
  const hash = data.found.data_sha256?.slice(0, HASH_SHOWN);
  const people = data.sample.n === null ? "" : `, n = ${count(data.sample.n)}`;
  return `${simulatedOrigin(data.context)}Source: ${data.context.title}${people}; ${section}${hash ? `; data ${hash}` : ""}.`;
}
