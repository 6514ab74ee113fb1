import { type Block, blocksOf, figureBlock, groupBlock, tableBlock } from "../blocks/block.ts";
import type { ReportContext, ReportContextInput } from "../blocks/context.ts";
import type { Figure } from "../blocks/figures/figure.ts";
import { slug } from "../blocks/figures/slug.ts";
import type { Table } from "../blocks/table.ts";
import { allAnswers } from "../findings/answers/answerLines.ts";
import { type Comparison, furtherOutcomes } from "../findings/comparison.ts";
import { modelsTable } from "../findings/models/modelsTable.ts";
import { classWords } from "../findings/names.ts";
import { aucTable } from "../findings/ranking/aucTable.ts";
import type { ReportData } from "../findings/reportData.ts";
import { rulesTable } from "../findings/rules/rulesTable.ts";
import { sayDoFigure } from "../findings/rules/sayDoFigure.ts";
import { readReport } from "./readReport.ts";

/** A part on one further yes/no outcome. */
export type FurtherPart = { readonly id: string; readonly title: string; readonly blocks: readonly Block[] };

/** A part for each further yes/no outcome of the plan, computed as if it were the only one: its answers, its say–do figure
 *  and its main tables; every number of it is in the JSON. */
export function furtherParts(comparison: Comparison, context: ReportContext): readonly FurtherPart[] {
  return furtherOutcomes(comparison).map(([column, found]) => {
    const id = `outcome-${slug(column)}`;
    const data = readReport(withIdentity(found, comparison), contextOf(context, column));
    return { id, title: `Further outcome: ${wordsOf(context, column)}`, blocks: partOf(data, id) };
  });
}

function partOf(data: ReportData<Comparison>, id: string): readonly Block[] {
  const figure = sayDoFigure(data);
  const lines = allAnswers(data);
  const own = (table: Table): Table => ({ ...table, id: `${id}-${table.id}` });
  const ownFigure = (one: Figure): Figure => ({ ...one, id: `${id}-${one.id}`, table: own(one.table) });
  return blocksOf(
    groupBlock(
      "columns",
      figureBlock(figure && ownFigure(figure)),
      lines.length === 0 ? null : { kind: "answers", lines },
    ),
    tableBlock(own(rulesTable(data))),
    tableBlock(own(aucTable(data))),
    tableBlock(own(modelsTable(data))),
  );
}

function withIdentity(found: Comparison, { data_sha256, plan_sha256, version }: Comparison): Comparison {
  return {
    ...found,
    ...(data_sha256 === undefined ? {} : { data_sha256 }),
    ...(plan_sha256 === undefined ? {} : { plan_sha256 }),
    ...(version === undefined ? {} : { version }),
  };
}

/** The context of the study with the further outcome in place of the first; what belongs to the first is left out. */
function contextOf(context: ReportContext, column: string): ReportContextInput {
  const { outcome: _first, coverage: _coverage, flow: _flow, selection: _selection, ...rest } = context;
  const { class: outcomeClass, ...words } = context.furtherOutcomes[column] ?? {};
  const wordsGiven = Object.keys(words).length > 0 || hasOwnWords(context, column);
  const ofClass = outcomeClass ?? context.outcome?.class ?? "observed-purchase";
  return { ...rest, outcome: { class: ofClass, ...(wordsGiven ? words : { did: `did (${column})` }) } };
}

// A class of another kind than the main outcome's is word enough: nobody takes "brought somebody" for "bought".
function hasOwnWords({ furtherOutcomes: all, outcome }: ReportContext, column: string): boolean {
  const own = all[column]?.class;
  return own !== undefined && own !== (outcome?.class ?? "observed-purchase");
}

function wordsOf(context: ReportContext, column: string): string {
  const own = context.furtherOutcomes[column];
  const did = own?.did ?? (hasOwnWords(context, column) ? classWords(own?.class).did : undefined);
  return did === undefined ? column : `${did} (${column})`;
}
