import { snakeCase } from "../contract/columns.ts";
import type { ProblemDetails } from "../contract/problem.ts";
import { isSpoken, spokenLanguages } from "../contract/spokenLanguages.ts";
import type { FlowMeasure, Study } from "../contract/study.ts";
import { treatmentsNamed } from "../contract/treatment.ts";
import { measureNamed, measureNames } from "../measures/registry.ts";
import { describeIssue } from "./describeIssue.ts";
import { ethicsRules } from "./ethicsRules.ts";
import { ownParameters, parametersAt } from "./flow.ts";
import { nearest } from "./nearest.ts";
import { outcomeRules } from "./outcomeRules.ts";
import { paidRules } from "./paidRules.ts";
import { panelRules } from "./panelRules.ts";
import { type Path, pathText } from "./readDocument.ts";
import { referralRules } from "./referralRules.ts";
import { entriesOf, type Rule } from "./rule.ts";
import { isBesideGone } from "./salvage.ts";
import { shopRules } from "./shopRules.ts";
import { missingTranslations } from "./translations.ts";
import { treatmentRules } from "./treatmentRules.ts";
import { waveRules } from "./waveRules.ts";

/** Gives a path its file, line and column. */
export type Place = (path: Path) => { readonly file: string; readonly line: number; readonly column: number };

export type Checking = {
  readonly place: Place;
  readonly rules: readonly Rule[];
  /** Places whose value was refused and taken out: nothing is said of what stands there or above. */
  readonly gone?: readonly Path[];
};

/** Everything a schema cannot say: names that must exist, parts that must be there, texts in every language, and the
 *  ethics a study must keep (reliability.md F11–F14). In the order of the file's reader. */
export function checkStudy(study: Study, { place, rules: more, gone = [] }: Checking): readonly ProblemDetails[] {
  return [...rules, ...more]
    .flatMap((rule) => rule(study))
    .filter(({ at }) => !isBesideGone(at, gone))
    .map(({ at, ...told }) => ({ code: "study-file-invalid" as const, ...told, path: pathText(at), ...place(at) }));
}

const measuresExist: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at }) => {
    if (measureNamed(entry.measure)) return [];
    const guess = nearest(entry.measure, measureNames);
    const todo = guess ? `Did you mean "${guess}"?` : `Choose one of ${measureNames.join(", ")}.`;
    const told = { detail: "There is no such measure.", expected: "the name of a measure", found: entry.measure, todo };
    return [{ at: [...at, "measure"], ...told }];
  });

const measuresStandInTheirPart: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at, part }) => {
    const kind = measureNamed(entry.measure)?.kind;
    const own = measureNamed(entry.measure)?.part ?? kind;
    if (!kind || part === own || (part === "screening" && kind === "stated")) return [];
    const detail = `"${entry.measure}" is a ${kind} measure and stands in the ${part} part.`;
    const todo = `Move it to a part named "${own}".`;
    return [{ at: [...at, "measure"], detail, expected: `a measure of the ${part} kind`, found: entry.measure, todo }];
  });

const parametersFit: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at }) => {
    const measure = measureNamed(entry.measure);
    if (!measure) return [];
    const schema = measure.parameters.strict();
    for (const parameters of parametersOfLevels(study, entry)) {
      const parsed = schema.safeParse(parameters, { reportInput: true });
      if (parsed.success) continue;
      return parsed.error.issues.flatMap((issue) =>
        describeIssue(issue, schema).map(({ path, ...told }) => ({ ...told, at: [...at, ...path] })),
      );
    }
    return [];
  });

/** An entry's parameters with every level of each treatment that they name; none where one of those does not exist, which is
 *  said by itself. */
function parametersOfLevels(study: Study, entry: FlowMeasure): readonly Readonly<Record<string, unknown>>[] {
  const named = treatmentsNamed(entry);
  if (named.length === 0) return [ownParameters(entry)];
  const levels = named.map((name) => Object.keys(study.treatments?.[name] ?? {}));
  if (levels.some((some) => some.length === 0)) return [];
  return levels.flatMap((some, at) => some.map((level) => parametersAt(study, entry, { [named[at] ?? ""]: level })));
}

