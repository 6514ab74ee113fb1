import { type Flag, flagMeanings } from "../quality/flags.ts";
import { studyFlags } from "../quality/studyFlags.ts";
import type { PeopleCount, Store } from "../store/store.ts";

export type Funnel = Omit<PeopleCount, "isSimulated" | "isPilot" | "assignment">;

export type Progress = {
  readonly real: Funnel;
  readonly simulated: Funnel;
  readonly pilot: Funnel;
  readonly balance: readonly {
    readonly factor: string;
    readonly level: string;
    readonly started: number;
    readonly finished: number;
  }[];
  /** How many of the newest sessions were looked at for flags. */
  readonly examined: number;
  readonly flags: readonly { readonly flag: Flag; readonly meaning: string; readonly sessions: number }[];
};

const EXAMINED = 100;

/** How a study goes. Its cost is that of its cells and of the newest hundred sessions, however many people take part. */
export async function progressOf(store: Store, studyId: string): Promise<Progress> {
  const counts = await store.people.counts(studyId);
  const real = counts.filter(({ isSimulated, isPilot }) => !isSimulated && !isPilot);
  const newest = await store.people.newestWithTrials(studyId, EXAMINED);
  const looked = studyFlags();
  await store.readStudy(studyId, async (view) => {
    for (const person of newest) looked.add(person, await view.trials(person.sessionId));
  });
  const raised = newest.map(({ sessionId }) => looked.of(sessionId).map(({ flag }) => flag));
  const flags = Object.entries(flagMeanings).map(([name, meaning]) => {
    const sessionsWith = raised.filter((ones) => ones.some((flag) => flag === name)).length;
    // The entries of an object with known keys.
    return { flag: name as Flag, meaning, sessions: sessionsWith };
  });
  return {
    real: funnel(real),
    pilot: funnel(counts.filter(({ isPilot }) => isPilot)),
    simulated: funnel(counts.filter(({ isSimulated }) => isSimulated)),
    balance: balanceOf(real),
    examined: newest.length,
    flags: flags.filter((flag) => flag.sessions > 0),
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

function balanceOf(counts: readonly PeopleCount[]): Progress["balance"] {
  const levels = new Map<string, Progress["balance"][number]>();
  for (const { assignment, started, finished } of counts) {
    for (const [factor, level] of Object.entries(assignment)) {
      const key = `${factor}/${level}`;
      const one = levels.get(key) ?? { factor, level, started: 0, finished: 0 };
      levels.set(key, { ...one, started: one.started + started, finished: one.finished + finished });
    }
  }
  return [...levels.values()].sort((a, b) => `${a.factor}/${a.level}`.localeCompare(`${b.factor}/${b.level}`));
}
