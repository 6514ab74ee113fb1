import { accessibleSvg } from "../figures/accessibleSvg.ts";
import type { Figure } from "../figures/figure.ts";
import { typeset } from "../numbers.ts";
import { DataTable } from "./DataTable.tsx";

const WIDTHS = { half: 536, full: 1104 } as const;
const NARROW = 350;
// A larger table stays closed on paper; it is a CSV file of the export.
const LONGEST_ON_PAPER = 12;
const WIDEST_ON_PAPER = { half: 7, full: 14 } as const;

/** A figure with its finding, its source and, under a disclosure, its table. Drawn twice: for the page and for a phone. */
export function FigureBlock({ figure }: { readonly figure: Figure }) {
  const { id, title, subtitle, description, source, table } = figure;
  const isLong = table.rows.length > LONGEST_ON_PAPER || table.columns.length > WIDEST_ON_PAPER[figure.span];
  const wide = accessibleSvg(figure.draw(WIDTHS[figure.span]), {
    id: `${id}-wide`,
    title,
    description,
    className: "wide",
  });
  const narrow = accessibleSvg(figure.draw(NARROW), { id: `${id}-narrow`, title, description, className: "narrow" });
  return (
    <div class={`figure ${figure.span}`}>
      <figure id={`figure-${id}`}>
        <figcaption>
          <h3>{typeset(title)}</h3>
          <p class="subtitle">{typeset(subtitle)}</p>
        </figcaption>
        <div dangerouslySetInnerHTML={{ __html: wide + narrow }} />
        <p class="source">{typeset(source)}</p>
      </figure>
      <details {...(isLong ? { class: "long" } : {})}>
        <summary>Numbers of this figure</summary>
        <DataTable table={table} />
      </details>
    </div>
  );
}
