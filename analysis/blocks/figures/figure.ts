import type { Table } from "../table.ts";

/** One figure of a report. The title states the finding, the subtitle n and method; `description` says in words what
 *  is drawn, for those who do not see it; the table holds every drawn number. */
export type Figure = {
  /** Names the figure's files and anchors: lower case, digits, hyphens. */
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly source: string;
  readonly table: Table;
  /** Draws the figure `width` pixels wide. */
  readonly draw: (width: number) => string;
  /** Half a page wide or a whole one. */
  readonly span: "half" | "full";
};
