import type { FunctionComponent } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Comparison } from "../findings/comparison.ts";
import type { ReportContextInput } from "./context.ts";
import { sayDoFigure } from "./figures/sayDoFigure.ts";
import { type PartName, presentParts } from "./parts.ts";
import { type ReportData, readReport } from "./readReport.ts";
import { AllAnswers, FiveAnswers } from "./sections/Answers.tsx";
import { Checklists } from "./sections/Checklists.tsx";
import { Footer, Limits, Methods, Reproduce } from "./sections/Closing.tsx";
import * as evidence from "./sections/Evidence.tsx";
import { FigureBlock } from "./sections/FigureBlock.tsx";
import { Claims, Measures, People } from "./sections/Ground.tsx";
import { Header } from "./sections/Header.tsx";
import { Prices } from "./sections/Prices.tsx";
import { Design, Missing, Power, Quality } from "./sections/Study.tsx";
import { reportStyle } from "./style.ts";

const PARTS: Readonly<Record<PartName, FunctionComponent<{ readonly data: ReportData }>>> = {
  answers: AllAnswers,
  claims: Claims,
  people: People,
  quality: Quality,
  measures: Measures,
  ranking: evidence.Ranking,
  rules: evidence.Rules,
  models: evidence.Models,
  calibration: evidence.Calibration,
  importance: evidence.Importance,
  usefulness: evidence.Usefulness,
  reliability: evidence.Reliability,
  robustness: evidence.Robustness,
  missing: Missing,
  design: Design,
  products: evidence.Products,
  spend: evidence.Spend,
  prices: Prices,
  power: Power,
  methods: Methods,
  limits: Limits,
  checklists: Checklists,
  reproduce: Reproduce,
};

/** A comparison as one self-contained HTML page: no script, no address to load from, one style element (its hash from
 *  `reportStyleHash`), no style attributes. `comparison` is out.json (formats.md, section 3); what it lacks is left out
 *  and named under Limits. Equal input gives equal bytes. Throws a ZodError when `context` is not one. */
export function reportHtml(comparison: Comparison, context: ReportContextInput): string {
  const data = readReport(comparison, context);
  return `<!doctype html>\n${renderToString(<Page data={data} />)}\n`;
}

type Props = { readonly data: ReportData };

function Page({ data }: Props) {
  const { title, isSimulated } = data.context;
  const parts = presentParts(data);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${isSimulated ? "[Simulated data] " : ""}${title} · Saydo report`}</title>
        <style dangerouslySetInnerHTML={{ __html: reportStyle }} />
      </head>
      <body class={isSimulated ? "of-simulated" : "of-people"}>
        <Header data={data} />
        <main>
          <First data={data} />
          <nav class="contents" aria-label="Contents">
            <ul>
              {parts.map(({ id, title: name }) => (
                <li key={id}>
                  <a href={`#${id}`}>{name}</a>
                </li>
              ))}
            </ul>
          </nav>
          {parts.map(({ id }) => {
            const Section = PARTS[id];
            return <Section key={id} data={data} />;
          })}
        </main>
        <Footer data={data} />
      </body>
    </html>
  );
}

function First({ data }: Props) {
  const figure = sayDoFigure(data);
  return (
    <div class={figure ? "first" : "first alone"}>
      <FiveAnswers data={data} />
      {figure ? <FigureBlock figure={figure} /> : null}
    </div>
  );
}
