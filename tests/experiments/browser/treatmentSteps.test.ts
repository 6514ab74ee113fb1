import { expect, test } from "vitest";
import { studySteps } from "../../../experiments/browser/play/studySteps.ts";
import { readStudyFile } from "../../../experiments/studyFile/readStudyFile.ts";

const text = `saydo: 1
id: tea
title: { en: Tea }
languages: [en]
researcher: { name: Ada }
products: [{ id: oolo, name: Oolo }]
consent: { version: "1", contact: ada@example.org, ask: [linkPurchases], text: { en: Take part? } }
treatments:
  ad:
    plain: { text: { en: Oolo. Tea. } }
    warm: { text: { en: Oolo. Warm tea. } }
  price: { low: { value: 2.49 }, high: { value: 2.99 } }
flow:
  - part: exposure
    measures: [{ measure: concept, treatment: ad }]
  - part: stated
    measures:
      - measure: purchaseIntent
        product: oolo
        texts: { question: { en: "Would you buy Oolo for €{treatment.price}?" } }
      - { measure: openText, product: oolo, minimumCharacters: "{treatment.length}" }
outcome: { product: oolo, toDays: 28 }
analysis: { outcome: bought, stated: [purchase_intent] }
`;
const withLength = text.replace("  price:", "  length: { short: { value: 5 }, long: { value: 40 } }\n  price:");

test("each person is shown their level, and texts and parameters hold its value", () => {
  const read = readStudyFile({ file: "tea.yaml", text: withLength });
  if (!("study" in read)) throw new Error(JSON.stringify(read.problems));
  const assignment = { "treatment.ad": "warm", "treatment.price": "high", "treatment.length": "long" };
  const [exposure, intent, open] = studySteps(read.study, { assignment, seed: 1 });
  expect(exposure?.parameters).toMatchObject({
    treatment: "ad",
    level: "warm",
    content: { text: { en: "Oolo. Warm tea." } },
  });
  expect(intent?.parameters).toHaveProperty("texts.question.en", "Would you buy Oolo for €2.99?");
  expect(intent?.parameters).toHaveProperty("texts.continue.en", "Continue");
  expect(open?.parameters["minimumCharacters"]).toBe(40);
});

test("what is wrong with a treatment is told with its place", () => {
  const wrong = text
    .replace("{ value: 2.99 }", "{ image: stimuli/tea.svg }")
    .replace("warm: { text: { en: Oolo. Warm tea. } }", "warm: { film: stimuli/tea.mp4 }")
    .replace("treatment: ad", "treatment: add")
    .replace("flow:", "quota: { completes: 20 }\nflow:");
  const read = readStudyFile({ file: "tea.yaml", text: wrong });
  if (!("problems" in read)) throw new Error("it is taken");
  expect(read.problems.map(({ path, detail }) => `${path}: ${detail}`)).toEqual([
    'treatments.ad.warm: The film of "warm" has no captions, so people who do not hear it are left out.',
    'treatments.price.high: "high" has no "value", and a text names {treatment.price}.',
    "flow[0].measures[0].treatment: There is no such treatment.",
    "flow[1].measures[1]: There is no such treatment.",
    "quota.completes: 4 combinations of treatments share 20 people.",
  ]);
});
