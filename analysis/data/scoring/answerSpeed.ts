/** One row of answers.csv, every cell a text. */
type AnswerRow = Readonly<Record<string, string>>;

/** How fast one person answered one instance about one product. Times in ms; null where there is nothing to tell. */
export type AnswerSpeed = {
  /** Mean over its answers, shown to submitted, and shown to the first choice. */
  readonly ms: number | null;
  readonly firstMs: number | null;
  /** Changes of mind: every choice after the first of an item. */
  readonly changes: number;
  /** Minus the mean residual of the log latency after the person's and the item's own means: above 0 is faster than
   *  this person is on other items, and others are on this one. */
  readonly speed: number | null;
};

type Answer = {
  readonly person: string;
  readonly group: string;
  readonly item: string;
  readonly ms: number;
  readonly firstMs: number | null;
};

/** Fewer timed answers give no mean of a person's own. */
const FEWEST_ANSWERS = 4;
const SWEEPS = 200;
const STILL = 1e-12;

/** The key of a person's answers of one instance about one product ("" = none). */
export function speedKey(instance: string, participantId: string, product: string): string {
  return JSON.stringify([instance, participantId, product]);
}

/** How fast everyone answered, from the rows of answers.csv. Of an item asked again the last answer counts; answers
 *  without a value, and those during which the page was hidden, have no time. Each of a person's answers weighs alike in
 *  the fit; people with fewer than four timed answers, and items that one person answered, have no `speed`. */
export function answerSpeeds(rows: readonly AnswerRow[]): ReadonlyMap<string, AnswerSpeed> {
  const last = new Map(rows.map((row) => [JSON.stringify([keyOf(row), row["item"]]), row]));
  const answers = [...last.values()].flatMap(timedAnswer);
  const residuals = residualsOf(answers);
  const timed = grouped(answers);
  const counted = grouped([...last.values()].map((row) => ({ group: keyOf(row), changes: changesIn(row) })));
  return new Map(
    [...counted].map(([key, all]) => {
      const own = timed.get(key) ?? [];
      const left = own.flatMap((answer) => residuals.get(answer) ?? []);
      const residual = mean(left);
      return [
        key,
        {
          ms: mean(own.map(({ ms }) => ms)),
          firstMs: mean(own.flatMap(({ firstMs }) => firstMs ?? [])),
          changes: all.reduce((sum, { changes }) => sum + changes, 0),
          speed: residual === null ? null : -residual,
        },
      ];
    }),
  );
}

function keyOf(row: AnswerRow): string {
  return speedKey(row["instance"] ?? "", row["participant_id"] ?? "", row["product"] ?? "");
}

function timedAnswer(row: AnswerRow): readonly Answer[] {
  const ms = Number(row["latency_ms"] || Number.NaN);
  if (!(ms > 0) || !row["value"] || row["visibility_lost"] === "1") return [];
  const firstMs = row["first_latency_ms"] ? Number(row["first_latency_ms"]) : null;
  const item = JSON.stringify([row["instance"], row["product"] ?? "", row["item"]]);
  return [{ person: row["participant_id"] ?? "", group: keyOf(row), item, ms, firstMs }];
}

function changesIn({ changes }: AnswerRow): number {
  try {
    const list: unknown = JSON.parse(changes || "[]");
    return Array.isArray(list) ? Math.max(0, list.length - 1) : 0;
  } catch {
    return 0;
  }
}

/** Residuals of the log latencies after additive effects of persons and items, by sweeping the means of each out in turn
 *  until nothing moves: the least-squares fit, whoever answered what. */
function residualsOf(answers: readonly Answer[]): ReadonlyMap<Answer, number> {
  const fitted = withEnough(answers);
  const left = fitted.map(({ ms }) => Math.log(ms));
  const persons = placesBy(fitted, ({ person }) => person);
  const items = placesBy(fitted, ({ item }) => item);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    if (Math.max(sweepOut(left, persons), sweepOut(left, items)) < STILL) break;
  }
  return new Map(fitted.map((answer, place) => [answer, left[place] ?? 0]));
}

/** Leaves out people with too few answers and items that one person answered, until neither is there. */
function withEnough(answers: readonly Answer[]): readonly Answer[] {
  const people = placesBy(answers, ({ person }) => person);
  const items = placesBy(answers, ({ item }) => item);
  const kept = answers.filter(
    ({ person, item }) => (people.get(person)?.length ?? 0) >= FEWEST_ANSWERS && (items.get(item)?.length ?? 0) > 1,
  );
  return kept.length === answers.length ? kept : withEnough(kept);
}

function placesBy(answers: readonly Answer[], of: (answer: Answer) => string): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, answer] of answers.entries()) {
    const own = places.get(of(answer));
    if (own) own.push(place);
    else places.set(of(answer), [place]);
  }
  return places;
}

/** Takes each group's mean off its values; returns the largest mean there was. */
function sweepOut(left: number[], groups: ReadonlyMap<string, readonly number[]>): number {
  let largest = 0;
  for (const places of groups.values()) {
    const own = places.reduce((sum, place) => sum + (left[place] ?? 0), 0) / places.length;
    for (const place of places) left[place] = (left[place] ?? 0) - own;
    largest = Math.max(largest, Math.abs(own));
  }
  return largest;
}

function grouped<T extends { readonly group: string }>(list: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const own = groups.get(one.group);
    if (own) own.push(one);
    else groups.set(one.group, [one]);
  }
  return groups;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
