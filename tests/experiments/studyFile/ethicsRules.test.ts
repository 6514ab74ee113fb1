import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { consentHashOf, readStudyFile } from "../../../experiments/studyFile/readStudyFile.ts";

const tea = readFileSync("fixtures/studies/tea.yaml", "utf8");
const read = (text: string) => readStudyFile({ file: "tea.yaml", text });
const withConsent = (lines: string) =>
  tea.replace("  contact: ada@example.org", `  contact: ada@example.org\n${lines}`);

describe("a study", () => {
  test("takes people under 18 with the words that their parents agree to, which are part of the consent", () => {
    const parents = withConsent("  minimumAge: 14\n  parentalConsent: { en: I am the parent., nl: Ik ben de ouder. }");
    const result = read(parents);
    expect(result).toMatchObject({ study: { consent: { minimumAge: 14 } } });
    const other = read(parents.replace("I am the parent.", "I am a parent."));
    if (!("study" in result) || !("study" in other)) throw new Error("both are correct");
    expect(consentHashOf(result.study)).not.toBe(consentHashOf(other.study));
  });

  test("asks those words in every language it speaks", () => {
    const half = withConsent("  minimumAge: 14\n  parentalConsent: { en: I am the parent. }");
    expect(read(half)).toMatchObject({ problems: [{ path: "consent.parentalConsent", found: "en" }] });
  });

  test("may be of employees with their works council's agreement and without timed tasks", () => {
    const agreed = withConsent("  employees: { worksCouncil: 'Works council of Oolo, 2026-01-05' }")
      .replace("randomise: { partOrder: true }\n", "")
      .replace(/ {2}- part: implicit\n(?: {4}.*\n)+/, "")
      .replace("implicit: [iat]", "implicit: []")
      .replace(
        "- { measure: purchaseIntent, product: oolo }",
        "- { measure: purchaseIntent, product: oolo }\n      - { measure: employeeEngagement }",
      );
    expect(read(agreed)).toMatchObject({
      study: { consent: { employees: { worksCouncil: expect.stringContaining("Oolo") } } },
    });
  });
});
