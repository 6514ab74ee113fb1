import { snakeCase } from "../contract/columns.ts";
import type { OutcomeClass } from "../contract/outcomeClass.ts";
import { outcomeColumns, outcomesOf, sourceOf, valueColumns } from "../contract/outcomesOf.ts";
import type { Study } from "../contract/study.ts";
import type { StudyOutcome } from "../contract/studyOutcome.ts";
import { measureNamed } from "../measures/registry.ts";
import { ownParameters } from "./flow.ts";
import { nearest } from "./nearest.ts";
import type { Path } from "./readDocument.ts";
import { type Entry, entriesOf, type Mistake, type Rule } from "./rule.ts";

/** Where an outcome stands in the file. */
type Placed = { readonly outcome: StudyOutcome; readonly at: Path };

function placed(study: Study): readonly Placed[] {
  if (study.outcomes === undefined) return outcomesOf(study).map((outcome) => ({ outcome, at: ["outcome"] }));
  return study.outcomes.map((outcome, index) => ({ outcome, at: ["outcomes", index] }));
}

const outcomeIsGiven: Rule = ({ outcome, outcomes }) => {
  if ((outcome === undefined) !== (outcomes === undefined)) return [];
  const detail =
    outcome === undefined
      ? "The study does not say what counts as the outcome."
      : 'The study has both "outcome" and "outcomes".';
  const found = outcome === undefined ? "neither" : "both";
  const todo = 'Give "outcome" for one outcome counted in records, or a list of "outcomes".';
  return [{ at: [outcome === undefined ? "outcome" : "outcomes"], detail, expected: "one of the two", found, todo }];
};

const productsOfOutcomesExist: Rule = (study) => {
  const ids = study.products.map(({ id }) => id);
  return placed(study).flatMap(({ outcome: { product }, at }) => {
    if (product === undefined || ids.includes(product)) return [];
    const guess = nearest(product, ids);
    const todo = guess ? `Did you mean "${guess}"?` : 'Add it under "products", or name one that is there.';
    const told = { detail: "There is no such product.", expected: `one of ${ids.join(", ")}`, found: product, todo };
    return [{ at: [...at, "product"], ...told }];
  });
};

const windowsRunForward: Rule = (study) =>
  placed(study).flatMap(({ outcome: { days }, at }) => {
    if (days === undefined || days[1] > days[0]) return [];
    const isOnly = study.outcomes === undefined;
    return [
      {
        at: [...at, isOnly ? "toDays" : "days"],
        detail: "The outcome window ends before it begins.",
        expected: `more than ${days[0]} days`,
        found: String(days[1]),
        todo: isOnly ? "Set toDays to a later day than fromDays." : "Put the later day second.",
      },
    ];
  });

/** Which classes are counted in records, which come from a measure; the others may be either. */
const RECORDED: ReadonlySet<OutcomeClass> = new Set(["observed-purchase"]);
const MEASURED: ReadonlySet<OutcomeClass> = new Set([
  ...(["incentivised-choice", "hypothetical-choice", "self-report", "stated"] as const),
]);

const outcomesHaveOneSource: Rule = (study) =>
  placed(study).flatMap(({ outcome, at }) => {
    const { days, from, class: known } = outcome;
    const told = (detail: string, expected: string, todo: string): Mistake => {
      const found =
        days === undefined ? (from === undefined ? "neither" : "from") : from === undefined ? "days" : "both";
      return { at, detail, expected, found, todo };
    };
    if ((days === undefined) === (from === undefined)) {
      const todo = 'Give "days" where it is counted in records, or "from" with the measure it comes from.';
      return [told(`Outcome "${outcome.id}" needs either days or from.`, "one of the two", todo)];
    }
    if (RECORDED.has(known) && from !== undefined) {
      const detail = `Outcome "${outcome.id}" is an observed purchase, and no measure of a study observes one.`;
      return [told(detail, "days", "Give the days in which purchases count, or another class.")];
    }
    // The short form has always let a study call its records what it wants.
    if (MEASURED.has(known) && days !== undefined && study.outcomes !== undefined) {
      const detail = `Outcome "${outcome.id}" is of the class ${known}, which no record of purchases holds.`;
      return [told(detail, "from", 'Name the measure it comes from with "from", or give another class.')];
    }
    return [];
  });

