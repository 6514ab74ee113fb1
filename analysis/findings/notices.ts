import { kindByName } from "../plan/measure.ts";
import { outcomeClassOf } from "./answers/answer.ts";
import type { Context } from "./context.ts";
import { labelIn } from "./words.ts";

/** Adds the warnings that hold for the study as a whole: what the outcome is, frames that do not match, kinds guessed
 *  from names, too few buyers for the model, weights, missing rows. */
export function noticeStudy(context: Context): void {
  for (const sentence of [
    ...outcomeNotices(context),
    ...frameNotices(context),
    ...kindNotices(context),
    ...sizeNotices(context),
    ...missingNotices(context),
    ...dependentNotices(context),
    ...weightNotices(context),
  ]) {
    context.warn(sentence);
  }
}

function outcomeNotices(context: Context): readonly string[] {
  const { cohort, table, outcome } = context;
  const told: string[] =
    outcomeClassOf(context) === null
      ? [
          "The plan does not say what kind of outcome this is (outcome_class): nobody can tell a purchase from an intention.",
        ]
      : [];
  const isDated = (outcome.at !== undefined && outcome.after !== undefined) || outcome.since === "session";
  if (outcomeClassOf(context) === "observed-purchase" && !isDated) {
    told.push(
      `Nothing shows that the purchases in ${outcome.column} came after the questions: name their moments (at, after). ` +
        "Earlier purchases are remembered, not predicted.",
    );
  }
  const known = cohort.flow[1]?.n ?? cohort.n;
  const ties = outcome.against === undefined ? 0 : table.rows - known;
  return ties > 0
    ? [
        ...told,
        `${ties} rows with ${outcome.column} neither ${outcome.rule} nor ${outcome.against}, or missing, are left out.`,
      ]
    : told;
}

function frameNotices({ measures, plan }: Context): readonly string[] {
  const name = (frame: Context["plan"]["frame"]) =>
    frame === "absolute" ? "absolute" : `relative to ${frame.relative}`;
  const mixed = measures.filter(({ frame }) => name(frame) !== name(plan.frame));
  const relative = measures.filter(({ frame, role }) => role === "implicit" && frame !== "absolute");
  const stretched =
    plan.product !== undefined && relative.length > 0
      ? [
          `${relative.map(({ label }) => label).join(", ")} compares two products, but there is a row for each product: a ` +
            "score for A against B never stands in for a row on C.",
        ]
      : [];
  return mixed.length === 0
    ? stretched
    : [
        ...stretched,
        `The outcome is ${name(plan.frame)}, but ${mixed.map(({ label, frame }) => `${label} is ${name(frame)}`).join(", ")}: ` +
          "this compares unlike things. Compare a relative score with the difference of the stated answers.",
      ];
}

function kindNotices({ measures, plan }: Context): readonly string[] {
  const guessed = plan.stated.filter(({ column, kind }) => kind === undefined && kindByName(column) !== null);
  return guessed
    .filter(({ column }) => measures.some((measure) => measure.column === column))
    .map(
      ({ column }) =>
        `${labelIn({ measures }, column)} is taken for ${kindByName(column)} by its name; say its kind in the plan.`,
    );
}

// Ten events a parameter is the usual warning line, not a guarantee (Peduzzi et al. 1996; Riley et al. 2019).
const EVENTS_PER_PARAMETER = 10;

function sizeNotices({ cohort, measures }: Context): readonly string[] {
  const events = Math.min(cohort.buyers, cohort.n - cohort.buyers);
  const parameters = measures.filter(({ role }) => role !== "other").length + cohort.floor.length;
  // Without any event there are no models to be unstable.
  return events > 0 && events < EVENTS_PER_PARAMETER * parameters
    ? [`${events} people in the rarer outcome for ${parameters} predictors: the joint models are unstable.`]
    : [];
}

function missingNotices({ cohort }: Context): readonly string[] {
  const known = cohort.flow[1]?.n ?? cohort.n;
  return known > cohort.n
    ? [
        `${known - cohort.n} rows with a known outcome lack a measure or covariate; the joint models are on the other ${cohort.n}, a ` +
          "question about one measure on everyone who answered it, one about two on those who have both.",
      ]
    : [];
}

function dependentNotices(context: Context): readonly string[] {
  return context.cohort.dependent.map(({ column, reason }) =>
    reason === "constant"
      ? `${labelIn(context, column)} has the same value for everybody analysed: it is left out of every model.`
      : `${labelIn(context, column)} follows exactly from the predictors before it: it is left out of every model.`,
  );
}

function weightNotices({ cohort }: Context): readonly string[] {
  return cohort.weights === null
    ? []
    : [
        "The plan has weights: the answers, claims, AUC, their comparison, the models with their tests and the predictions " +
          "out of fold are weighted, with robust errors. Correlations, tables of counts, ROC and gains curves, importance, " +
          "the optimism bootstrap and Firth's model beside the joint one count every row once.",
      ];
}
