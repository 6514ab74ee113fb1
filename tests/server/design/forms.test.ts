import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { measureNames } from "../../../experiments/measures/registry.ts";
import { readStudyFile } from "../../../experiments/studyFile/readStudyFile.ts";
import {
  measurePart,
  type SchemaPart,
  studyJsonSchema,
  studyPart,
} from "../../../experiments/studyFile/studySchema.ts";
import { renameProduct } from "../../../experiments/studyFile/useTemplate.ts";
import { controlFor, filledPart } from "../../../server/design/controls.ts";
import { allNodes, draftFields } from "../../../server/design/designForms.ts";
import { addMeasure, moveMeasure, removeMeasure, removeProduct } from "../../../server/design/flowEdits.ts";
import { withTyped } from "../../../server/design/formEdits.ts";
import type { FormField, FormNode } from "../../../server/design/formNodes.ts";

const coffee = readFileSync("experiments/studies/coffee-brands/study.yaml", "utf8");
const name = (...path: readonly (string | number)[]) => JSON.stringify(path);
const typed = (yaml: string, given: Readonly<Record<string, string>>) =>
  withTyped(yaml, allNodes(yaml), new Map(Object.entries(given)));
const problemsOf = (yaml: string) => {
  const read = readStudyFile({ file: "study.yaml", text: yaml });
  return "problems" in read ? read.problems : [];
};

describe("words in the schema", () => {
  const properties = (part: SchemaPart, at: string): readonly (readonly [string, SchemaPart])[] => {
    const inner = filledPart(part);
    const own = Object.entries(inner.properties ?? {}).map(([key, one]) => [`${at}.${key}`, one] as const);
    const deeper = [...(inner.items ? [inner.items] : []), ...(inner.anyOf ?? [])].map((one) => [at, one] as const);
    return [...own, ...[...own, ...deeper].flatMap(([where, one]) => properties(one, where))];
  };
  const all = [
    ...properties(studyPart(), "study"),
    ...measureNames.flatMap((measure) => properties(measurePart(measure) ?? {}, measure)),
  ];

  test("every property of the study file and every parameter of every measure has a title, help and a control", () => {
    const wanting = all.filter(([, one]) => !one.title?.trim() || !one.description?.trim());
    expect(wanting.map(([at]) => at)).toEqual([]);
    expect(all.filter(([, one]) => controlFor(one) === undefined)).toEqual([]);
    expect(all.length).toBeGreaterThan(700);
  });

  test("most have a control of their own; what only the text can say is a short list", () => {
    const asText = new Set(all.filter(([, one]) => controlFor(one) === "yaml").map(([at]) => at.split(".").at(-1)));
    expect([...asText].sort()).toEqual(textOnly);
  });

  test("`saydo schema` publishes the measures' own parameters with their words", () => {
    const text = JSON.stringify(studyJsonSchema());
    for (const words of ["Trials between rests", "Highest price taken", "Smallest difference that matters"]) {
      expect(text).toContain(words);
    }
  });
});

const textOnly: readonly string[] = [
  ...[
    "attributes",
    "bootstrap",
    "days",
    "derive",
    "design",
    "exclusions",
    "files",
    "folds",
    "frame",
    "given",
    "halves",
    "implicit",
    "intents",
  ],
  ...[
    "map",
    "missing",
    "models",
    "order",
    "other",
    "outcome",
    "outcomes",
    "reverse",
    "scale",
    "scales",
    "scores",
    "set",
  ],
  ...["stated", "treatments", "unit", "value", "where"],
];