const instancesDiffer: Rule = (study) => {
  const seen = new Set<string>();
  return entriesOf(study).flatMap(({ entry, at }) => {
    const key = `${entry.instance ?? entry.measure} · ${entry.product ?? "no product"}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const detail = "The same measure of the same product stands here twice, so their answers could not be told apart.";
    const todo = 'Give one of them a name of its own with "instance".';
    return [{ at: [...at, "measure"], detail, expected: "one instance name for each", found: key, todo }];
  });
};

const productsExist: Rule = (study) => {
  const ids = study.products.map(({ id }) => id);
  const expected = `one of ${ids.join(", ")}`;
  const references: readonly { readonly at: Path; readonly id: string | undefined }[] = [
    ...entriesOf(study).map(({ entry, at }) => ({ at: [...at, "product"], id: entry.product })),
    ...entriesOf(study).map(({ entry, at }) => {
      const { comparison } = entry;
      return { at: [...at, "comparison"], id: typeof comparison === "string" ? comparison : undefined };
    }),
  ];
  return references.flatMap(({ at, id }) => {
    if (id === undefined || ids.includes(id)) return [];
    const guess = nearest(id, ids);
    const todo = guess ? `Did you mean "${guess}"?` : 'Add it under "products", or name one that is there.';
    return [{ at, detail: "There is no such product.", expected, found: id, todo }];
  });
};

const timedTasksHaveProducts: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at }) => {
    const measure = measureNamed(entry.measure);
    if (measure?.kind !== "implicit") return [];
    if (entry.product === undefined) {
      const todo = 'Add "product": the focal product, the one a positive score speaks for.';
      const expected = `one of ${study.products.map(({ id }) => id).join(", ")}`;
      return [{ at, detail: `"${entry.measure}" needs a focal product.`, expected, found: "no product", todo }];
    }
    const comparesTwo = "comparison" in measure.parameters.shape;
    if (!comparesTwo || study.products.length > 1) return [];
    const detail = `"${entry.measure}" compares two products, and the study has one.`;
    const todo = 'Add a second product, or use a task for one product such as "singleCategoryIat".';
    return [{ at, detail, expected: "at least two products", found: String(study.products.length), todo }];
  });

const questionsNameTheirProduct: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at }) => {
    const measure = measureNamed(entry.measure);
    if (measure?.kind !== "stated" || entry.product !== undefined) return [];
    const parsed = measure.parameters.safeParse(ownParameters(entry));
    if (!parsed.success || !JSON.stringify(parsed.data).includes("{product}")) return [];
    if ("about" in parsed.data && parsed.data["about"] !== null) return [];
    const detail = `The questions of "${entry.measure}" name a product, and none is given.`;
    const todo = 'Add "product", or "about" with what is asked about when it is no product.';
    return [{ at, detail, expected: "a product, or about", found: "neither", todo }];
  });

const idsDiffer: Rule = (study) =>
  study.products.flatMap(({ id }, index) => {
    if (study.products.findIndex((other) => other.id === id) === index) return [];
    const todo = "Give each product an id of its own.";
    return [
      {
        at: ["products", index, "id"],
        detail: "Two products have the same id.",
        expected: "a new id",
        found: id,
        todo,
      },
    ];
  });

const everyLanguageSpoken: Rule = (study) =>
  missingTranslations({ ...study, languages: study.languages.filter(isSpoken) }).map(({ at, language, found }) => ({
    at,
    detail: `This text is missing in "${language}".`,
    expected: `a text for each of ${study.languages.join(", ")}`,
    found,
    todo: `Add a line "${language}: …".`,
  }));

const orderHasTwoParts: Rule = (study) => {
  if (!study.randomise.partOrder) return [];
  const missing = (["stated", "implicit"] as const).filter((part) => !study.flow.some((one) => one.part === part));
  return missing.map((part) => ({
    at: ["randomise", "partOrder"],
    detail: `partOrder needs a stated and an implicit part; there is no ${part} part.`,
    expected: "a stated and an implicit part",
    found: study.flow.map((one) => one.part).join(", "),
    todo: `Add a part named "${part}", or set partOrder to false.`,
  }));
};

const armsDiffer: Rule = (study) => {
  const { arms = [] } = study.randomise;
  const missing = (["stated", "implicit"] as const).find(
    (part) => (arms.includes(part) || arms.includes("both")) && !study.flow.some((one) => one.part === part),
  );
  if (missing !== undefined) {
    const detail = `These arms need a part named "${missing}".`;
    const found = study.flow.map((one) => one.part).join(", ");
    const todo = `Add a part named "${missing}", or leave out the arms that have one.`;
    return [{ at: ["randomise", "arms"], detail, expected: `a part named "${missing}"`, found, todo }];
  }
  const twice = arms.find((arm, index) => arms.indexOf(arm) !== index);
  if (twice === undefined) return [];
  const told = {
    detail: "An arm is named twice.",
    expected: "each arm once",
    found: twice,
    todo: "Remove one of the two.",
  };
  return [{ at: ["randomise", "arms"], ...told }];
};

const planNamesExist: Rule = (study) => {
  if (measuresExist(study).length > 0) return [];
  const columns = entriesOf(study).map(({ entry }) => snakeCase(entry.instance ?? entry.measure).replaceAll("-", "_"));
  const known = [...new Set([...columns, ...Object.keys(study.analysis.derive)])];
  return (["stated", "implicit"] as const).flatMap((list) =>
    study.analysis[list].flatMap(({ column }, index) => {
      if (known.includes(column)) return [];
      const guess = nearest(column, known);
      const todo = guess ? `Did you mean "${guess}"?` : "Name a measure of the flow, written_in_snake_case.";
      const detail = "The analysis names a column that this study will not have.";
      return [{ at: ["analysis", list, index], detail, expected: `one of ${known.join(", ")}`, found: column, todo }];
    }),
  );
};

const languagesHaveWords: Rule = (study) =>
  study.languages.flatMap((language, index) => {
    if (isSpoken(language)) return [];
    const detail = "Saydo's own pages, questions and tasks have no words in this language.";
    const expected = `one of ${spokenLanguages.join(", ")}, or a regional form such as de-AT`;
    const todo = "Remove it: its participants would meet pages in English.";
    return [{ at: ["languages", index], detail, expected, found: language, todo }];
  });

const rules: readonly Rule[] = [
  idsDiffer,
  languagesHaveWords,
  measuresExist,
  measuresStandInTheirPart,
  parametersFit,
  instancesDiffer,
  productsExist,
  timedTasksHaveProducts,
  questionsNameTheirProduct,
  everyLanguageSpoken,
  orderHasTwoParts,
  armsDiffer,
  ...outcomeRules,
  ...treatmentRules,
  ...panelRules,
  ...ethicsRules,
  ...paidRules,
  ...waveRules,
  ...shopRules,
  ...referralRules,
  planNamesExist,
];
