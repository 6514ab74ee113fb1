import { type Flag, flagMeanings } from "../quality/flags.ts";
import { studyFlags } from "../quality/studyFlags.ts";
import type { PersonSummary, SessionRecord, Store } from "../store/store.ts";

export type Funnel = {
  readonly started: number;
  readonly agreed: number;
  readonly finished: number;
  readonly atWork: number;
  readonly withdrawn: number;
  readonly withGaps: number;
  readonly withRefused: number;
};

export type Progress = {
  readonly real: Funnel;
  readonly simulated: Funnel;
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

const ALL = 100_000;
const EXAMINED = 100;

/** How a study goes. */
export async function progressOf(store: Store, studyId: string): Promise<Progress> {
  const people = await store.people.list(studyId, ALL);
  return await store.readStudy(studyId, async (view) => {
    const sessions = await view.sessions();
    const newest = people.filter(({ isSimulated, trials }) => !isSimulated && trials > 0).slice(0, EXAMINED);
    const looked = studyFlags();
    for (const person of newest) looked.add(person, await view.trials(person.sessionId));
    const raised = newest.map(({ sessionId }) => looked.of(sessionId).map(({ flag }) => flag));
    const flags = Object.entries(flagMeanings).map(([name, meaning]) => {
      const sessionsWith = raised.filter((ones) => ones.some((flag) => flag === name)).length;
      // The entries of an object with known keys.
      return { flag: name as Flag, meaning, sessions: sessionsWith };
    });
    return {
      real: funnel(people.filter(({ isSimulated }) => !isSimulated)),
      simulated: funnel(people.filter(({ isSimulated }) => isSimulated)),
      balance: balanceOf(sessions.filter(({ isSimulated }) => !isSimulated)),
      examined: newest.length,
      flags: flags.filter((flag) => flag.sessions > 0),
    };
  });
}

function funnel(people: readonly PersonSummary[]): Funnel {
  const count = (is: (person: PersonSummary) => boolean) => people.filter(is).length;
  return {
    started: people.length,
    agreed: count(({ consentedAt }) => consentedAt !== null),
    finished: count(({ finishedAt }) => finishedAt !== null),
    atWork: count(({ isAtWork }) => isAtWork),
    withdrawn: count(({ withdrawnAt }) => withdrawnAt !== null),
    withGaps: count(({ hasGaps }) => hasGaps),
    withRefused: count(({ refused }) => refused > 0),
  };
}

function balanceOf(sessions: readonly SessionRecord[]): Progress["balance"] {
  const counts = new Map<string, { factor: string; level: string; started: number; finished: number }>();
  for (const { assignment, finishedAt } of sessions) {
    for (const [factor, level] of Object.entries(assignment)) {
      const key = `${factor}/${level}`;
      const one = counts.get(key) ?? { factor, level, started: 0, finished: 0 };
      counts.set(key, { ...one, started: one.started + 1, finished: one.finished + (finishedAt === null ? 0 : 1) });
    }
  }
  return [...counts.values()].sort((a, b) => `${a.factor}/${a.level}`.localeCompare(`${b.factor}/${b.level}`));
}
