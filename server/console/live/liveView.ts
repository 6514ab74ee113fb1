import { textIn } from "../../../experiments/contract/text.ts";
import { instancesOf } from "../../../experiments/studyFile/flow.ts";
import { RATIO_WARNING, sampleRatio } from "../../quality/sampleRatio.ts";
import type { HourCount, LivePerson, PeopleCount, Store, StoredStudy } from "../../store/store.ts";
import { factorWords } from "./factorWords.ts";

/** One row of a bar chart: its name, how many, of how many. */
export type Bar = { readonly name: string; readonly count: number; readonly of: number };

export type Factor = {
  readonly name: string;
  readonly levels: readonly Bar[];
  /** How likely counts so uneven are where each level should have the same share; null while there is nobody. */
  readonly ratio: number | null;
  readonly isOdd: boolean;
};

/** How a study goes at one moment; nothing in it says what anybody answered. */
export type LiveView = {
  readonly funnel: readonly Bar[];
  /** Of the newest people, how many reached each measure. */
  readonly measures: readonly Bar[];
  readonly quota: Bar | null;
  readonly cells: readonly Factor[];
  readonly hours: readonly HourCount[];
  readonly devices: readonly Bar[];
  readonly languages: readonly Bar[];
  readonly atWork: readonly LivePerson[];
  readonly newest: number;
  readonly medianMinutes: number | null;
  /** The names of measures by their instances. */
  readonly titles: ReadonlyMap<string, string>;
};

const NEWEST = 300;
const ROWS = 30;
const HOURS = 24;
const HOUR_MS = 3_600_000;

/** Reads how a study goes: counts of the database, and one look at each of the newest people. */
export async function liveView(store: Store, study: StoredStudy, now: Date): Promise<LiveView> {
  const counts = (await store.people.counts(study.id)).filter(({ isSimulated }) => !isSimulated);
  // While a study is tried out its people are those of the pilot.
  const isPilot = study.state === "pilot";
  const meant = counts.filter((one) => one.isPilot === isPilot);
  const newest = (await store.people.newest(study.id, NEWEST)).filter((one) => one.isPilot === isPilot);
  const since = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS);
  const sum = (of: (count: PeopleCount) => number) => meant.reduce((all, one) => all + of(one), 0);
  const [started, finished] = [sum((one) => one.started), sum((one) => one.finished)];
  const bar = (name: string, count: number) => ({ name, count, of: started });
  const quota = study.study.quota?.completes;
  return {
    funnel: [
      bar("Opened the study", started),
      bar(
        "Agreed",
        sum((one) => one.agreed),
      ),
      bar("Finished", finished),
      bar(
        "Withdrew",
        sum((one) => one.withdrawn),
      ),
    ],
    measures: reached(study, newest),
    quota: quota === undefined ? null : { name: "Finished", count: finished, of: quota },
    cells: cellsOf(study, meant),
    hours: filled(await store.people.startedByHour(study.id, since), since),
    devices: tally(newest, ({ pointer, browser }) => `${browser ?? "unknown"}, ${pointers[pointer ?? "none"] ?? ""}`),
    languages: tally(newest, ({ language }) => language ?? "unknown"),
    atWork: newest
      .filter(({ end, hasAgreed, seenAt }) => end === null && hasAgreed && isNear(seenAt, now))
      .slice(0, ROWS),
    newest: newest.length,
    medianMinutes: medianMinutes(newest),
    titles: titlesOf(study),
  };
}

const pointers: Readonly<Record<string, string>> = {
  coarse: "touch",
  fine: "mouse or keyboard",
  none: "unknown input",
};
const AT_WORK_MS = 10 * 60 * 1000;

function isNear(seenAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(seenAt) < AT_WORK_MS;
}

function titlesOf({ study }: StoredStudy): ReadonlyMap<string, string> {
  return new Map(instancesOf(study).map(({ instance, measure }) => [instance, textIn(measure.title, "en")]));
}

/** Whoever is at a measure has reached it and those before it in the study's order; whoever finished has reached all. */
function reached(study: StoredStudy, people: readonly LivePerson[]): readonly Bar[] {
  const instances = [...titlesOf(study)];
  const agreed = people.filter(({ hasAgreed }) => hasAgreed);
  const place = (person: LivePerson) =>
    person.end === "finished" ? instances.length : instances.findIndex(([instance]) => instance === person.instance);
  return instances.map(([, name], at) => ({
    name,
    count: agreed.filter((person) => place(person) >= at).length,
    of: agreed.length,
  }));
}

function cellsOf({ study }: StoredStudy, counts: readonly PeopleCount[]): readonly Factor[] {
  const words = factorWords(study);
  const factors = new Map<string, Map<string, number>>();
  for (const { assignment, started } of counts) {
    for (const [name, level] of Object.entries(assignment)) {
      const said = words(name, level);
      const levels = factors.get(said.factor) ?? new Map<string, number>();
      levels.set(said.level, (levels.get(said.level) ?? 0) + started);
      factors.set(said.factor, levels);
    }
  }
  return [...factors].map(([name, levels]) => {
    const ratio = sampleRatio([...levels.values()]);
    const of = [...levels.values()].reduce((all, count) => all + count, 0);
    const bars = [...levels].map(([level, count]) => ({ name: level, count, of }));
    return {
      name,
      levels: bars.sort((a, b) => a.name.localeCompare(b.name)),
      ratio,
      isOdd: (ratio ?? 1) < RATIO_WARNING,
    };
  });
}

/** Every hour since then, those in which nobody came too. */
function filled(counts: readonly HourCount[], since: Date): readonly HourCount[] {
  return Array.from({ length: HOURS }, (_, at) => {
    const hour = new Date(since.getTime() + at * HOUR_MS).toISOString().slice(0, 13);
    return counts.find((one) => one.hour === hour) ?? { hour, started: 0 };
  });
}

function tally(people: readonly LivePerson[], of: (person: LivePerson) => string): readonly Bar[] {
  const counts = new Map<string, number>();
  for (const person of people) counts.set(of(person), (counts.get(of(person)) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count, of: people.length })).sort((a, b) => b.count - a.count);
}

function medianMinutes(people: readonly LivePerson[]): number | null {
  const finished = people.filter(({ end }) => end === "finished");
  const minutes = finished.map(({ startedAt, seenAt }) => (Date.parse(seenAt) - Date.parse(startedAt)) / 60_000);
  const sorted = minutes.sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
