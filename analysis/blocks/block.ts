import type { Figure } from "./figures/figure.ts";
import type { Table } from "./table.ts";

/** One question with its answer, as a reader meets it. */
export type AnswerLine = {
  readonly key: string;
  readonly question: string;
  readonly sentence: string;
  readonly estimate: string | null;
  readonly n: string | null;
  /** One verdict, or the two of E4, each with what it is about. */
  readonly verdicts: readonly { readonly about: string | null; readonly verdict: string }[];
};

/** A piece of a part: what the page, the CSV and the SVG files and the workbook are all made of. */
export type Block =
  | { readonly kind: "sentence"; readonly text: string }
  | { readonly kind: "answers"; readonly lines: readonly AnswerLine[] }
  | { readonly kind: "figure"; readonly figure: Figure }
  | { readonly kind: "table"; readonly table: Table; readonly size: "wide" | "small" }
  /** Only a file: too long for a page, or drawn there. */
  | { readonly kind: "file"; readonly table: Table }
  /** `grid`: two abreast where there is room; `stack`: below each other in one place of a grid. */
  | { readonly kind: "group"; readonly layout: "grid" | "stack" | "columns"; readonly blocks: readonly Block[] };

type Given = Block | null;

/** A paragraph; nothing where there is nothing to say. */
export function sentenceBlock(text: string | null): Block | null {
  return text === null || text === "" ? null : { kind: "sentence", text };
}

/** A figure with its table; nothing where it cannot be drawn. */
export function figureBlock(figure: Figure | null): Block | null {
  return figure && { kind: "figure", figure };
}

/** A table; nothing where it has no rows, or nothing but their names. */
export function tableBlock(table: Table, size: "wide" | "small" = "wide"): Block | null {
  return isEmpty(table) ? null : { kind: "table", table, size };
}

// Where few people hide all that a table would say, its row names say nothing.
function isEmpty({ rows }: Table): boolean {
  return rows.every((cells) => cells.slice(1).every((cell) => cell === null));
}

/** A table that is a file of the export and is not shown. */
export function fileBlock(table: Table): Block | null {
  return table.rows.length === 0 ? null : { kind: "file", table };
}

/** Blocks laid out together; nothing where none of them is. */
export function groupBlock(layout: "grid" | "stack" | "columns", ...blocks: readonly Given[]): Block | null {
  const shown = blocksOf(...blocks);
  return shown.length === 0 ? null : { kind: "group", layout, blocks: shown };
}

/** The blocks that are there. */
export function blocksOf(...blocks: readonly Given[]): readonly Block[] {
  return blocks.filter((block) => block !== null);
}

/** Every figure of some blocks, in their order. */
export function figuresIn(blocks: readonly Block[]): readonly Figure[] {
  return blocks.flatMap((block) => {
    if (block.kind === "figure") return [block.figure];
    return block.kind === "group" ? figuresIn(block.blocks) : [];
  });
}

/** Every table of some blocks, those under figures among them, in their order. */
export function tablesIn(blocks: readonly Block[]): readonly Table[] {
  return blocks.flatMap((block) => {
    if (block.kind === "table" || block.kind === "file") return [block.table];
    if (block.kind === "figure") return [block.figure.table];
    return block.kind === "group" ? tablesIn(block.blocks) : [];
  });
}

/** A part of a report: its heading, the terms it uses, and what it shows. */
export type PartBlocks<Data> = {
  readonly title: string;
  /** Terms used here, each with its meaning in one line. */
  readonly glossary: readonly (readonly [term: string, meaning: string])[];
  readonly blocks: (data: Data) => readonly Block[];
};
