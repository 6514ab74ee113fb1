import type { Comparison } from "../findings/comparison.ts";
import type { ReportData } from "../findings/reportData.ts";
import { startingWith } from "../statistics/named.ts";

/** One source of a method that was used here. */
export type Reference = {
  readonly key: string;
  readonly authors: readonly string[];
  readonly year: number;
  readonly title: string;
  readonly journal: string;
  readonly volume?: string;
  readonly pages?: string;
};

type Use = { readonly reference: Reference; readonly isUsed: (found: Comparison) => boolean };

const article = (key: string, authors: readonly string[], rest: Omit<Reference, "key" | "authors">): Reference => ({
  key,
  authors,
  ...rest,
});

const USES: readonly Use[] = [
  {
    reference: article("wilson1927", ["Wilson, E. B."], {
      year: 1927,
      title: "Probable inference, the law of succession, and statistical inference",
      journal: "Journal of the American Statistical Association",
      volume: "22",
      pages: "209–212",
    }),
    isUsed: ({ rules }) => !!rules,
  },
  {
    reference: article("delong1988", ["DeLong, E. R.", "DeLong, D. M.", "Clarke-Pearson, D. L."], {
      year: 1988,
      title: "Comparing the areas under two or more correlated receiver operating characteristic curves",
      journal: "Biometrics",
      volume: "44",
      pages: "837–845",
    }),
    isUsed: ({ auc, auc_clustered_obuchowski }) => !!auc && !auc_clustered_obuchowski,
  },
  {
    reference: article("obuchowski1997", ["Obuchowski, N. A."], {
      year: 1997,
      title: "Nonparametric analysis of clustered ROC curve data",
      journal: "Biometrics",
      volume: "53",
      pages: "567–578",
    }),
    isUsed: ({ auc_clustered_obuchowski }) => !!auc_clustered_obuchowski,
  },
  {
    reference: article("firth1993", ["Firth, D."], {
      year: 1993,
      title: "Bias reduction of maximum likelihood estimates",
      journal: "Biometrika",
      volume: "80",
      pages: "27–38",
    }),
    isUsed: ({ firth_M_full, ladder_method }) => !!firth_M_full || ladder_method === "firth",
  },
  {
    reference: article("kosinski2013", ["Kosinski, A. S."], {
      year: 2013,
      title: "A weighted generalized score statistic for comparison of predictive values of diagnostic tests",
      journal: "Statistics in Medicine",
      volume: "32",
      pages: "964–977",
    }),
    isUsed: (found) => startingWith<"paired_rules_", object | null | undefined>(found, "paired_rules_").length > 0,
  },
  {
    reference: article("nadeau2003", ["Nadeau, C.", "Bengio, Y."], {
      year: 2003,
      title: "Inference for the generalization error",
      journal: "Machine Learning",
      volume: "52",
      pages: "239–281",
    }),
    isUsed: ({ repeated_cross_validation }) => !!repeated_cross_validation,
  },
  {
    reference: article("vickers2006", ["Vickers, A. J.", "Elkin, E. B."], {
      year: 2006,
      title: "Decision curve analysis: a novel method for evaluating prediction models",
      journal: "Medical Decision Making",
      volume: "26",
      pages: "565–574",
    }),
    isUsed: ({ cross_validation, decision_curve_in_sample }) => !!cross_validation || !!decision_curve_in_sample,
  },
  {
    reference: article("westfall2016", ["Westfall, J.", "Yarkoni, T."], {
      year: 2016,
      title: "Statistically controlling for confounding constructs is harder than you think",
      journal: "PLoS ONE",
      volume: "11",
      pages: "e0152719",
    }),
    isUsed: ({ construct }) => !!construct,
  },
  {
    reference: article("rubin1987", ["Rubin, D. B."], {
      year: 1987,
      title: "Multiple imputation for nonresponse in surveys",
      journal: "Wiley",
    }),
    isUsed: ({ pooled_M_full }) => !!pooled_M_full,
  },
  {
    reference: article("morrison1979", ["Morrison, D. G."], {
      year: 1979,
      title: "Purchase intentions and purchase behavior",
      journal: "Journal of Marketing",
      volume: "43",
      pages: "65–74",
    }),
    isUsed: ({ intent_calibration }) => !!intent_calibration,
  },
  {
    reference: article("vanderweele2017", ["VanderWeele, T. J.", "Ding, P."], {
      year: 2017,
      title: "Sensitivity analysis in observational research: introducing the E-value",
      journal: "Annals of Internal Medicine",
      volume: "167",
      pages: "268–274",
    }),
    isUsed: ({ unmeasured_cause }) => !!unmeasured_cause,
  },
  {
    reference: article("kish1965", ["Kish, L."], { year: 1965, title: "Survey sampling", journal: "Wiley" }),
    isUsed: ({ weighted }) => !!weighted,
  },
  {
    reference: article("kaplan1958", ["Kaplan, E. L.", "Meier, P."], {
      year: 1958,
      title: "Nonparametric estimation from incomplete observations",
      journal: "Journal of the American Statistical Association",
      volume: "53",
      pages: "457–481",
    }),
    isUsed: ({ time_to_purchase }) => !!time_to_purchase,
  },
  {
    reference: article("cox1972", ["Cox, D. R."], {
      year: 1972,
      title: "Regression models and life-tables",
      journal: "Journal of the Royal Statistical Society, Series B",
      volume: "34",
      pages: "187–220",
    }),
    isUsed: ({ time_to_purchase }) => !!time_to_purchase,
  },
  {
    reference: article("collins2024", ["Collins, G. S.", "and others"], {
      year: 2024,
      title: "TRIPOD+AI statement: updated guidance for reporting clinical prediction models",
      journal: "BMJ",
      volume: "385",
      pages: "e078378",
    }),
    isUsed: () => true,
  },
];

/** The sources of the methods that this report used, in alphabetical order. */
export function references({ found }: ReportData<Comparison>): readonly Reference[] {
  return USES.filter(({ isUsed }) => isUsed(found))
    .map(({ reference }) => reference)
    .toSorted((a, b) => a.key.localeCompare(b.key));
}

/** One source as a reader meets it: "Firth, D. (1993). Bias reduction … Biometrika, 80, 27–38." */
export function referenceText({ authors, year, title, journal, volume, pages }: Reference): string {
  const names = authors.length > 1 ? `${authors.slice(0, -1).join(", ")} & ${authors.at(-1)}` : authors.join("");
  const place = [journal, volume, pages].filter((part) => part !== undefined).join(", ");
  return `${names.replace(" & and others", " and others")} (${year}). ${title}. ${place}.`;
}

/** The sources as a BibTeX file. */
export function bibtex(data: ReportData<Comparison>): string {
  return references(data)
    .map(({ key, authors, year, title, journal, volume, pages }) => {
      const fields = [
        ["author", authors.map((name) => name.replace("and others", "others")).join(" and ")],
        ["year", String(year)],
        ["title", `{${title}}`],
        [volume === undefined ? "publisher" : "journal", journal],
        ["volume", volume],
        ["pages", pages?.replace("–", "--")],
      ];
      const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}}`]));
      return `@${volume === undefined ? "book" : "article"}{${key},\n${lines.join(",\n")}\n}\n`;
    })
    .join("\n");
}
