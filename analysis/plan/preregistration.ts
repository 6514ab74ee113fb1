import { outcomesOf as studyOutcomes } from "../../experiments/contract/outcomesOf.ts";
import type { PlannedMeasure } from "../../experiments/contract/plan.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { textIn } from "../../experiments/contract/text.ts";
import { factorsOf, instancesOf } from "../../experiments/studyFile/flow.ts";
import { planHash } from "../../experiments/studyFile/planHash.ts";
import { comparedMeasures, primaryMeasures } from "./measure.ts";
import { outcomesOf } from "./planMentions.ts";
import { ruleText } from "./rule.ts";

/** The preregistration of a study as Markdown: what will be asked of whom, what counts as the outcome, what will be
 *  computed, and the hash that fixes all of it. Made from the study file alone, so that it says what will be done. */
export function preregistrationText(study: Study): string {
  const hash = planHash(study);
  const language = study.languages[0] ?? "en";
  return [
    `# Preregistration: ${textIn(study.title, language)}`,
    `Study \`${study.id}\` · ${study.researcher.name}${study.researcher.organisation ? `, ${study.researcher.organisation}` : ""}`,
    `Plan hash (SHA-256): \`${hash}\``,
    "Deposit this text with a date before any outcome is read. Then write into the study file:",
    ["```yaml", "analysis:", "  design:", "    kind: confirmatory", `    preregistration: ${hash}`, "```"].join("\n"),
    "The report compares this hash with the study it reads and says so when they differ.",
    section("1. Question", question(study)),
    section("2. What participants do", procedure(study)),
    section("3. How many take part", sampleSize(study)),
    section("4. Outcome", outcome(study)),
    section("5. Scores", scores(study)),
    section("6. Who is left out", exclusions(study)),
    section("7. Tests", tests(study)),
    section("8. Claims", claims(study)),
    section("9. Missing values, several tests, other ways", robustness(study)),
  ]
    .join("\n\n")
    .concat("\n");
}