describe("forms made from the schema", () => {
  test("a form that is sent back as it was shown changes nothing", () => {
    const study = withEvery(coffee);
    expect(typed(study, shownBy(study))).toBe(study);
    expect(typed(coffee, shownBy(coffee))).toBe(coffee);
  });

  test("whichever field is changed, only its value changes", () => {
    const study = addMeasure(coffee, { measure: "singleCategoryIat", product: "velmora" });
    const before = shownBy(study);
    const fields = allNodes(study)
      .flatMap(fieldsIn)
      .filter(({ control, path, isNumber }) => control === "number" && isNumber && path.length > 0);
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.integer({ min: 1000, max: 9999 }), (field, value) => {
        const after = typed(study, { [field.name]: String(value) });
        expect(shownBy(after)).toEqual({ ...before, ...switchedOn(before, after), [field.name]: String(value) });
      }),
      { numRuns: 12 },
    );
  });

  test("a default that the draft leaves out is written whole once a word of it is changed", () => {
    const yaml = typed(coffee, { [name("flow", 1, "measures", 0, "positive", "stimuli", 0, "word", "en")]: "Bliss" });
    const { positive } = parse(yaml).flow[1].measures[0];
    expect(positive.label.en).toBe("Good");
    expect(positive.stimuli).toHaveLength(8);
    expect(positive.stimuli.slice(0, 2).map((word: { en: string }) => word.en)).toEqual(["Bliss", "Pleasure"]);
    expect(problemsOf(yaml)).toEqual([]);
  });

  test("a row is added in the blank one and taken out by emptying it; a picture is a word with a file", () => {
    const at = ["flow", 1, "measures", 0, "positive", "stimuli"] as const;
    const more = typed(coffee, {
      [name(...at, 8, "word", "en")]: "Sun",
      [name(...at, 8, "word", "nl")]: "Zon",
      [name(...at, 8, "image")]: "asset:1",
      [name(...at, 0, "word", "en")]: "",
      [name(...at, 0, "word", "nl")]: "",
    });
    const { stimuli } = parse(more).flow[1].measures[0].positive;
    expect(stimuli).toHaveLength(8);
    expect(stimuli[0].en).toBe("Pleasure");
    expect(stimuli[7]).toEqual({ image: "asset:1", alt: { en: "Sun", nl: "Zon" } });
  });

  test("rows of objects keep their comments; a new one needs only what was typed; an emptied one goes", () => {
    const study = addMeasure(coffee, { measure: "screener", product: "" });
    const part = parse(study).flow.length - 1;
    const at = ["flow", part, "measures", 0, "questions"] as const;
    const yaml = typed(study, {
      [name(...at, 1, "id")]: "owns",
      [name(...at, 1, "text", "en")]: "Do you own a grinder?",
      [name(...at, 1, "options", 0, "id")]: "yes",
      [name(...at, 1, "options", 0, "label", "en")]: "Yes",
      [name(...at, 1, "options", 0, "eligible")]: "true",
    });
    const added = parse(yaml).flow[part].measures[0].questions.at(-1);
    expect(added).toMatchObject({ id: "owns", options: [{ id: "yes", eligible: true }] });
    const products = typed(coffee, {
      [name("products", 2, "id")]: "third",
      [name("products", 2, "name", "en")]: "Third",
    });
    expect(parse(products).products[2]).toEqual({ id: "third", name: { en: "Third" } });
    const without = typed(products, { [name("products", 2, "id")]: "", [name("products", 2, "name", "en")]: "" });
    expect(parse(without).products).toEqual(parse(coffee).products);
  });

  test("what can be left out has a switch; an empty field gives the default back", () => {
    const on = typed(coffee, { [`${name("device")}?`]: "true", [name("device", "leastWidth")]: "600" });
    expect(parse(on).device).toEqual({ leastWidth: 600 });
    expect(parse(typed(on, { [`${name("device")}?`]: "false" })).device).toBeUndefined();
    const age = typed(coffee, { [name("consent", "minimumAge")]: "" });
    expect(parse(age).consent).not.toHaveProperty("minimumAge");
    expect(draftFields(age).find(({ path }) => path[1] === "minimumAge")?.value).toBe("18");
  });

  test("what cannot be read stays as it was typed, for the check; a comma is a decimal point", () => {
    expect(parse(typed(coffee, { [name("outcome", "toDays")]: "soon" })).outcome.toDays).toBe("soon");
    expect(parse(typed(coffee, { [name("analysis", "margin")]: "0,04" })).analysis.margin).toBe(0.04);
    expect(() => typed(coffee, { [name("analysis", "models")]: "a: [" })).toThrow(/not valid YAML/);
  });
});

