import { h } from "preact";
import type { Account, Store, StoredStudy } from "../../store/store.ts";
import { Live } from "../pages/live.tsx";
import { readIn } from "../reader.ts";
import { liveView } from "./liveView.ts";
import { treeOf } from "./treeOf.ts";

type Asked = { readonly study: StoredStudy; readonly now: Date; readonly maySeeSessions: boolean } & Pick<
  Account,
  "timeZone"
>;

/** How a study goes, as JSON for a page that is open. */
export async function liveTree(store: Store, { study, now, maySeeSessions, timeZone }: Asked): Promise<string> {
  const current = (await store.studies.get(study.id)) ?? study;
  const view = await liveView(store, current, now);
  return readIn(timeZone, () => JSON.stringify(treeOf(h(Live, { view, studyId: study.id, maySeeSessions }))));
}
