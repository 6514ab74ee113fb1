import { shellWords } from "../../experiments/tableFiles/shellWords.ts";
import { type TableFlags, typedFlags } from "../../experiments/tableFiles/tableFlags.ts";
import type { ReportOutputs } from "./writeReport.ts";

const FORMS = ["html", "summary", "pdf", "xlsx", "out"] as const;

/** The command that makes a report again, with the user's own paths; what a shell would divide is quoted. */
export function commandOf(
  name: "compare" | "report",
  first: readonly string[],
  options: ReportOutputs & TableFlags & { readonly json?: string; readonly seed?: number; readonly changed?: boolean },
): string {
  const written = [...FORMS, "json" as const].flatMap((form) => {
    const file = options[form];
    return file === undefined ? [] : [`--${form}`, file];
  });
  const seed = options.seed === undefined ? [] : ["--seed", String(options.seed)];
  const language = options.language === undefined || options.language === "en" ? [] : ["--language", options.language];
  const changed = options.changed === true ? ["--changed"] : [];
  return shellWords(["saydo", name, ...first, ...changed, ...typedFlags(options), ...written, ...seed, ...language]);
}