describe("the flow", () => {
  const said = /answered by employees|nothing to sell|leads nowhere|later purchases are the outcome/;

  test("every measure can be added to a study and taken out again; the rest of the text stays", () => {
    for (const measure of measureNames) {
      const added = addMeasure(coffee, { measure, product: "velmora" });
      // What only a study of employees may ask, and what a shop and a link still need, is said at once.
      const wrong = problemsOf(added).filter(({ detail }) => !said.test(detail));
      expect(wrong, measure).toEqual([]);
      const flow: { part: string; measures: { measure: string; instance?: string }[] }[] = parse(added).flow;
      const part = flow.findIndex(({ measures }) => measures.at(-1)?.measure === measure && measures.length > 0);
      const place = (flow[part]?.measures.length ?? 0) - 1;
      expect(parse(removeMeasure(added, { part, place })), measure).toEqual(parse(coffee));
    }
  });

  test("a second one of a measure has a name of its own, in the flow and in the plan", () => {
    const twice = addMeasure(coffee, { measure: "purchaseIntent", product: "harbour" });
    expect(parse(twice).flow[0].measures.at(-1)).toMatchObject({ instance: "purchaseIntent2" });
    expect(parse(twice).analysis.stated.at(-1)).toBe("purchase_intent2");
  });

  test("moving changes places within a part and stops at its ends", () => {
    const names = (yaml: string) => parse(yaml).flow[0].measures.map(({ measure }: { measure: string }) => measure);
    const moved = moveMeasure(coffee, { part: 0, place: 0 }, 1);
    expect(names(moved).slice(0, 2)).toEqual(names(coffee).slice(0, 2).reverse());
    expect(names(moveMeasure(moved, { part: 0, place: 1 }, -1))).toEqual(names(coffee));
    expect(moveMeasure(coffee, { part: 0, place: 0 }, -1)).toBe(coffee);
  });

  test("a product goes only when nothing is about it; its new name takes the old one's place in every text", () => {
    expect(() => removeProduct(coffee, 0)).toThrow(/The product is used in/);
    const renamed = renameProduct(coffee, 0, "Solana");
    expect(renamed).not.toContain("Velmora");
    expect(renamed).toContain("id: velmora");
    expect(problemsOf(renamed)).toEqual([]);
  });
});

/** A study with every measure in it. */
function withEvery(yaml: string): string {
  return measureNames.reduce((text, measure) => addMeasure(text, { measure, product: "velmora" }), yaml);
}

function fieldsIn(node: FormNode): readonly FormField[] {
  if (node.kind === "field") return [node];
  return node.kind === "group" ? node.members.flatMap(fieldsIn) : node.rows.flat().flatMap(fieldsIn);
}

/** What a browser sends of a form that nobody has changed. */
function shownBy(yaml: string): Readonly<Record<string, string>> {
  const toggles = (node: FormNode): readonly (readonly [string, string])[] => {
    if (node.kind === "field") return [];
    if (node.kind !== "group") return node.rows.flat().flatMap(toggles);
    const own = node.toggle ? [[node.toggle.name, String(node.toggle.isOn)] as const] : [];
    return [...own, ...node.members.flatMap(toggles)];
  };
  const sent = ({ control, path, choices, value, name: own }: FormField) =>
    control === "ticks"
      ? choices.map((one) => [name(...path, one), String(value.split("\n").includes(one))] as const)
      : [[own, value] as const];
  const nodes = allNodes(yaml);
  return Object.fromEntries([...nodes.flatMap(fieldsIn).flatMap(sent), ...nodes.flatMap(toggles)]);
}

/** A value in a group that was left out puts the group in. */
function switchedOn(before: Readonly<Record<string, string>>, after: string): Readonly<Record<string, string>> {
  const now = shownBy(after);
  return Object.fromEntries(Object.entries(now).filter(([key]) => key.endsWith("?") || !(key in before)));
}
