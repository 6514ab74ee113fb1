import { columnOf } from "../../data/cohort.ts";
import { correlationCoefficient } from "../../statistics/association/correlation.ts";
import { firthRegression } from "../../statistics/models/logistic/firthReport.ts";
import type { FirthFit } from "../../statistics/models/logistic/fitFirth.ts";
import type { LogisticFit, NotFitted } from "../../statistics/models/logistic/fitLogistic.ts";
import { logisticRegression, type ModelEntry } from "../../statistics/models/logistic/logisticRegression.ts";
import { type Context, entriesOf } from "../context.ts";
import { samplingUnits } from "../samplingUnits.ts";
import { unavailable } from "../unavailable.ts";
import { labelIn, modelWords } from "../words.ts";
import { type Ladder, ladderOf } from "./ladder.ts";

/** Why a model has no maximum-likelihood estimate. */
export type UnfittedModel = {
  readonly predictors: readonly string[];
  readonly n: number;
  readonly events: number;
  readonly reason: NotFitted["reason"];
  readonly separation: NotFitted["separation"];
  readonly log_likelihood_supremum: number | null;
};

/** A fitted model of the ladder: by maximum likelihood, or by Firth's penalty for the whole ladder. */
export type LadderFit =
  | { readonly method: "ml"; readonly fit: LogisticFit }
  | { readonly method: "firth"; readonly fit: FirthFit };

/** The ladder fitted: what is printed and what later sections compute with. */
export type FittedLadder = {
  readonly ladder: Ladder;
  readonly method: "ml" | "firth";
  readonly entries: Readonly<Record<string, ModelEntry | UnfittedModel>>;
  readonly fits: Readonly<Record<string, LadderFit>>;
  /** Predictors of M_full whose sign is not to be told: it contradicts the predictor's own. */
  readonly notInterpreted: readonly string[];
};

const PROFILED = ["M_implicit", "M_full"];

/** Fits every model of the ladder on the same rows. When the data separate any of them, the ladder is Firth's as a
 *  whole: maximum likelihood is never compared with a penalised fit. */
export function fitLadder(context: Context): FittedLadder {
  const { cohort, warn } = context;
  const ladder = ladderOf(context);
  const fitted = Object.entries(ladder.models).map(([name, predictors]) => {
    const question = {
      outcome: cohort.outcome,
      predictors: [...predictors, ...cohort.floor],
      intervals: PROFILED.includes(name) ? ("profile" as const) : ("wald" as const),
      ...(cohort.weights === null ? {} : { weights: cohort.weights }),
      units: samplingUnits(cohort),
    };
    return [name, logisticRegression(cohort.columns, question), question.predictors] as const;
  });
  const separated = fitted.filter(([, model]) => model.kind === "notFitted" && model.reason === "separated");
  const method = separated.length > 0 ? "firth" : "ml";
  if (method === "firth") {
    const names = separated.map(([name]) => modelWords(name, context)).join(", ");
    warn(`Buyers and non-buyers are separated in ${names}: every model is fitted with Firth's penalty instead.`);
  }
  const entries = entriesOf(fitted, ([name, model, predictors]): readonly [string, ModelEntry | UnfittedModel] => {
    if (model.kind === "fitted") return [name, model.entry];
    warn(unavailable("models", model.reason, modelWords(name, context)));
    return [name, unfitted(context, predictors, model)];
  });
  const fits = fitted.flatMap(([name, model, predictors]): readonly (readonly [string, LadderFit])[] => {
    if (method === "ml") return model.kind === "fitted" ? [[name, { method, fit: model.fit }]] : [];
    const firth = firthRegression(cohort.columns, { outcome: cohort.outcome, predictors });
    return firth.kind === "fitted" ? [[name, { method, fit: firth.fit }]] : [];
  });
  const done = { ladder, method, entries, fits: Object.fromEntries(fits) } as const;
  return { ...done, notInterpreted: contradicting(context, done.fits.M_full, { names: ladder.full, method }) };
}

function unfitted({ cohort }: Context, predictors: readonly string[], model: NotFitted): UnfittedModel {
  return {
    predictors,
    n: cohort.n,
    events: cohort.buyers,
    reason: model.reason,
    separation: model.separation,
    log_likelihood_supremum: model.logLikelihoodSupremum,
  };
}

function contradicting(
  context: Context,
  full: LadderFit | undefined,
  { names, method }: { readonly names: readonly string[]; readonly method: FittedLadder["method"] },
) {
  const { cohort, warn } = context;
  if (!full) return [];
  const flipped = names.filter((name) => {
    const alone = correlationCoefficient(columnOf(cohort, name), cohort.outcome) ?? 0;
    const joint = full.fit.beta[full.fit.design.names.indexOf(name)] ?? 0;
    return alone * joint < 0;
  });
  for (const name of flipped) {
    warn(
      `The coefficient of ${labelIn(context, name)} in the model with both is not interpreted: beside the ` +
        `other measures it does not run the way ` +
        `${labelIn(context, name)} runs by itself${method === "firth" ? ", which happens when another measure nearly decides the outcome" : ""}.`,
    );
  }
  return flipped;
}

/** The coefficients the ladder predicts with, by model and column: what `--freeze` keeps. */
export function ladderCoefficients({ fits }: FittedLadder): Readonly<Record<string, Readonly<Record<string, number>>>> {
  return entriesOf(Object.entries(fits), ([name, { fit }]) => [
    name,
    Object.fromEntries(fit.design.names.map((column, j) => [column, fit.beta[j]!])),
  ]);
}
