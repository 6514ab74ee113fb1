import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ReportContextInput } from "../blocks/context.ts";
import type { Comparison } from "../findings/comparison.ts";
import type { ReportData } from "../findings/reportData.ts";
import { sayDoFigure } from "../findings/rules/sayDoFigure.ts";
import { CLOSING } from "./closing.ts";
import { type FurtherPart, furtherParts } from "./furtherParts.ts";
import { inLanguage } from "./language/inLanguage.ts";
import { type ShownPart, shownParts } from "./parts.ts";
import { readReport } from "./readReport.ts";
import { FiveAnswers } from "./sections/Answers.tsx";
import { Blocks } from "./sections/Blocks.tsx";
import { Checklists } from "./sections/Checklists.tsx";
import { Footer, Limits, Methods, References, Reproduce } from "./sections/Closing.tsx";
import { FigureBlock } from "./sections/FigureBlock.tsx";
import { Header } from "./sections/Header.tsx";
import { Part } from "./sections/Part.tsx";
import { reportStyle } from "./style.ts";

/** A comparison as one self-contained HTML page: no script, no address to load from, one style element (its hash from
 *  `reportStyleHash`), no style attributes. `comparison` is out.json (formats.md, section 3); what it lacks is left out
 *  and named under Limits. Equal input gives equal bytes. Throws a ZodError when `context` is not one. */
export function reportHtml(comparison: Comparison, context: ReportContextInput): string {
  const data = readReport(comparison, context);
  const further = furtherParts(data.found, data.context);
  return page(
    data,
    <Page data={data}>
      <Parts data={data} further={further} />
    </Page>,
  );
}

/** The first page of the report alone: who, until when, the five answers, the figure, what it means, what is not known. */
export function summaryHtml(comparison: Comparison, context: ReportContextInput): string {
  const data = readReport(comparison, context);
  return page(data, <Page data={data} />);
}

function page(data: ReportData<Comparison>, content: VNode): string {
  return inLanguage(`<!doctype html>\n${renderToString(content)}\n`, data.context.language);
}

type Props = { readonly data: ReportData<Comparison> };

function Page({ data, children }: Props & { readonly children?: ComponentChildren }) {
  const { title, isSimulated } = data.context;
  return (
    <html lang={data.context.language}>
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
          {children}
        </main>
        <Footer data={data} />
      </body>
    </html>
  );
}

function Parts({ data, further }: Props & { readonly further: readonly FurtherPart[] }) {
  const parts = shownParts(data);
  const contents = [...[...parts, ...further].map(({ id, title }) => [id, title] as const), ...Object.entries(CLOSING)];
  return (
    <>
      <nav class="contents" aria-label="Contents">
        <ul>
          {contents.map(([id, name]) => (
            <li key={id}>
              <a href={`#${id}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      {parts.map((part, at) => (
        <Part
          key={part.id}
          id={part.id}
          title={part.title}
          terms={newTerms(parts, at)}
          opening={<Blocks blocks={part.blocks.slice(0, 1)} />}
        >
          <Blocks blocks={part.blocks.slice(1)} />
        </Part>
      ))}
      {further.map(({ id, title, blocks }) => (
        <Part key={id} id={id} title={title} opening={<Blocks blocks={blocks.slice(0, 1)} />}>
          <Blocks blocks={blocks.slice(1)} />
        </Part>
      ))}
      <Methods data={data} />
      <Limits data={data} />
      <Checklists parts={parts} />
      <References data={data} />
      <Reproduce data={data} />
    </>
  );
}

/** The terms of a part that no part before it explained. */
function newTerms(parts: readonly ShownPart[], at: number): ShownPart["glossary"] {
  const explained = new Set(parts.slice(0, at).flatMap(({ glossary }) => glossary.map(([term]) => term)));
  return (parts[at]?.glossary ?? []).filter(([term]) => !explained.has(term));
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
