import { Problem } from "../../experiments/contract/problem.ts";
import type { DraftStore } from "../store/store.ts";

/** Some hundred studies with their pictures and earlier texts. */
const MOST_BYTES = 1024 ** 3;

type Kept = { readonly drafts: Pick<DraftStore, "bytesOf"> };

/** Throws a Problem when the drafts of an account fill what the server keeps for one: nobody's drafts fill the disk. */
export async function refuseFull({ drafts }: Kept, accountId: string): Promise<void> {
  const bytes = await drafts.bytesOf(accountId);
  if (bytes < MOST_BYTES) return;
  throw new Problem({
    code: "request-invalid",
    detail: "Your drafts and their pictures fill the 1,024 MB that this server keeps for an account.",
    expected: "at most 1,024 MB",
    found: `${Math.round(bytes / 1024 ** 2)} MB`,
    todo: "Go on with a draft that you have, or ask whoever runs the server.",
  });
}
