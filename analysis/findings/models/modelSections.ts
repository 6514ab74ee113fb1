import { type FirthEntry, firthRegression, penalisedRatioTest } from "../../statistics/models/logistic/firthReport.ts";
import type { ChiSquaredTest } from "../../statistics/models/logistic/logisticRegression.ts";
import { deltaRSquared, type NestedTest, nestedTest } from "../../statistics/models/logistic/nestedTests.ts";
import { type Nonnested, nonnested } from "../../statistics/models/logistic/nonnested.ts";
import type { RSquaredSet } from "../../statistics/models/logistic/rSquared.ts";
import { delongPaired } from "../../statistics/ranking/delong.ts";
import { type NetBenefit, netBenefit } from "../../statistics/shares/decisionCurve.ts";
import { type Context, entriesOf } from "../context.ts";
import type { ComparedAucs } from "../ranking/rankingSections.ts";
import { samplingUnits } from "../samplingUnits.ts";
import { unavailable } from "../unavailable.ts";
import { labelsIn } from "../words.ts";
import type { FittedLadder } from "./fitLadder.ts";

/** Likelihood-ratio and score tests on identical rows: implicit beyond stated, stated beyond implicit, implicit beyond
 *  each stated measure. Penalised likelihood ratios when the ladder is Firth's. */
export function nestedTestsSection(
  context: Context,
  { ladder, method, fits }: FittedLadder,
): Readonly<Record<string, NestedTest | ChiSquaredTest>> {
  const { cohort, warn, plan } = context;
  if (ladder.implicit.length === 0 || ladder.stated.length === 0) return {};
  const statedAlone = ladder.full.filter((name) => !ladder.implicit.includes(name));
  const questions = [
    { name: "add_implicit_to_stated", base: statedAlone, added: ladder.implicit },
    { name: "add_stated_to_implicit", base: ladder.implicit, added: statedAlone },
    ...context.measures
      .filter(({ role, column }) => role === "stated" && !cohort.dependent.some((one) => one.column === column))
      .map(({ column }) => ({ name: `add_implicit_to_${column}`, base: [column], added: ladder.implicit })),
    ...(plan.covariates.length > 0
      ? [
          { name: "add_stated_to_past", base: [], added: statedAlone },
          { name: "add_implicit_to_past", base: [], added: ladder.implicit },
        ]
      : []),
  ];
  // A measure whose column is called "stated" must not take the headline's place.
  const first = questions.filter(({ name }, index) => questions.findIndex((other) => other.name === name) === index);
  const tests = first.flatMap(({ name, base, added }) => {
    const test =
      method === "firth"
        ? penalisedTest(context, [...base, ...added], added)
        : nestedTest(cohort.columns, {
            outcome: cohort.outcome,
            base: [...base, ...cohort.floor],
            added,
            ...(cohort.weights === null ? {} : { weights: cohort.weights }),
            units: samplingUnits(cohort),
          });
    if (test !== null && !("kind" in test)) return [[name, test] as const];
    warn(
      unavailable(
        "nested_tests",
        `a model cannot be fitted${test === null ? "" : ` (${test.reason})`}`,
        `${labelsIn(context, added, " and ")} added to ${labelsIn(context, base, " and ")}`,
      ),
    );
    return [];
  });
  if (fits.M_full === undefined) warn("The model with both cannot be fitted: no joint test is possible.");
  return Object.fromEntries<NestedTest | ChiSquaredTest>(tests);
}

/** Do the measures of M_full together explain anything beyond the floor? Null where a model has no fit. */
export function jointTest(context: Context, { ladder, method }: FittedLadder): ChiSquaredTest | null {
  const { cohort } = context;
  const added = ladder.full.length > 0 ? ladder.full : ladder.stated;
  if (added.length === 0) return null;
  if (method === "firth") return penalisedTest(context, added, added);
  const test = nestedTest(cohort.columns, {
    outcome: cohort.outcome,
    base: cohort.floor,
    added,
    ...(cohort.weights === null ? {} : { weights: cohort.weights }),
    units: samplingUnits(cohort),
  });
  if ("kind" in test) return null;
  return test.robust_wald === undefined ? test : test.robust_wald;
}

function penalisedTest({ cohort }: Context, predictors: readonly string[], tested: readonly string[]) {
  const all = [...predictors, ...cohort.floor];
  const model = firthRegression(cohort.columns, { outcome: cohort.outcome, predictors: all });
  return model.kind === "fitted" ? penalisedRatioTest(model.fit, tested) : null;
}

/** What M_full explains beyond M_stated; null unless both have a maximum-likelihood fit. */
export function deltaR2({ fits }: FittedLadder): RSquaredSet | null {
  const [full, stated] = [fits.M_full, fits.M_stated];
  return full?.method === "ml" && stated?.method === "ml" ? deltaRSquared(full.fit, stated.fit) : null;
}

/** Stated against implicit as rival models; null unless all three have a maximum-likelihood fit. */
export function nonnestedSection({ fits }: FittedLadder): Nonnested | null {
  const { M_stated: stated, M_implicit: implicit, M_full: full } = fits;
  if (stated?.method !== "ml" || implicit?.method !== "ml" || full?.method !== "ml") return null;
  return nonnested({ stated: stated.fit, implicit: implicit.fit, full: full.fit });
}

const NESTED_WARNING =
  "in-sample nested comparison: DeLong is not valid as a significance test here (Demler 2012); report the LR test and corrected delta AUC";

/** In-sample AUC differences of the headline models, each with the warning that they are no test. */
export function modelAucPairs(context: Context, { fits }: FittedLadder): Readonly<Record<string, ComparedAucs>> {
  const pairs = [
    ["M_full", "M_stated"],
    ["M_full", "M_implicit"],
  ] as const;
  const compared = pairs.flatMap(([larger, smaller]) => {
    const [a, b] = [fits[larger], fits[smaller]];
    if (!a || !b) return [];
    const report = delongPaired(a.fit.fitted, b.fit.fitted, context.cohort.outcome);
    return [[`${larger}_minus_${smaller}_in_sample`, { ...report, warning: NESTED_WARNING }] as const];
  });
  return Object.fromEntries(compared);
}

/** Net benefit of the headline models with the probabilities they were fitted to. */
export function decisionCurveInSample(
  { cohort, plan }: Context,
  { fits }: FittedLadder,
): Readonly<Record<string, readonly NetBenefit[]>> {
  const headline = ["M_stated", "M_implicit", "M_full"].flatMap((name) => {
    const model = fits[name];
    return model ? [[name, Array.from(model.fit.fitted)] as const] : [];
  });
  return entriesOf(headline, ([name, fitted]) => [
    name,
    plan.thresholds.map((threshold) => netBenefit(fitted, cohort.outcome, threshold)),
  ]);
}

/** M_full (or M_stated without an implicit measure) with Firth's penalty. */
export function firthFull({ cohort, warn }: Context, { ladder }: FittedLadder): FirthEntry | null {
  const predictors = [...ladder.full, ...cohort.floor];
  const model = firthRegression(cohort.columns, { outcome: cohort.outcome, predictors });
  if (model.kind === "fitted") return model.entry;
  warn(unavailable("firth_M_full", model.reason));
  return null;
}
