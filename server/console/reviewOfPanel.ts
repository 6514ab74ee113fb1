import type { Study } from "../../experiments/contract/study.ts";
import {
  type PanelPace,
  type PanelSession,
  paceOfTimes,
  type Suggestion,
  secondsOf,
  suggestionFor,
} from "../quality/panelReview.ts";
import { attentionOf } from "../quality/screening.ts";
import type { PanelPerson, PanelPlace, Store, StoredStudy, StudyView } from "../store/store.ts";

export type ReviewedPerson = PanelPerson & PanelSession & { readonly suggestion: Suggestion };

/** How many people a page shows, and the list reads at once. */
export const PANEL_PAGE = 200;

/** How long the study took everyone who finished. Only numbers are kept of the people. */
export async function panelPace({ people }: Store, studyId: string): Promise<PanelPace> {
  const times: number[] = [];
  for await (const some of people.panel.times(studyId)) {
    for (const one of some) times.push(secondsOf(one) ?? 0);
  }
  return paceOfTimes(times);
}

export type Reviewing = { readonly pace: PanelPace; readonly before?: PanelPlace | undefined };

/** The next people of the panel, newest first, and how each compares with all. Simulated people have no panel to tell. */
export async function reviewPage(
  store: Store,
  { id, study }: StoredStudy,
  { pace, before }: Reviewing,
): Promise<readonly ReviewedPerson[]> {
  const people = await store.people.panel.page(id, PANEL_PAGE, before);
  return await store.readStudy(id, async (view) => {
    const reviewed: ReviewedPerson[] = [];
    for (const one of people) {
      const person = { ...one, checks: await checksOf(view, one, study) };
      reviewed.push({ ...person, suggestion: suggestionFor(person, pace) });
    }
    return reviewed;
  });
}

async function checksOf(
  view: StudyView,
  { sessionId, finishedAt }: PanelPerson,
  study: Study,
): Promise<PanelSession["checks"]> {
  if (study.recruitment.attentionChecks === undefined || finishedAt === null) return { asked: 0, failed: 0 };
  const stored = await view.trials(sessionId);
  return attentionOf(
    study,
    stored.map(({ body }) => body),
  );
}