function section(title: string, lines: readonly string[]): string {
  return [`## ${title}`, ...lines].join("\n\n");
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function question({ analysis }: Study): readonly string[] {
  const { stated, implicit } = primaryMeasures(analysis, comparedMeasures(analysis));
  const about =
    stated && implicit
      ? `How well do what people state (headline: \`${stated.column}\`) and what is measured implicitly (headline: \`${implicit.column}\`) predict what they do, and does either add to the other?`
      : `How well does what people state (headline: \`${stated?.column ?? "none"}\`) predict what they do?`;
  return [about, "No direction is expected: that stated measures predict better is as good a result as the reverse."];
}

function procedure(study: Study): readonly string[] {
  const lines = instancesOf(study).map(({ instance, measure, part, product, parameters }) => {
    const { trials, minutes } = measure.effort(parameters);
    const about = product === undefined ? "" : ` about \`${product}\``;
    const times = trials === 1 ? "1 trial" : `${trials} trials`;
    return `${part}: \`${instance}\`${about} (${measure.name}, preset ${measure.preset}), ${times}, about ${minutes.toFixed(1)} minutes`;
  });
  const factors = Object.entries(factorsOf(study)).map(([factor, levels]) => `${factor}: ${levels.join(" | ")}`);
  const balanced = factors.length === 0 ? [] : ["Counterbalanced, by the server's ledger:", list(factors)];
  const treatments = Object.entries(study.treatments ?? {}).map(
    ([name, levels]) => `\`${name}\`: ${Object.keys(levels).join(" | ")}`,
  );
  const treated = treatments.length === 0 ? [] : ["Randomised, even in starts:", list(treatments)];
  return [list(lines), ...balanced, ...treated];
}

function sampleSize({ quota }: Study): readonly string[] {
  return quota
    ? [`Collection stops when ${quota.completes} participants have finished. Nobody looks at an outcome before that.`]
    : [
        "**Not fixed.** Set `quota.completes` in the study file: a collection that may stop at any time can stop when the result pleases.",
      ];
}

function outcome(study: Study): readonly string[] {
  const { analysis } = study;
  const planned = outcomesOf(analysis).map(({ outcome: one }) => {
    const rule =
      one.rule === undefined ? "" : ` (${one.rule}${one.against === undefined ? "" : ` against ${one.against}`})`;
    return `\`${one.column}\`: ${one.kind}${rule}`;
  });
  return [
    ...counted(study),
    "No outcome is counted for who did not consent to linkage, was not matched, or was not observed over the whole window: silence is missing, not 0.",
    list(planned),
  ];
}

function counted(study: Study): readonly string[] {
  return studyOutcomes(study).map((one) => {
    const name = study.outcomes === undefined ? "" : `\`${one.id}\`: `;
    const about = one.product === undefined ? "" : ` of \`${one.product}\``;
    if (one.days === undefined) {
      const rule = one.rule === undefined ? "" : `, ${one.rule}`;
      return `${name}the score of \`${one.from}\`${about}${rule}; ${one.class}.`;
    }
    const [first, last] = one.days;
    const what = name === "" ? "At least" : "at least";
    return `${name}${what} ${one.minimum} ${one.kind}${about} from day ${first} (exclusive) to day ${last} (inclusive) after the session; ${one.class}, ${one.returns} of returns.`;
  });
}

function scores({ analysis }: Study): readonly string[] {
  const measures = comparedMeasures(analysis).map(({ column, role, rules }) => {
    const yes = rules[0] ? `, yes when ${ruleText(rules[0].rule)}` : "";
    return `\`${column}\` (${role}${yes})`;
  });
  const scales = Object.entries(analysis.scales).map(([name, items]) => `scale \`${name}\`: ${items.join(", ")}`);
  const derived = Object.entries(analysis.derive).map(([name, expression]) => `\`${name}\` = ${expression}`);
  return [list([...measures, ...scales, ...derived])];
}

function exclusions(study: Study): readonly string[] {
  const timed = instancesOf(study).filter(({ measure }) => measure.kind === "implicit");
  const rules = timed.map(({ instance, measure }) => {
    const source = measure.sources[0];
    return `\`${instance}\`: by the scorer's own rules (${source.citation}${source.doi ? ` https://doi.org/${source.doi}` : ""})`;
  });
  return [
    "A score that a scorer excludes counts as missing, with its reason. Flags of data quality are reported and exclude nobody.",
    ...(rules.length === 0 ? [] : [list(rules)]),
  ];
}

function tests({ analysis }: Study): readonly string[] {
  const { stated, implicit, covariates, models, margin, folds, bootstrap, order } = analysis;
  const floor = covariates.length === 0 ? "" : ` Every model stands on ${columns(covariates)}.`;
  const named = Object.entries(models ?? {}).map(([name, predictors]) => `${name}: ${columns(predictors)}`);
  return [
    "Two-sided, at 5 %, with 95 % intervals.",
    list([
      `Added value, both ways: likelihood-ratio tests of logistic models with ${columns(names(stated))}, with ${columns(names(implicit))}, and with all.${floor}`,
      "Ranking: AUC with DeLong intervals; difference of the headline measures by the paired test. Differences within ± " +
        `${margin} count as none.`,
      "Say and do: of those who say yes, the share who buy, with Wilson intervals.",
      ...(named.length === 0 ? [] : [`Models named in the plan: ${named.join("; ")}`]),
      ...(order.length === 0 ? [] : [`With and without the counterbalancing factors ${columns(order)}`]),
      `Out of sample: ${foldsText(folds)}; bootstrap: ${bootstrapText(bootstrap)}`,
    ]),
  ];
}

function names(measures: readonly PlannedMeasure[]): readonly string[] {
  return measures.map(({ column }) => column);
}

function columns(names_: readonly string[]): string {
  return names_.length === 0 ? "none" : names_.map((name) => `\`${name}\``).join(", ");
}

function foldsText(folds: Study["analysis"]["folds"]): string {
  if (folds === undefined) return "10-fold cross-validation, repeated 10 times";
  if ("column" in folds) return `folds in the column \`${folds.column}\``;
  return `${folds.k}-fold cross-validation, repeated ${folds.repeats} times${folds.seed === undefined ? "" : `, seed ${folds.seed}`}`;
}

function bootstrapText(bootstrap: Study["analysis"]["bootstrap"]): string {
  if (bootstrap === undefined) return "2000 resamples";
  if ("indices" in bootstrap) return `resamples in ${bootstrap.indices}`;
  return `${bootstrap.resamples} resamples${bootstrap.seed === undefined ? "" : `, seed ${bootstrap.seed}`}`;
}

function claims({ analysis }: Study): readonly string[] {
  if (analysis.claims.length === 0) return ["None."];
  const lines = analysis.claims.map(
    ({ statement, measure, reading, value }) => `"${statement}": ${reading} of \`${measure}\` against ${value}`,
  );
  return [
    `Contradicted when the 95 % interval excludes the value, supported when it lies within ± ${analysis.margin} of it, else undetermined.`,
    list(lines),
  ];
}

function robustness({ analysis }: Study): readonly string[] {
  return [
    `Complete cases first; beside them ${analysis.imputations} completed tables of multiple imputation. p values within a family are adjusted by Holm.`,
    analysis.multiverse === undefined
      ? "The same comparison is computed over the other ways the plan leaves open, and the share that agrees is reported."
      : `The same comparison is computed over the other ways the plan names (${Object.keys(analysis.multiverse).join(", ")}), and the share that agrees is reported.`,
    "Everything else in the report is exploratory.",
  ];
}
