import { type PanelPace, type PanelSession, paceOf, type Suggestion, suggestionFor } from "../quality/panelReview.ts";
import type { SessionRecord, Store, StoredStudy, StudyView } from "../store/store.ts";

export type ReviewedPerson = PanelSession & {
  readonly participantId: string;
  readonly sessionId: string;
  readonly suggestion: Suggestion;
};
export type Review = { readonly pace: PanelPace; readonly people: readonly ReviewedPerson[] };

/** Everyone of the panel, and how each compares with the others. Simulated people have no panel to tell. */
export async function reviewOf(store: Store, { id, study }: StoredStudy): Promise<Review> {
  const checks = new Set(study.recruitment.attentionChecks);
  return await store.readStudy(id, async (view) => {
    const sessions = (await view.sessions()).filter(({ isSimulated }) => !isSimulated);
    const people = [];
    for (const session of sessions) people.push({ ...session, checks: await checksOf(view, session, checks) });
    const pace = paceOf(people);
    return { pace, people: people.map((person) => ({ ...person, suggestion: suggestionFor(person, pace) })) };
  });
}

async function checksOf(
  view: StudyView,
  { sessionId, finishedAt }: SessionRecord,
  checks: ReadonlySet<string>,
): Promise<PanelSession["checks"]> {
  if (checks.size === 0 || finishedAt === null) return { asked: 0, failed: 0 };
  const answered = (await view.trials(sessionId)).filter(({ body }) => checks.has(String(body["instance"])));
  const judged = answered.filter(({ body }) => typeof body["isEligible"] === "boolean");
  return { asked: judged.length, failed: judged.filter(({ body }) => body["isEligible"] === false).length };
}
