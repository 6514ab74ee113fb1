import type { Block } from "../../blocks/block.ts";
import { typeset } from "../../blocks/numbers.ts";
import { AnswerList } from "./Answers.tsx";
import { DataTable } from "./DataTable.tsx";
import { FigureBlock } from "./FigureBlock.tsx";

const LAYOUTS = { grid: "figures", stack: "stack", columns: "columns" } as const;

/** The blocks of a part, as they follow each other. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block, at) => (
        <One key={at} block={block} />
      ))}
    </>
  );
}

function One({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case "sentence":
      return <p>{typeset(block.text)}</p>;
    case "answers":
      return <AnswerList lines={block.lines.map((line) => ({ ...line, estimate: null }))} />;
    case "figure":
      return <FigureBlock figure={block.figure} />;
    case "table":
      return <DataTable table={block.table} size={block.size} />;
    case "file":
      return null;
    case "group":
      return (
        <div class={LAYOUTS[block.layout]}>
          <Blocks blocks={block.blocks} />
        </div>
      );
  }
}
