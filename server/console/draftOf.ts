import { Problem } from "../../experiments/contract/problem.ts";
import type { Draft, Store } from "../store/store.ts";
import { studyIdOf, type Visit } from "./consoleRoute.ts";

/** The draft of the study that the address names. Throws a Problem where nothing is being made. */
export async function draftOf(store: Store, visit: Visit): Promise<Draft> {
  const draft = await store.drafts.get(studyIdOf(visit));
  if (draft) return draft;
  throw new Problem({
    code: "route-not-found",
    detail: "Nothing is being made here.",
    todo: "Begin a new version first.",
  });
}

/** The names of all accounts, by their ids. */
export async function namesIn(store: Store): Promise<ReadonlyMap<string, string>> {
  return new Map((await store.accounts.all()).map(({ id, name }) => [id, name]));
}
