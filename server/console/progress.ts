import type { PeopleCount, Store } from "../store/store.ts";

export type Funnel = Omit<PeopleCount, "isSimulated" | "isPilot" | "assignment">;

export type Progress = { readonly real: Funnel; readonly simulated: Funnel; readonly pilot: Funnel };

/** How far a study's people came, by kind. Its cost is that of the study's cells. */
export async function progressOf(store: Store, studyId: string): Promise<Progress> {
  const counts = await store.people.counts(studyId);
  return {
    real: funnel(counts.filter(({ isSimulated, isPilot }) => !isSimulated && !isPilot)),
    pilot: funnel(counts.filter(({ isPilot }) => isPilot)),
    simulated: funnel(counts.filter(({ isSimulated }) => isSimulated)),
  };
}

function funnel(counts: readonly PeopleCount[]): Funnel {
  const sum = (of: (count: PeopleCount) => number) => counts.reduce((total, one) => total + of(one), 0);
  return {
    started: sum(({ started }) => started),
    agreed: sum(({ agreed }) => agreed),
    finished: sum(({ finished }) => finished),
    atWork: sum(({ atWork }) => atWork),
    withdrawn: sum(({ withdrawn }) => withdrawn),
    withGaps: sum(({ withGaps }) => withGaps),
    withRefused: sum(({ withRefused }) => withRefused),
    overLimit: sum(({ overLimit }) => overLimit),
  };
}
