import type { Figure } from "../../blocks/figures/figure.ts";
import { typeset } from "../../blocks/numbers.ts";
import { accessibleSvg } from "../figures/accessibleSvg.ts";
import { DataTable } from "./DataTable.tsx";

const WIDTHS = { half: 536, full: 1104 } as const;
const NARROW = 350;

/** A figure with its finding, its source and, under a disclosure, its table. Drawn twice: for the page and for a phone. */
export function FigureBlock({ figure }: { readonly figure: Figure }) {
  const { id, title, subtitle, description, source, table } = figure;
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
      <details>
        <summary>Numbers of this figure</summary>
        <DataTable table={table} />
      </details>
    </div>
  );
}
