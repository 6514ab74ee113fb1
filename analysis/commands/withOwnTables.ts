import { Problem, type ProblemDetails } from "../../experiments/contract/problem.ts";

const FLAGS = /--(?:map|value|encoding|delimiter|decimal|time-zone|date-format|unit|sheet|recipe|given)\b/;

/** Runs what reads an export's own tables, whose form is known: a refusal names no flag that says how foreign tables are
 *  written, which such a command does not take. */
export async function withOwnTables<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const [first, ...others] = error.all.map(forOwnTable);
    throw first === undefined ? error : new Problem(first, { all: [first, ...others], extensions: error.extensions });
  }
}

function forOwnTable(details: ProblemDetails): ProblemDetails {
  if (details.todo === undefined || !FLAGS.test(details.todo)) return details;
  const todo =
    "Export the study again. A table that was changed must be saved as CSV UTF-8 with its columns as they were.";
  return { ...details, todo };
}
