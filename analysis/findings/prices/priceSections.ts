import type { PricePlan } from "../../../experiments/contract/pricePlan.ts";
import { cellsOf, numbersOf } from "../../data/dataTable.ts";
import { type GaborGrangerReport, gaborGranger } from "../../statistics/prices/gaborGranger.ts";
import { type HypotheticalRatio, hypotheticalRatio } from "../../statistics/prices/hypotheticalRatio.ts";
import { type NewtonMillerSmithReport, newtonMillerSmith } from "../../statistics/prices/newtonMillerSmith.ts";
import { type FourPrices, type VanWestendorpReport, vanWestendorp } from "../../statistics/prices/vanWestendorp.ts";
import type { Context } from "../context.ts";
import type { Told } from "../shown.ts";
import { unavailable } from "../unavailable.ts";

/** What people said of the prices of one product, method by method. */
export type Prices = {
  readonly van_westendorp?: Told<VanWestendorpReport, "invalid"> | null;
  readonly newton_miller_smith?: Told<NewtonMillerSmithReport, "invalid"> | null;
  readonly gabor_granger?: Told<GaborGrangerReport, "violations"> | null;
  readonly stakes?: HypotheticalRatio | null;
};

const ALL = "all";

/** `prices`, where the plan names price questions: by product (`all` without products) the price sensitivity meter, trial
 *  and revenue from the two intents, and demand at tested prices. A person counts once for each product they answered
 *  about; a part nobody answered is null, and said. */
export function priceSections({ table, plan, warn }: Context): {
  readonly prices?: Readonly<Record<string, Prices>>;
} {
  const { prices, product } = plan;
  if (prices === undefined) return {};
  const labels = product === undefined ? null : cellsOf(table, product);
  const rowsBy = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row += 1) {
    const label = labels === null ? ALL : String(labels[row] ?? "");
    rowsBy.set(label, [...(rowsBy.get(label) ?? []), row]);
  }
  const pick = (column: string, rows: readonly number[]) => {
    const cells = numbersOf(table, column);
    return rows.map((row) => cells[row] ?? null);
  };
  const sections = [...rowsBy].map(([label, rows]) => {
    const section = {
      ...pricesOf(prices, (column) => pick(column, rows)),
      ...(prices.stakes === undefined ? {} : { stakes: ratioOf(prices.stakes, { table, rows }) }),
    };
    for (const [name, report] of Object.entries(section)) {
      if (report === null) warn(unavailable("prices", REASONS[name] ?? UNANSWERED, methodIn(name, label)));
    }
    return [label, section] as const;
  });
  return { prices: Object.fromEntries(sections) };
}

/** The ratio of what people named for whom it could bind, and of the others; people whose stakes are not known are left out. */
function ratioOf(
  { amount, drawn }: NonNullable<PricePlan["stakes"]>,
  { table, rows }: Pick<Context, "table"> & { readonly rows: readonly number[] },
): HypotheticalRatio | null {
  const [amounts, stakes] = [numbersOf(table, amount), cellsOf(table, drawn)];
  const of = (level: string) => rows.filter((row) => stakes[row] === level).map((row) => amounts[row] ?? null);
  return hypotheticalRatio({ hypothetical: of("hypothetical"), real: of("real") });
}

const UNANSWERED = "nobody answered all of its questions";
const REASONS: Readonly<Record<string, string>> = {
  stakes: "it needs two different amounts above zero of people with real and of people with hypothetical stakes",
};

const METHODS: Readonly<Record<string, string>> = {
  stakes: "ratio of hypothetical to real amounts",
  van_westendorp: "price sensitivity meter",
  gabor_granger: "Gabor–Granger prices",
};

function methodIn(name: string, product: string): string {
  return `${METHODS[name] ?? name}${product === ALL ? "" : `, ${product}`}`;
}

type Answers = (column: string) => readonly (number | null)[];

function pricesOf({ van_westendorp: meter, gabor_granger: tested }: PricePlan, answersTo: Answers): Prices {
  return {
    ...(meter === undefined ? {} : meterOf(meter, answersTo)),
    ...(tested === undefined ? {} : { gabor_granger: demandOf(tested, answersTo) }),
  };
}

function meterOf(meter: NonNullable<PricePlan["van_westendorp"]>, answersTo: Answers): Prices {
  const { too_cheap, cheap, expensive, too_expensive, intents = [], rule, step } = meter;
  const columns = [too_cheap, cheap, expensive, too_expensive, ...intents].map(answersTo);
  const complete = (width: number) =>
    (columns[0] ?? []).flatMap((_, row) => {
      const answers = columns.slice(0, width).map((column) => column[row] ?? null);
      const known = answers.filter((answer) => answer !== null);
      return known.length === width ? [known] : [];
    });
  const four = complete(4).map(pricesNamed);
  const report =
    four.length === 0 ? null : vanWestendorp(four, { ...(rule ? { rule } : {}), ...(step ? { step } : {}) });
  if (intents.length === 0) return { van_westendorp: report };
  const asked = complete(6).map((answers) => ({
    ...pricesNamed(answers),
    intentCheap: answers[4]!,
    intentExpensive: answers[5]!,
  }));
  return { van_westendorp: report, newton_miller_smith: asked.length === 0 ? null : newtonMillerSmith(asked) };
}

function pricesNamed(answers: readonly number[]): FourPrices {
  const [tooCheap, cheap, expensive, tooExpensive] = answers;
  return { tooCheap: tooCheap!, cheap: cheap!, expensive: expensive!, tooExpensive: tooExpensive! };
}

function demandOf(tested: NonNullable<PricePlan["gabor_granger"]>, answersTo: Answers): GaborGrangerReport | null {
  const columns = tested.map(({ price, column }) => ({ price, answers: answersTo(column) }));
  const people = (columns[0]?.answers ?? []).map((_, row) =>
    columns.flatMap(({ price, answers }) => {
      const answer = answers[row] ?? null;
      return answer === null ? [] : [{ price, isAccepted: answer === 1 }];
    }),
  );
  return people.some((answers) => answers.length > 0) ? gaborGranger(people) : null;
}