const outcomeIdsDiffer: Rule = (study) => {
  if (study.outcomes === undefined) return [];
  const taken = new Map<string, string>([
    ...["participant_id", "product", "is_simulated", "minutes"].map((column) => [column, "each row has"] as const),
    ...entriesOf(study).map(({ entry }) => {
      const instance = entry.instance ?? entry.measure;
      return [snakeCase(instance).replaceAll("-", "_"), `the measure ${instance} has`] as const;
    }),
  ]);
  return study.outcomes.flatMap(({ id }, index) => {
    const columns = Object.values(outcomeColumns(id));
    const clash = columns.find((column) => taken.has(column));
    const whose = clash === undefined ? "" : (taken.get(clash) ?? "");
    for (const column of columns) taken.set(column, `the outcome ${id} has`);
    if (clash === undefined) return [];
    const detail = `Outcome "${id}" would have a column "${clash}", which ${whose} already.`;
    return [{ at: ["outcomes", index, "id"], detail, expected: "a name not in use", found: id, todo: "Rename it." }];
  });
};

const sourcesExist: Rule = (study) => {
  const entries = entriesOf(study);
  const names = [...new Set(entries.map(nameOf))];
  return placed(study).flatMap(({ outcome, at }) => {
    const from = sourceOf(outcome);
    if (from === undefined) return [];
    const all = entries.filter((entry) => nameOf(entry) === from);
    const [first] = all;
    if (first === undefined) {
      const guess = nearest(from, names);
      const todo = guess ? `Did you mean "${guess}"?` : "Name a measure of the flow.";
      const detail = "The outcome comes from a measure that the study does not have.";
      return [{ at: [...at, "from"], detail, expected: `one of ${names.join(", ")}`, found: from, todo }];
    }
    return [...sourceFits(outcome, first, at), ...stakesFit(outcome, first, at)];
  });
};

function sourceFits({ class: known, rule, from = "" }: StudyOutcome, { entry }: Entry, at: Path): readonly Mistake[] {
  const measure = measureNamed(entry.measure);
  if (measure === undefined || RECORDED.has(known)) return [];
  if (measure.kind === "implicit") {
    const detail = `"${from}" is an implicit measure: it predicts what people do and is no outcome.`;
    const todo = "Name a measure of what people did or say they did.";
    return [{ at: [...at, "from"], detail, expected: "a behavioural or stated measure", found: from, todo }];
  }
  const isSaid = known === "self-report" || known === "stated";
  if ((measure.kind === "stated") !== isSaid) {
    const expected = measure.kind === "stated" ? "self-report or stated" : "a class of something done";
    const detail = `"${from}" is a ${measure.kind} measure, so its outcome cannot be ${known}.`;
    return [{ at: [...at, "class"], detail, expected, found: known, todo: "Give the class that it is." }];
  }
  if (rule !== undefined || measure.happenedWhen !== undefined) return [];
  const detail = `Nothing says which score of "${from}" counts as a yes.`;
  const todo = 'Add "rule", such as ">=4".';
  return [{ at, detail, expected: "a rule", found: "none", todo }];
}

/** A class must not claim stakes that the choice did not have. */
function stakesFit({ class: known, from = "" }: StudyOutcome, { entry }: Entry, at: Path): readonly Mistake[] {
  const stakes = parametersOf(entry)["stakes"];
  const expected = { real: "incentivised-choice", hypothetical: "hypothetical-choice" }[String(stakes)];
  const isChoice = known === "incentivised-choice" || known === "hypothetical-choice";
  if (!isChoice || expected === undefined || expected === known) return [];
  const detail = `The stakes of "${from}" are ${String(stakes)}, so its outcome cannot be ${known}.`;
  const todo = `Set the class to ${expected}, or change the stakes.`;
  return [{ at: [...at, "class"], detail, expected, found: known, todo }];
}

