import { MOST_SPECIFICATIONS, type Multiverse } from "../../experiments/contract/multiverse.ts";
import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { ProblemDetails } from "../../experiments/contract/problem.ts";
import { nearest } from "../../experiments/studyFile/nearest.ts";
import type { Path } from "../../experiments/studyFile/readDocument.ts";
import { type PlanSource, told } from "./planSource.ts";

type Question = { readonly plan: AnalysisPlan; readonly multiverse: Multiverse; readonly source: PlanSource };

const at = (...rest: Path): Path => ["multiverse", ...rest];

/** Mistakes of a plan's multiverse: too many combinations, outcomes that are not yes/no, stated predictors that are no
 *  measures, profiles without trials, scores without an implicit measure. */
export function multiverseMistakes(plan: AnalysisPlan, source: PlanSource): readonly ProblemDetails[] {
  const { multiverse } = plan;
  if (multiverse === undefined) return [];
  const question = { plan, multiverse, source };
  return [
    ...sizeMistakes(question),
    ...scoreMistakes(question),
    ...outcomeMistakes(question),
    ...modelMistakes(question),
  ];
}

function sizeMistakes({ multiverse, source }: Question): readonly ProblemDetails[] {
  const { exclusions = {}, outcomes = [], scores = [], models = [] } = multiverse;
  const others = [
    ...Object.values(exclusions).map(({ keep }) => keep.filter((rule) => rule !== "all").length),
    outcomes.length,
    scores.length,
    models.length,
  ];
  const ways = others.reduce((product, count) => product * (count + 1), 1);
  if (ways <= MOST_SPECIFICATIONS) return [];
  return [
    told(source, at(), {
      detail: `The multiverse has up to ${ways} combinations.`,
      expected: `at most ${MOST_SPECIFICATIONS}`,
      found: String(ways),
      todo: "Leave out options that nobody would defend.",
    }),
  ];
}

function scoreMistakes({ plan, multiverse: { scores = [], trials }, source }: Question): readonly ProblemDetails[] {
  if (scores.length > 0 && plan.implicit.length === 0) {
    return [
      told(source, at("scores"), {
        detail: "Other scores stand in the place of the implicit measure, and the plan has none.",
        expected: "an implicit measure",
        found: "none",
        todo: "Add `implicit`.",
      }),
    ];
  }
  const profile = scores.findIndex((score) => "profile" in score);
  if (profile < 0 || trials !== undefined) return [];
  return [
    told(source, at("scores", profile), {
      detail: "A score by another profile is made from trials, and the plan names none.",
      expected: "multiverse.trials: {file: trials.csv, measure: iat}",
      found: "no trials",
      todo: "Name the trials, or the column that holds the score.",
    }),
  ];
}

function outcomeMistakes({ multiverse: { outcomes = [] }, source }: Question): readonly ProblemDetails[] {
  return outcomes.flatMap(({ kind }, index) =>
    kind === "binary"
      ? []
      : [
          told(source, at("outcomes", index), {
            detail: "Every outcome of the multiverse is a yes/no outcome.",
            expected: "a 0/1 column, or a column with a rule",
            found: kind,
            todo: 'Add a rule, like {column: spend, rule: ">0"}.',
          }),
        ],
  );
}

function modelMistakes({ plan, multiverse: { models = [] }, source }: Question): readonly ProblemDetails[] {
  return models.flatMap((model, index) =>
    typeof model === "string" ? [] : strangers(plan, model.stated, { source, path: at("models", index, "stated") }),
  );
}

function strangers(
  plan: AnalysisPlan,
  columns: readonly string[],
  { source, path }: { readonly source: PlanSource; readonly path: Path },
): readonly ProblemDetails[] {
  const known = [...plan.stated, ...plan.implicit, ...plan.other].map(({ column }) => column);
  return columns
    .filter((column) => !known.includes(column))
    .map((column) => {
      const guess = nearest(column, known);
      return told(source, path, {
        detail: `"${column}" is none of the plan's measures.`,
        expected: `one of ${known.join(", ")}`,
        found: column,
        todo: guess ? `Did you mean "${guess}"?` : "Name a measure of the plan.",
      });
    });
}
