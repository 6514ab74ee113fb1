import type { AnswerLine } from "../../blocks/block.ts";
import {
  count,
  decimal,
  percent,
  percentWithInterval,
  pValue,
  significant,
  withInterval,
} from "../../blocks/numbers.ts";
import { calibrationFinding } from "../calibration/calibrationFinding.ts";
import type { ClaimSections } from "../claims/sections.ts";
import { labelOf, measureOf, outcomeWords, peopleText, ruleLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import { yesRule } from "../rules/yesRule.ts";
import type { UsefulnessSections } from "../usefulness/sections.ts";
import { decisionFinding } from "../usefulness/usefulnessWords.ts";
import type { AnswerSections, ShownAnswer } from "./sections.ts";
import { verdictWords } from "./verdictWords.ts";

type Data = ReportData<AnswerSections & ClaimSections & RuleSections & UsefulnessSections>;

const QUESTIONS = {
  E1: "Of those who say yes, how many do it?",
  E2: "Of those the implicit test marks, how many do it?",
  E3: "Which single measure ranks people better?",
  E4: "Does the implicit score add to what people state?",
  E5: "Does stating add to the implicit score?",
  E6: "How much of the explained variation belongs to each?",
  E7: "Are the predicted probabilities right?",
  E8: "Is it worth using?",
  E9: "Is it the measure, or its reliability?",
  E10: "Is it the same for spend and counts?",
  E11: "Is it the same for every product?",
  E12: "How fragile is this?",
} as const;
type Key = keyof typeof QUESTIONS;

const KEYS = ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9", "E10", "E11", "E12"] as const;
/** Where every measure is stated: what can be asked instead, and what cannot be asked at all. */
const STATED_ONLY: Readonly<Partial<Record<Key, string>>> = {
  E3: "Which stated measure ranks people better?",
  E4: "Do the stated answers add to past behaviour?",
};
const OF_IMPLICIT = new Set<Key>(["E2", "E5", "E6"]);

const FIVE = ["E1", "E2", "E3", "E4", "E12"] as const;
const IN_PERCENT = new Set(["E1", "E2"]);
const DIFFERENCES = new Set(["E3", "E4", "E5"]);
const NO_ANSWER = "Not answered by this comparison";

/** The question behind an answer's key: E1 to E12; the key itself where it is none of them. */
export function questionOf(key: string): string {
  return Object.entries(QUESTIONS).find(([name]) => name === key)?.[1] ?? key;
}

/** The five lines at the head of a report: E1 to E4 and E12, each in one sentence. A missing answer is said to be
 *  missing, with its reason. */
export function fiveAnswers(data: Data): readonly AnswerLine[] {
  return headlineKeys(data).map((key) => {
    const line = answerLine(data, key);
    const n = data.found.answers?.[key]?.n ?? null;
    const short = headline(data, key) ?? firstSentence(line.sentence);
    const isInWords = key === "E7" || key === "E8";
    return {
      ...line,
      ...(isInWords ? { estimate: null } : {}),
      sentence: short,
      n: n === null || saysN(short, n) ? null : `n = ${count(n)}`,
    };
  });
}

/** The five questions; where the outcome is a count or an amount, the one that is answered for it. */
function headlineKeys({ found: { answers }, primary }: Data): readonly Key[] {
  const isOpen = (key: Key) => answers?.[key]?.estimate == null;
  if (FIVE.every(isOpen) && !isOpen("E10")) return ["E10"];
  return primary.implicit === null ? ["E1", "E3", "E4", "E7", "E8"] : FIVE;
}

/** Every answer the comparison gave, E1 to E12, in full. */
export function allAnswers(data: Data): readonly AnswerLine[] {
  const isOfQuantity = headlineKeys(data).includes("E10");
  const keys = KEYS.filter((key) => {
    const answer = data.found.answers?.[key];
    // Questions about a yes or no are not asked of a count: eleven times the same reason would say nothing.
    if (answer === undefined || (data.primary.implicit === null && OF_IMPLICIT.has(key))) return false;
    return !isOfQuantity || answer.estimate !== null;
  });
  return keys.map((key) => answerLine(data, key));
}

function answerLine(data: Data, key: Key): AnswerLine {
  const question = (data.primary.implicit === null ? STATED_ONLY[key] : undefined) ?? QUESTIONS[key];
  const answer = data.found.answers?.[key];
  if (!answer) {
    const why = data.warnings.find((warning) => new RegExp(`\\b${key}\\b`).test(warning));
    return { key, question, sentence: `${NO_ANSWER}${why ? `: ${why}` : "."}`, estimate: null, n: null, verdicts: [] };
  }
  return {
    key,
    question,
    sentence: answer.sentence ?? `${NO_ANSWER}.`,
    estimate:
      answer.estimate === null || (answer.interval === null && !IN_PERCENT.has(key)) ? null : estimateText(key, answer),
    n: answer.n === null || saysN(answer.sentence, answer.n) ? null : `n = ${count(answer.n)}`,
    verdicts: verdictsOf(answer).flatMap(({ about, verdict }) => {
      const plain = verdictWords(withClaim(data, key, verdict));
      return plain === null ? [] : [{ about, verdict: plain }];
    }),
  };
}

function saysN(told: string | null, n: number): boolean {
  return new RegExp(`\\bn = ${n}\\b`).test(told ?? "");
}

/** A verdict on a claim names what was claimed: "claim of 30 % contradicted". */
function withClaim(data: Data, key: Key, verdict: string): string {
  if (!/^(supported|contradicted|undetermined)$/.test(verdict)) return verdict;
  const rule = yesRule(data, key === "E2" ? data.primary.implicit : data.primary.stated)?.name;
  const claim = data.found.claims?.find((one) => one.reading === "ppv" && (one.rule === null || one.rule === rule));
  if (claim?.value == null) return verdict;
  const claimed = `the claimed ${percent(claim.value, null)}`;
  if (verdict !== "contradicted" || claim.estimate === null) return `claim of ${percent(claim.value, null)} ${verdict}`;
  return claim.estimate > claim.value ? `more than ${claimed}` : `fewer than ${claimed}`;
}

/** E1, E2 and E4 in the report's own words, from the counts; null when the counts are not there. */
function headline(data: Data, key: Key): string | null {
  if (!data.found.answers?.[key]) return null;
  if (key === "E1") return statedHeadline(data);
  if (key === "E2") return implicitHeadline(data);
  if (data.found.answers[key]?.estimate != null) {
    if (key === "E7") return `${calibrationFinding(data)}.`;
    if (key === "E8") return `${decisionFinding(data)}.`;
  }
  return key === "E4" ? incrementHeadline(data) : null;
}

function incrementHeadline(data: Data): string | null {
  const answer = data.found.answers?.E4;
  const told = answer?.sentence;
  if (!told || !answer?.lr) return null;
  const { chi2, df, p, df2, f } = answer.lr;
  const statistic =
    df2 === undefined || f === undefined
      ? `χ²(${count(df)}) = ${significant(chi2)}`
      : `F(${count(df)}, ${count(df2)}) = ${significant(f)}`;
  const test = `${statistic}, ${pValue(p)}`;
  return `${firstSentence(told).replace(/\.$/, "")}: ${test}.`;
}

function statedHeadline(data: Data): string | null {
  const ppv = yesRule(data, data.primary.stated)?.rule?.ppv;
  if (data.primary.stated === null || !ppv?.n) return null;
  const { n, bought, baseRate } = data.sample;
  const { did } = outcomeWords(data);
  const saying = measureOf(data, data.primary.stated)?.yes ?? `gave a yes on ${labelOf(data, data.primary.stated)}`;
  return `Of ${peopleText(data, ppv.n)} who ${saying}, ${count(ppv.x)} ${did}${ofEverybody(data, "E1") ?? `; of all ${count(n)}, ${count(bought)} did (${percent(baseRate, n)})`}.`;
}

function implicitHeadline(data: Data): string | null {
  const { implicit } = data.primary;
  const found = yesRule(data, implicit);
  const ppv = found?.rule?.ppv;
  if (implicit === null || !found || !ppv?.n) return null;
  const selection = data.found.matched_selection;
  const [k, stated] = [selection?.k, selection?.stated_ppv];
  const best = selection?.implicit_topk?.expected_ppv ?? null;
  const matched =
    k == null || best === null || stated == null
      ? ""
      : ` Of its ${count(k)} highest, ${percent(best, k)}; of the ${count(k)} who said yes, ${percent(stated, k)}.`;
  return `Of ${peopleText(data, ppv.n)} marked by ${ruleLabel(data, found.name)}, ${count(ppv.x)} ${outcomeWords(data).did}${ofEverybody(data, "E2") ?? ""}.${matched}`;
}

// Who answered one question are others than those of the whole comparison: their own base rate is the one to compare with.
function ofEverybody(data: Data, key: "E1" | "E2"): string | null {
  const answer = data.found.answers?.[key];
  const [rate, n] = [answer?.["base_rate"], answer?.["base_rate_n"]];
  if (typeof rate !== "number" || typeof n !== "number" || n === data.sample.n) return null;
  return `; of all ${count(n)} who answered and have an outcome, ${percent(rate, n)} did`;
}

/** A text up to the end of its first sentence. */
export function firstSentence(text: string): string {
  return /^(.+?[.!?])\s+(?=\p{Lu})/u.exec(text)?.[1] ?? text;
}

function estimateText(key: string, { estimate, interval, n }: ShownAnswer): string {
  if (IN_PERCENT.has(key)) return percentWithInterval(estimate, interval, n);
  const text = interval ? withInterval(estimate, interval) : decimal(estimate);
  return DIFFERENCES.has(key) ? `ΔAUC ${text}` : text;
}

/** E4 carries two verdicts, each with what it is about. */
function verdictsOf({ verdict, predictive, construct }: ShownAnswer): AnswerLine["verdicts"] {
  if (predictive === undefined && construct === undefined) return verdict === null ? [] : [{ about: null, verdict }];
  return [
    ...(predictive ? [{ about: "predictive", verdict: predictive.verdict }] : []),
    ...(construct ? [{ about: "construct", verdict: construct.verdict }] : []),
  ];
}