const linkageIsAsked: Rule = (study) => {
  const isObserved = placed(study).some(({ outcome }) => outcome.class === "observed-purchase");
  if (!isObserved || study.consent.ask.includes("linkPurchases")) return [];
  return [
    {
      at: ["consent", "ask"],
      detail: "The outcome is an observed purchase, but nobody is asked to agree that purchases are linked.",
      expected: "linkPurchases among the purposes asked",
      found: study.consent.ask.join(", ") || "none",
      todo: "Add linkPurchases to consent.ask; without it no outcome can be known.",
    },
  ];
};

/** Everyone who wins in the study leaves its later purchases; where everyone does, nobody is left. */
const winnersAreNotEveryone: Rule = (study) => {
  const observed = placed(study).some(({ outcome }) => outcome.class === "observed-purchase");
  if (!observed) return [];
  return entriesOf(study).flatMap(({ entry, at }) => {
    const { stakes, oneIn } = parametersOf(entry);
    if (oneIn !== 1 || stakes === "hypothetical") return [];
    return [
      {
        at: [...at, "oneIn"],
        detail: "Everybody gets what they choose here, so nobody's later purchases of it can be an outcome.",
        expected: "2 or more, or an outcome that is no later purchase",
        found: "1",
        todo: "Raise oneIn, or take the observed purchase out of the outcomes.",
      },
    ];
  });
};

/** A plan's outcome that was meant to be one of the study's. */
const plannedOutcomesExist: Rule = (study) => {
  if (study.outcomes === undefined) return [];
  const values = study.outcomes.map((outcome) => valueColumns(study, outcome).value);
  const { outcome, outcomes = [] } = study.analysis;
  const planned = [
    ...(outcome === undefined ? [] : [{ column: outcome.column, at: ["analysis", "outcome"] }]),
    ...outcomes.map(({ column }, index) => ({ column, at: ["analysis", "outcomes", index] })),
  ];
  return planned.flatMap(({ column, at }) => {
    const guess = nearest(column, values);
    if (values.includes(column) || column in study.analysis.derive || guess === undefined) return [];
    const detail = "The analysis predicts a column that this study will not have.";
    return [{ at, detail, expected: `one of ${values.join(", ")}`, found: column, todo: `Did you mean "${guess}"?` }];
  });
};

/** Speed is known of answers alone. */
const speedIsOfAnswers: Rule = (study) => {
  const stated = entriesOf(study).filter(({ entry }) => measureNamed(entry.measure)?.kind === "stated");
  const columns = [...new Set(stated.map((entry) => snakeCase(nameOf(entry)).replaceAll("-", "_")))];
  return (study.analysis.speed ?? []).flatMap((found, index): readonly Mistake[] => {
    if (columns.includes(found)) return [];
    const guess = nearest(found, columns);
    const todo = guess ? `Did you mean "${guess}"?` : "Name a stated measure of the flow, or leave speed out.";
    const expected = columns.length === 0 ? "a stated measure" : `one of ${columns.join(", ")}`;
    return [{ at: ["analysis", "speed", index], detail: "speed names no stated instance.", expected, found, todo }];
  });
};

function nameOf({ entry }: Entry): string {
  return entry.instance ?? entry.measure;
}

function parametersOf(entry: Entry["entry"]): Readonly<Record<string, unknown>> {
  const parsed = measureNamed(entry.measure)?.parameters.safeParse(ownParameters(entry));
  return parsed?.success ? parsed.data : {};
}

/** What an outcome must keep to beyond its schema. */
export const outcomeRules: readonly Rule[] = [
  outcomeIsGiven,
  productsOfOutcomesExist,
  outcomesHaveOneSource,
  windowsRunForward,
  outcomeIdsDiffer,
  sourcesExist,
  linkageIsAsked,
  winnersAreNotEveryone,
  plannedOutcomesExist,
  speedIsOfAnswers,
];
