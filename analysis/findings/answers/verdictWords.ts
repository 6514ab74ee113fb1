/** Verdicts as a reader meets them; what is not here is plain already. */
const VERDICTS: Readonly<Record<string, string>> = {
  "implicit adds": "it adds",
  "stated adds": "they add",
  "implicit fits better, gain open": "the gain for other people is open",
  "stated fits better, gain open": "the gain for other people is open",
  "no evidence": "no clear sign",
  "implicit carries more": "an effect remains",
  "implicit better": "the implicit measure ranks better",
  "stated better": "the stated measure ranks better",
  "implicit larger": "the implicit measures explain more",
  "stated larger": "the stated measures explain more",
  "too bold": "predictions too extreme",
  "too cautious": "predictions too close to the average",
  calibrated: "predictions come true",
  useful: "worth using at some thresholds",
  "not useful": "no gain shown",
  robust: "other choices agree",
  "depends on choices": "other choices disagree",
  open: "undecided",
  undetermined: "undecided",
};

const UNPRINTED = new Set(["estimated", "corrected"]);

/** A verdict in plain words; null where it would only repeat that there is a number. */
export function verdictWords(verdict: string): string | null {
  return UNPRINTED.has(verdict) ? null : (VERDICTS[verdict] ?? verdict);
}

/** What the two verdicts on adding a measure are about. */
export function verdictSubject(about: string): string {
  return about === "predictive" ? "Prediction" : "Unstated part";
}
