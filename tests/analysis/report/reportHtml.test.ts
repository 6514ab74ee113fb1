import { createHash } from "node:crypto";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { reportHtml } from "../../../analysis/report/reportHtml.tsx";
import { reportStyleHash } from "../../../analysis/report/style.ts";
import { comparisonOf, exampleComparison, fullContext } from "./example.ts";

const CASES = [
  "c01_n80_strong",
  "c02_n400_moderate",
  "c03_n2000_weak",
  "c05_ties_discrete",
  "c06_rare_3pct",
  "c07_person_x_brand",
  "c09_counts_spend",
] as const;
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>'&amp;</style></title></svg><a href="javascript:alert(3)">`;

function page(caseName: string, changes: object = {}, context: object = {}): string {
  return reportHtml(comparisonOf({ ...exampleComparison(caseName), ...changes }), { ...fullContext, ...context });
}

function parsed(html: string) {
  return parseHTML(html).document;
}

describe.each(CASES)("the report of %s", (caseName) => {
  const html = page(caseName);
  const document = parsed(html);

  test("is one file without script, style attributes or event handlers", () => {
    expect(html).not.toMatch(/<script|<iframe|<object|<embed|<link|<base|<form|@import/i);
    expect(document.querySelectorAll("[style]")).toHaveLength(0);
    const handlers = [...document.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes].filter(({ name }) => /^on/i.test(name)),
    );
    expect(handlers).toEqual([]);
  });
  test("has one style element, whose hash is the exported one", () => {
    const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text ?? "");
    expect(styles).toHaveLength(1);
    expect(html.match(/<style/g)).toHaveLength(1);
    const hash = createHash("sha256")
      .update(styles[0] ?? "")
      .digest("base64");
    expect(reportStyleHash()).toBe(`sha256-${hash}`);
  });
  test("names no address outside itself", () => {
    expect(html).not.toMatch(/(https?:)?\/\/[a-z0-9]/i);
    expect(html).not.toMatch(/url\(|src=|srcset=/i);
    for (const link of document.querySelectorAll("[href]")) expect(link.getAttribute("href")).toMatch(/^#/);
  });
  test("every link of the contents leads to a part", () => {
    for (const link of document.querySelectorAll("nav a")) {
      expect(document.querySelector(link.getAttribute("href") ?? ""), link.textContent ?? "").not.toBeNull();
    }
  });
  test("gives every drawing a name, a description and a table, and says it is simulated beside it", () => {
    for (const block of document.querySelectorAll(".figure")) {
      for (const svg of block.querySelectorAll("svg")) {
        expect(svg.querySelector("title")?.textContent).toMatch(/\S/);
        expect(svg.querySelector("desc")?.textContent).toMatch(/\S/);
        expect(svg.getAttribute("aria-labelledby")).toBe(svg.querySelector("title")?.id);
      }
      expect(block.querySelectorAll("svg")).toHaveLength(2);
      expect(block.querySelector(".subtitle")?.textContent).toMatch(/\S/);
      expect(block.querySelector(".source")?.textContent).toContain("SIMULATED DATA");
      expect(block.querySelectorAll("details tbody tr").length).toBeGreaterThan(0);
    }
  });
  test("has no id twice", () => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
  test("says that the data are simulated in the title, at the top and at the end", () => {
    expect(document.querySelector("title")?.textContent).toMatch(/^\[Simulated data\]/);
    expect(document.querySelector("h1")?.textContent).toMatch(/^\[Simulated data\]/);
    expect(document.querySelector(".simulated")?.textContent).toMatch(/^SIMULATED DATA/);
    expect(document.querySelector("footer")?.textContent).toContain("Simulated data");
    expect(document.querySelector("body")?.className).toBe("of-simulated");
  });
  test("never prints an undefined number as such, nor the words this project does not use", () => {
    const text = document.querySelector("body")?.textContent ?? "";
    expect(text).not.toMatch(/NaN|undefined|\bnull\b|\[object/);
    expect(text).not.toMatch(/\bproves?\b|\bsignificant\b|subconscious|unconscious truth/i);
  });
  test("is the same, byte for byte, when made again", () => {
    expect(page(caseName)).toBe(html);
  });
  test("attributes the net promoter score to its owners", () => {
    expect(document.querySelector("footer")?.textContent).toContain("Bain & Company");
  });
});

describe("the first page", () => {
  const document = parsed(page("c01_n80_strong"));
  const text = document.querySelector("header")?.textContent ?? "";

  test("says who, from how many, until when, and the base rate", () => {
    expect(document.querySelector(".lead")?.textContent).toBe(
      "80 people of 212 (invited) are compared here, observed until 28 May 2026; 45 of them bought Brightwater coffee: a base rate of 56\u202f%.",
    );
  });
  test.each([
    "Observed purchase",
    "Day 0 to 28 after each session, net of returns",
    "80 people over the whole window, loyalty card; sees 85\u202f% of purchases (assumed)",
    "Outcome unknown: 21 no consent, 8 not matched, 6 not observable",
    "Exploratory",
    "Brightwater Roasters (fictitious)",
    "None declared",
  ])("tells before any result: %s", (fact) => {
    expect(text).toContain(fact);
  });
  test("answers in five lines, the fourth with two verdicts", () => {
    const lines = document.querySelectorAll(".first .answers li");
    expect(lines).toHaveLength(5);
    const verdicts = [...(lines[3]?.querySelectorAll(".tag") ?? [])].map(({ textContent }) => textContent);
    expect(verdicts).toEqual(["Prediction: it adds", "Unstated part: not testable here"]);
  });
  test("puts the say–do figure beside the answers, its title the finding", () => {
    expect(document.querySelector(".first .figure h3")?.textContent).toBe(
      "Of 33 people who said they would buy, 24 bought: 73\u202f%\u00a0[56,\u00a085]",
    );
  });
  test("says what nobody told it, instead of guessing", () => {
    const bare = parsed(reportHtml({}, { title: "Bare", isSimulated: false }));
    expect(bare.querySelector(".facts")?.textContent).toMatch(/Not stated.*sponsor, conflicts of interest/);
    expect(bare.querySelector(".facts")?.textContent).toContain("Exploratory: no preregistration given");
  });
  test("shows a departure from the preregistered plan", () => {
    const changed = parsed(
      page(
        "c01_n80_strong",
        {},
        { design: { kind: "confirmatory", preregistration: "ab12", deviations: ["Two rows removed."] } },
      ),
    );
    expect(changed.querySelector(".deviation")?.textContent).toContain("Two rows removed.");
  });
});

describe("a real study", () => {
  test("carries no word of simulation but the style rule", () => {
    const html = page("c01_n80_strong", {}, { isSimulated: false }).replace(/<style>[\s\S]*?<\/style>/, "");
    expect(html).not.toMatch(/simulated/i);
  });
});

describe("what the comparison lacks", () => {
  test("is left out and named under limits, with the comparison's reason", () => {
    const document = parsed(
      page("c01_n80_strong", {
        dominance: null,
        shapley_groups: null,
        warnings: ["The share of the explained variation is not available: the full model has no fit."],
      }),
    );
    expect(document.querySelector("#importance")).toBeNull();
    const limits = document.querySelector("#limits")?.textContent ?? "";
    expect(
      limits.match(/The share of the explained variation is not available: the full model has no fit\./g),
    ).toHaveLength(1);
  });
  test("an empty comparison still makes a page that says so", () => {
    const document = parsed(reportHtml({}, { title: "Nothing yet", isSimulated: false }));
    expect(document.querySelector("main")?.textContent).toContain("Not answered by this comparison.");
    expect(document.querySelectorAll(".figure")).toHaveLength(0);
  });
  test("numbers that are null become dashes", () => {
    const { auc } = exampleComparison("c01_n80_strong");
    const without = {
      ...(auc as object),
      pi5: { n_pos: 45, n_neg: 35, auc: null, delong_se: null, ci95_delong: [null, null] },
    };
    expect(() => page("c01_n80_strong", { auc: without })).not.toThrow();
  });
});

describe("hostile texts", () => {
  const comparison = { ...exampleComparison("c01_n80_strong"), warnings: [HOSTILE], version: HOSTILE, seed: HOSTILE };
  const answers = { E1: { estimate: 1, interval: null, n: 1, verdict: HOSTILE, sentence: HOSTILE } };
  const claims = [
    { statement: HOSTILE, measure: HOSTILE, reading: HOSTILE, value: 0.3, interval: null, verdict: HOSTILE },
  ];
  const html = reportHtml(comparisonOf({ ...comparison, answers, claims }), {
    ...fullContext,
    title: HOSTILE,
    sponsor: HOSTILE,
    conflicts: HOSTILE,
    command: HOSTILE,
    population: HOSTILE,
    outcome: { class: "observed-purchase", did: HOSTILE, doers: HOSTILE, others: HOSTILE, product: HOSTILE },
    measures: (fullContext.measures ?? []).map((measure) => ({
      ...measure,
      label: HOSTILE,
      instrument: HOSTILE,
      yes: HOSTILE,
      ends: [HOSTILE, HOSTILE],
    })),
    flow: [
      { step: HOSTILE, n: 90, left: [{ reason: HOSTILE, n: 10 }] },
      { step: HOSTILE, n: 80 },
    ],
    exclusions: [{ measure: HOSTILE, reason: HOSTILE, n: 1 }],
    design: { kind: "confirmatory", preregistration: HOSTILE, deviations: [HOSTILE] },
  });
  const document = parsed(html);

  test("make no element, attribute or address", () => {
    expect(html).not.toMatch(/<script|<img|<a href="javascript|onerror=alert\(2\)>(?!')/i);
    expect(document.querySelectorAll("script, img, [onerror], [src]")).toHaveLength(0);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html.match(/<\/html>/g)).toHaveLength(1);
  });
  test("stand in the page as they were written", () => {
    expect(document.querySelector("h1")?.textContent).toContain(`alert(1)</script>`);
    expect(document.querySelector("svg title")?.textContent).toContain("<script>");
  });
});

describe("the joint model's coefficients", () => {
  test("a sign opposite to the measure's own is printed, marked and not told as a finding", () => {
    const document = parsed(page("c01_n80_strong", { not_interpreted: ["nps"] }));
    expect(document.querySelector("#models .note:last-of-type")).not.toBeNull();
    const models = document.querySelector("#models")?.textContent ?? "";
    expect(models).toContain("Likelihood to recommend: the sign in this model is opposite");
    expect(document.querySelector("#limits")?.textContent).toContain("It is printed, not interpreted.");
  });
});

describe("an outcome that is not an observed purchase", () => {
  const outcome = (given: string) => ({ title: "Chocolate", outcome: { class: given } });
  test("self-report is told as such, in the facts, in the words and under limits", () => {
    const document = parsed(page("c01_n80_strong", {}, outcome("self-report")));
    expect(document.querySelector(".facts")?.textContent).toContain("Self-reported behaviour, not observed");
    expect(document.querySelector(".first .figure h3")?.textContent).toBe(
      "Of 33 people who said they would buy, 24 report it: 73\u202f%\u00a0[56,\u00a085]",
    );
    expect(document.querySelector("#limits")?.textContent).toContain("The outcome is self-reported");
    for (const part of ["#ranking", "#rules", "#measures", "#calibration", "#usefulness"]) {
      expect(document.querySelector(part)?.textContent, part).not.toMatch(/\b(bought|buyers)\b/i);
    }
  });
  test("a choice in the study is not called a purchase", () => {
    const document = parsed(page("c01_n80_strong", {}, outcome("incentivised-choice")));
    expect(document.querySelector("#ranking")?.textContent).toContain("Choosers against others");
    expect(document.querySelector("#limits")?.textContent).toContain("not a purchase in the market");
  });
});
