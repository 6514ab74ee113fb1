import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { recognisedText } from "../data/recognise/recognisedText.ts";
import { recogniseFile } from "../data/recognise/recogniseFile.ts";
import { jsonText } from "./jsonText.ts";

/** `saydo recognise`. */
export type RecogniseCommand = TableFlags & {
  readonly file: string;
  /** Prints the answer for programs. */
  readonly json?: boolean;
};

/** What a file is, what would be read of it, what would be refused and what to run next; as words or JSON. Throws a Problem
 *  when the file is not there or is no table. */
export async function runRecognise({ file, json, ...flags }: RecogniseCommand): Promise<string> {
  const recognised = await recogniseFile(fileOrigin(file), flags);
  return json === true ? jsonText(recognised).trimEnd() : recognisedText(recognised);
}
