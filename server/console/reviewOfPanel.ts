import type { Study } from "../../experiments/contract/study.ts";
import { type PanelPace, type PanelSession, paceOf, type Suggestion, suggestionFor } from "../quality/panelReview.ts";
import { attentionOf } from "../quality/screening.ts";
import type { SessionRecord, Store, StoredStudy, StudyView } from "../store/store.ts";

export type ReviewedPerson = PanelSession & {
  readonly participantId: string;
  readonly sessionId: string;
  readonly suggestion: Suggestion;
};
export type Review = { readonly pace: PanelPace; readonly people: readonly ReviewedPerson[] };

/** Everyone of the panel, and how each compares with the others. Simulated people have no panel to tell. */
export async function reviewOf(store: Store, { id, study }: StoredStudy): Promise<Review> {
  return await store.readStudy(id, async (view) => {
    const sessions = (await view.sessions()).filter(({ isSimulated }) => !isSimulated);
    const people = [];
    for (const session of sessions) people.push({ ...session, checks: await checksOf(view, session, study) });
    const pace = paceOf(people);
    return { pace, people: people.map((person) => ({ ...person, suggestion: suggestionFor(person, pace) })) };
  });
}

async function checksOf(
  view: StudyView,
  { sessionId, finishedAt }: SessionRecord,
  study: Study,
): Promise<PanelSession["checks"]> {
  if (study.recruitment.attentionChecks === undefined || finishedAt === null) return { asked: 0, failed: 0 };
  const stored = await view.trials(sessionId);
  return attentionOf(
    study,
    stored.map(({ body }) => body),
  );
}
