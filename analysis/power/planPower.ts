import { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { Truth } from "../../experiments/contract/truth.ts";
import { randomStream } from "../../experiments/random/randomStream.ts";
import { claimsSection } from "../findings/claims/judgedClaims.ts";
import { contextsOf } from "../findings/compareMeasures.ts";
import type { Context } from "../findings/context.ts";
import { outcomesOf } from "../plan/planMentions.ts";
import { delongPaired } from "../statistics/ranking/delong.ts";
import { type AssumedStudy, studiesOf } from "./assumedStudy.ts";
import { type Expected, expectedOf } from "./expected.ts";
import { findsIncrement, powerOf, type SimulatedPower } from "./simulatedPower.ts";
import { type FormulaSizes, sizesByFormula } from "./sizesByFormula.ts";

/** What studies of one size would find. `null` where the plan has nothing to test. */
export type PowerAtSize = {
  readonly n: number;
  /** Share of studies in which the implicit measures add to the stated ones (likelihood ratio, 5 %). */
  readonly implicit_adds: SimulatedPower | null;
  /** Share of studies in which the two headline measures rank differently well (DeLong, 5 %). */
  readonly aucs_differ: SimulatedPower | null;
  /** Mean half width of the 95 % interval of that difference. */
  readonly auc_difference_half_width: number | null;
  /** Share of studies in which each claim is decided, either way. */
  readonly claims: readonly { readonly statement: string; readonly decided: SimulatedPower }[];
};

/** What a plan can find out if a truth holds. */
export type PlanPower = {
  readonly truth: Truth;
  readonly seed: number;
  readonly sims: number;
  readonly expected: Expected;
  readonly formulas: FormulaSizes;
  readonly simulation: readonly PowerAtSize[];
};

/** How a plan is tried: under which truth, at which sizes (participants whose outcome is known), how often. */
export type PowerTrial = {
  readonly truth: Truth;
  readonly sizes: readonly number[];
  readonly sims: number;
  readonly seed: number;
};

/** Power and precision of a plan under an assumed truth, by formula and by simulating `sims` studies of each size with the
 *  plan's own measures, rules and claims. Covariates, other measures and several products are not simulated. Study i of a
 *  size depends on the seed and i alone. Null when purchases under this truth cannot be modelled. Throws RangeError when
 *  the plan has no yes/no outcome. */
export function planPower(plan: AnalysisPlan, { truth, sizes, sims, seed }: PowerTrial): PlanPower | null {
  const tried = simulatedPart(plan);
  const context = (study: AssumedStudy) => contextOf(tried, study);
  const measures = comparedOf(tried);
  const draw = studiesOf(measures, truth);
  const expected = expectedOf(draw, { context, seed });
  if (expected === null) return null;
  const simulation = sizes.map((n, place) => {
    const found = Array.from({ length: sims }, (_, index) =>
      findings(draw(n, randomStream(seed, (place + 1) * 2 ** 32 + index)), context),
    );
    return atSize(n, found);
  });
  return { truth, seed, sims, expected, formulas: sizesByFormula(expected), simulation };
}

/** What of a plan is simulated: its stated and implicit measures, their rules, the claims on them. */
function simulatedPart(plan: AnalysisPlan): AnalysisPlan {
  const outcome = outcomesOf(plan).find((one) => one.outcome.kind === "binary")?.outcome.column;
  if (outcome === undefined) throw new RangeError("power is about a yes/no outcome");
  const { stated, implicit, primary, margin, frame } = plan;
  const columns = new Set([...stated, ...implicit].map(({ column }) => column));
  const claims = plan.claims.filter(({ measure }) => columns.has(measure));
  return AnalysisPlan.parse({ outcome, stated, implicit, primary, margin, frame, claims });
}

function comparedOf(plan: AnalysisPlan) {
  return contextOf(plan, { columns: {}, bought: new Float64Array(0) }).measures;
}

function contextOf(plan: AnalysisPlan, { columns, bought }: AssumedStudy): Context {
  const names = [...plan.stated, ...plan.implicit].map(({ column }) => column);
  const cells = names.map((name) => [name, Array.from(columns[name] ?? [])] as const);
  const outcome = outcomesOf(plan)[0]!.outcome.column;
  const table = { rows: bought.length, columns: new Map([...cells, [outcome, Array.from(bought)]]) };
  return contextsOf(table, plan, () => undefined)[0]!;
}

type Findings = {
  readonly adds: boolean | null;
  readonly difference: { readonly isFound: boolean; readonly halfWidth: number } | null;
  readonly claims: readonly { readonly statement: string; readonly isDecided: boolean }[];
};

function findings(study: AssumedStudy, contextFor: (study: AssumedStudy) => Context): Findings {
  const context = contextFor(study);
  const { measures, primary } = context;
  const of = (role: string) => measures.filter((measure) => measure.role === role).map(({ column }) => column);
  const [given, added] = [of("stated"), of("implicit")];
  const hasBoth = context.cohort.buyers > 0 && context.cohort.buyers < context.cohort.n;
  return {
    adds: added.length === 0 ? null : findsIncrement(study.columns, study.bought, { given, added }),
    difference: primary.stated && primary.implicit && hasBoth ? differenceOf(study, context) : null,
    claims: hasBoth ? claimsSection(context).map(decidedClaim) : [],
  };
}

function decidedClaim({ statement, verdict }: ReturnType<typeof claimsSection>[number]) {
  return { statement, isDecided: verdict !== "undetermined" };
}

function differenceOf({ columns, bought }: AssumedStudy, { primary }: Context): Findings["difference"] {
  const column = (name = "") => columns[name] ?? [];
  const report = delongPaired(column(primary.stated?.column), column(primary.implicit?.column), bought);
  const [low, high] = report.ci95_difference;
  if (low === null || high === null) return null;
  return { isFound: low > 0 || high < 0, halfWidth: (high - low) / 2 };
}

function atSize(n: number, found: readonly Findings[]): PowerAtSize {
  const sims = found.length;
  const count = (is: (one: Findings) => boolean) => powerOf(found.filter(is).length, sims);
  const widths = found.flatMap(({ difference }) => (difference === null ? [] : [difference.halfWidth]));
  const mean = widths.reduce((sum, width) => sum + width, 0) / widths.length;
  const statements = [...new Set(found.flatMap(({ claims }) => claims.map(({ statement }) => statement)))];
  return {
    n,
    implicit_adds: found.every(({ adds }) => adds === null) ? null : count(({ adds }) => adds === true),
    aucs_differ: widths.length === 0 ? null : count(({ difference }) => difference?.isFound === true),
    auc_difference_half_width: widths.length === 0 ? null : mean,
    claims: statements.map((statement) => ({
      statement,
      decided: count(({ claims }) => claims.some((claim) => claim.statement === statement && claim.isDecided)),
    })),
  };
}
