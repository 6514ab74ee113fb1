import { knownInterval } from "../findings/answers/answer.ts";
import { firstSentence } from "./answers.ts";
import { type Area, areas, isClustered } from "./areas.ts";
import { type Difference, differences } from "./differences.ts";
import { labelOf, modelLabel, outcomeWords, peopleText, sentence, withLabels } from "./names.ts";
import { count, decimal, fixed, percentWithInterval, pValue, significant, withInterval } from "./numbers.ts";
import type { ReportData } from "./readReport.ts";
import { yesRule } from "./yesRule.ts";

/** "Of 212 people who said they would buy, 64 did: 30 % [24, 37]", for a measure's yes-rule. */
export function sayDoFinding(data: ReportData, column: string): string {
  const found = yesRule(data, column);
  const ppv = found?.rule?.ppv;
  const { did } = outcomeWords(data);
  if (!ppv || ppv.n === null || ppv.x === null)
    return `${sentence(labelOf(data, column))}: what was said, and who ${did}`;
  if (ppv.n === 0) return `Nobody gave a yes on ${labelOf(data, column)}`;
  const saying =
    data.measures.find((measure) => measure.column === column)?.yes ?? `gave a yes on ${labelOf(data, column)}`;
  // Where people have several rows the comparison's own interval is clustered, Wilson's is not.
  const told = isClustered(data) && column === data.primary.stated ? data.found.answers?.E1?.interval : null;
  const interval = told ?? ppv.wilson95;
  return `Of ${peopleText(data, ppv.n)} who ${saying}, ${count(ppv.x)} ${did}: ${percentWithInterval(ppv.estimate, interval, ppv.n)}`;
}

/** Which of two measures ranked buyers better, and whether the interval leaves it open. */
export function rankingFinding(data: ReportData): string {
  const pair = primaryDifference(data);
  if (!pair) return `How well each measure ranked ${outcomeWords(data).doers} above ${outcomeWords(data).others}`;
  const { interval, later, earlier } = pair;
  const [first, second] = [labelOf(data, later), labelOf(data, earlier)];
  const delta = `ΔAUC ${withInterval(pair.difference, interval)}`;
  if (!interval) return `${first} and ${second} compared: ${delta}`;
  if (pair.equivalentWithin !== null)
    return `${first} and ${second} ranked alike within ±${decimal(pair.equivalentWithin)}: ${delta}`;
  const { doers } = outcomeWords(data);
  if (interval[0] > 0) return `${sentence(first)} ranked ${doers} better than ${second}: ${delta}`;
  if (interval[1] < 0) return `${sentence(second)} ranked ${doers} better than ${first}: ${delta}`;
  return `The data leave open whether ${first} or ${second} ranks better: ${delta}`;
}

/** The difference of the primary implicit and the primary stated measure; else the first between two measures. */
function primaryDifference(data: ReportData): Difference | null {
  const single = differences(data).filter(({ later }) => !later.startsWith("M_"));
  const { stated, implicit } = data.primary;
  return single.find(({ later, earlier }) => later === implicit && earlier === stated) ?? single[0] ?? null;
}

/** How far each of the two primary measures separates those who did from the others, by AUC. */
export function separationFinding(data: ReportData, columns: readonly string[]): string {
  const known = columns.slice(0, 2).flatMap((column) => {
    const area = areas(data).find((one) => one.column === column);
    return area ? [`${labelOf(data, column)} ${withInterval(area.auc, area.interval)}`] : [];
  });
  const { doers, others } = outcomeWords(data);
  return known.length === 0
    ? `${sentence(doers)} against ${others} at every cut`
    : `${sentence(doers)} against ${others}, AUC: ${known.join(", ")}`;
}

/** The single measure with the highest AUC, and the best model beside it. */
export function bestFinding(data: ReportData): string {
  const best = highest(
    areas(data).map(({ column, auc, interval }) => ({ name: labelOf(data, column), auc, interval })),
  );
  const model = highest(
    Object.entries(data.crossValidated).map(([name, { pooled_auc }]) => ({
      name: modelLabel(data, name).toLowerCase(),
      auc: pooled_auc.auc,
      interval: knownInterval(pooled_auc.ci95_delong),
    })),
  );
  if (!best) return "AUC of every measure";
  return `${best}, ranked best of the single measures${model ? `; best model out of fold: ${model}` : ""}`;
}

type Named = { readonly name: string; readonly auc: number | null; readonly interval: Area["interval"] };

function highest(candidates: readonly Named[]): string | null {
  const known = candidates.flatMap(({ name, auc, interval }) => (auc === null ? [] : [{ name, auc, interval }]));
  const best = known.reduce<(typeof known)[number] | null>(
    (most, one) => (most && most.auc >= one.auc ? most : one),
    null,
  );
  return best ? `${best.name}, ${withInterval(best.auc, best.interval)}` : null;
}

