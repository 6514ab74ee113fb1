import { h } from "preact";
import type { Store, StoredStudy } from "../../store/store.ts";
import { Live } from "../pages/live.tsx";
import { liveView } from "./liveView.ts";
import { treeOf } from "./treeOf.ts";

type Asked = { readonly study: StoredStudy; readonly now: Date; readonly maySeeSessions: boolean };

/** How a study goes, as JSON for a page that is open. */
export async function liveTree(store: Store, { study, now, maySeeSessions }: Asked): Promise<string> {
  const current = (await store.studies.get(study.id)) ?? study;
  const view = await liveView(store, current, now);
  return JSON.stringify(treeOf(h(Live, { view, studyId: study.id, maySeeSessions })));
}
