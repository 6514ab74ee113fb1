import { decimal, withInterval } from "../../blocks/numbers.ts";
import { knownInterval } from "../answers/answer.ts";
import { labelOf, modelLabel, outcomeWords, sentence } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import { type Area, areas } from "./areas.ts";
import { type Difference, differences } from "./differences.ts";
import type { RankingSections } from "./sections.ts";

type Data = ReportData<ProductSections & RankingSections>;

/** Which of two measures ranked buyers better, and whether the interval leaves it open. */
export function rankingFinding(data: Data): string {
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

function primaryDifference(data: Data): Difference | null {
  const single = differences(data).filter(({ later }) => !later.startsWith("M_"));
  const { stated, implicit } = data.primary;
  return single.find(({ later, earlier }) => later === implicit && earlier === stated) ?? single[0] ?? null;
}

/** How far each of the two primary measures separates those who did from the others, by AUC. */
export function separationFinding(data: Data, columns: readonly string[]): string {
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
export function bestFinding(data: Data): string {
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
  return `${best}, has the highest AUC of the single measures${model ? `; of the models out of fold, ${model}` : ""}`;
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