/** Whether the implicit score added to the stated items: the comparison's own verdict where it gives one, else from the
 *  likelihood-ratio test and the out-of-fold AUC together. */
export function incrementFinding(data: ReportData): string {
  const told = data.found.answers?.E4?.sentence;
  if (told) return withLabels(data, firstSentence(told));
  const test = data.found.nested_tests?.add_implicit_to_stated ?? data.found.mixed_lr_test_add_implicit;
  if (!test || test.p === null) return "Models from the floor up, each with what it adds";
  const lr = `χ²(${count(test.df)}) = ${significant(test.chi2)}, ${pValue(test.p)}`;
  const stated = data.crossValidated.M_stated?.pooled_auc?.auc ?? null;
  const full = data.crossValidated.M_full?.pooled_auc?.auc ?? null;
  const outOfFold =
    stated === null || full === null ? "" : `; out of fold the AUC went from ${decimal(stated)} to ${decimal(full)}`;
  if (test.p >= 0.05) return `No clear sign that the implicit score adds to the stated items: ${lr}${outOfFold}`;
  if (stated !== null && full !== null && full <= stated) {
    return `The implicit score fits better in this sample but did not predict better: ${lr}${outOfFold}`;
  }
  return `The implicit score improved prediction beyond the stated items: ${lr}${outOfFold}`;
}

/** Shares of the explained variation by measure, the largest first. */
export function importanceFinding(data: ReportData): string {
  const shares = data.found.shapley_groups?.nagelkerke ?? data.found.shapley_groups?.mcfadden;
  if (shares?.stated == null || shares.implicit === null || shares.stated + shares.implicit <= 0)
    return "How much of the explained variation belongs to each measure";
  const implicit = Math.round((100 * shares.implicit) / (shares.stated + shares.implicit));
  const stated = 100 - implicit;
  return `Of the explained variation, ${stated}\u202f% belongs to the stated measures and ${implicit}\u202f% to the implicit`;
}

/** Whether predicted probabilities held out of fold: the slope of the fullest model. */
export function calibrationFinding(data: ReportData): string {
  const [model, checked] =
    Object.entries(data.crossValidated).find(([name]) => name === "M_full") ??
    Object.entries(data.crossValidated)[0] ??
    [];
  const slope = checked?.calibration?.slope ?? null;
  const limits = checked?.calibration?.slope_ci95_wald ?? null;
  if (model === undefined || slope === null || !limits) return "Predicted against observed shares, out of fold";
  const text = `slope ${withInterval(slope, limits, (value) => fixed(value, 2))}`;
  const name = modelLabel(data, model);
  if (data.found.answers?.E7?.verdict === "open")
    return `${name}: the data leave open whether predicted probabilities come true, ${text}, 1 is right`;
  if (limits[1] < 1) return `${name} predicted too boldly out of fold: ${text}, 1 is right`;
  if (limits[0] > 1) return `${name} predicted too cautiously out of fold: ${text}, 1 is right`;
  return `${name}: predicted probabilities are compatible with what happened, ${text}`;
}

/** At how many thresholds choosing by a model beats contacting everyone or no one. */
export function decisionFinding(data: ReportData): string {
  const curve = data.decisionCurve?.curves.M_full ?? Object.values(data.decisionCurve?.curves ?? {})[0] ?? [];
  const useful = curve.filter(
    ({ net_benefit, treat_all }) => net_benefit !== null && treat_all !== null && net_benefit > Math.max(0, treat_all),
  );
  if (curve.length === 0) return "What choosing by each model is worth";
  const clear = data.found.answers?.E8?.useful_thresholds;
  if (Array.isArray(clear))
    return `Choosing by stated + implicit clearly beats contacting everyone and no one at ${clear.length} of ${curve.length} thresholds`;
  return `Choosing by stated + implicit beats contacting everyone or no one at ${useful.length} of ${curve.length} thresholds`;
}

/** Which measure finds the most buyers in the top fifth. */
export function gainsFinding(data: ReportData): string {
  const top = Object.entries(data.found.gains ?? {}).flatMap(([column, points]) => {
    const fifth = points.find(({ fraction }) => fraction !== null && Math.abs(fraction - 0.2) < 1e-9);
    return fifth?.cumulative_gain != null ? [{ column, gain: fifth.cumulative_gain }] : [];
  });
  const best = top.reduce<(typeof top)[number] | null>(
    (most, entry) => (most && most.gain >= entry.gain ? most : entry),
    null,
  );
  const { doers } = outcomeWords(data);
  if (!best) return `${sentence(doers)} found when the best scores are contacted first`;
  return `The top fifth by ${labelOf(data, best.column)} holds ${Math.round(best.gain * 100)}\u202f% of the ${doers}`;
}
