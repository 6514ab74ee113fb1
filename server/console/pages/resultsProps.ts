import type { EarlyLook } from "../../quality/earlyLooks.ts";
import type { VerdictLine } from "../../results/reportFile.ts";
import type { Job, Share, StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";

/** Why the comparison is hidden: so many of the planned people have finished; who has looked all the same. */
export type Blinding = { readonly finished: number; readonly planned: number; readonly looks: readonly EarlyLook[] };

/** A link that was just made; it is shown once. */
export type NewLink = { readonly url: string; readonly label: string };

export type MadeReport = {
  readonly madeAt: string | null;
  /** Of its files. */
  readonly names: readonly string[];
  readonly verdict: readonly VerdictLine[];
};

export type ResultsProps = {
  readonly visit: Visit;
  readonly study: StoredStudy;
  /** Of reports, the newest first. */
  readonly jobs: readonly Job[];
  /** The newest that holds and may be seen. */
  readonly report?: MadeReport;
  readonly shares: readonly Share[];
  readonly names: ReadonlyMap<string, string>;
  /** How far the study is from its planned number of people; null once it is reached. */
  readonly blinding: Blinding | null;
  readonly fault?: string;
  readonly note?: string;
  readonly link?: NewLink;
};
