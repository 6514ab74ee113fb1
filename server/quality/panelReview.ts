/** What is known of one participant of a panel. */
export type PanelSession = {
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly screenedOutAt: string | null;
  readonly completionCode: string | null;
  /** Attention checks that were answered, and how many of them wrongly. */
  readonly checks: { readonly asked: number; readonly failed: number };
};

/** What to tell the panel: pay; look at it again, with the reasons the panel would accept; or nothing yet. */
export type Suggestion = {
  readonly decision: "approve" | "look again" | "not finished" | "screened out" | "withdrawn";
  /** Seconds from the session's start to its end, by the server's clock; null while it has none. */
  readonly seconds: number | null;
  readonly reasons: readonly string[];
};

/** How long the study took people. `limitSeconds` is null where too few finished to call anyone an outlier. */
export type PanelPace = {
  readonly finished: number;
  readonly medianSeconds: number | null;
  readonly limitSeconds: number | null;
};

const FEWEST_FINISHED = 20;
const DEVIATIONS = 3;
// Below five minutes a panel takes one failed check for a reason, from five minutes on it takes two (Prolific).
const SHORT_STUDY_SECONDS = 5 * 60;

/** The pace of those who finished. Times are compared as logarithms, which are nearly normal; in seconds, three standard
 *  deviations below the mean are usually less than nothing. */
export function paceOf(sessions: readonly PanelSession[]): PanelPace {
  return paceOfTimes(sessions.flatMap((session) => secondsOf(session) ?? []));
}

/** The same of completion times in seconds, in any order. */
export function paceOfTimes(seconds: readonly number[]): PanelPace {
  const times = seconds.toSorted((left, right) => left - right);
  const finished = times.length;
  if (finished === 0) return { finished, medianSeconds: null, limitSeconds: null };
  const [low = 0, high = 0] = [times[Math.ceil(finished / 2) - 1], times[Math.floor(finished / 2)]];
  return { finished, medianSeconds: (low + high) / 2, limitSeconds: outlierLimit(times) };
}

function outlierLimit(times: readonly number[]): number | null {
  if (times.length < FEWEST_FINISHED) return null;
  const logs = times.map((seconds) => Math.log(Math.max(0.001, seconds)));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
  return Math.exp(mean - DEVIATIONS * Math.sqrt(variance));
}

/** What to tell the panel about one participant. The only reasons are those panels accept: a completion time that is a
 *  statistical outlier, with the limit it fell below, and failed attention checks. No flag is a reason, and nothing is
 *  ever decided here. Source: Prolific's rules for rejecting submissions (three standard deviations below the mean). */
export function suggestionFor(session: PanelSession, pace: PanelPace): Suggestion {
  const seconds = secondsOf(session);
  if (seconds === null) return { decision: withoutCode(session), seconds, reasons: [] };
  const reasons = [...speedReason(seconds, pace), ...checkReason(session.checks, pace)];
  return { decision: reasons.length === 0 ? "approve" : "look again", seconds, reasons };
}

function withoutCode({ withdrawnAt, screenedOutAt }: PanelSession): Suggestion["decision"] {
  if (withdrawnAt !== null) return "withdrawn";
  return screenedOutAt === null ? "not finished" : "screened out";
}

function speedReason(seconds: number, { limitSeconds, finished }: PanelPace): readonly string[] {
  if (limitSeconds === null || seconds >= limitSeconds) return [];
  return [
    `Completed exceptionally fast: in ${spoken(seconds)}, a statistical outlier below the limit of ${spoken(limitSeconds)} ` +
      `(three standard deviations below the mean of the logarithms of all ${finished} completion times).`,
  ];
}

function checkReason({ asked, failed }: PanelSession["checks"], { medianSeconds }: PanelPace): readonly string[] {
  const needed = medianSeconds !== null && medianSeconds < SHORT_STUDY_SECONDS ? 1 : 2;
  return failed < needed ? [] : [`Failed ${failed} of ${asked} attention checks.`];
}

/** Seconds from start to end of a session that was finished; withdrawing afterwards changes nothing about the payment. */
export function secondsOf({
  startedAt,
  finishedAt,
  completionCode,
}: Pick<PanelSession, "startedAt" | "finishedAt" | "completionCode">): number | null {
  if (finishedAt === null || completionCode === null) return null;
  return Math.max(0, (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
}

/** A stretch of time as people say it. */
export function spoken(seconds: number): string {
  const whole = Math.round(seconds);
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}
