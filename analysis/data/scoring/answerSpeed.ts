import { askNumber, askText } from "../../../experiments/contract/asked.ts";
import type { Ask } from "../../../experiments/tables/ask.ts";
import { combinations, sortByGroup } from "../../../experiments/tables/combinations.ts";
import { numberColumn, type Table, textColumn } from "../../../experiments/tables/table.ts";

/** What is asked of answers.csv. An answer whose times cannot be read has none. */
export const ANSWERS: Ask = {
  columns: {
    participant_id: askText(),
    instance: askText(),
    product: askText(),
    item: askText(),
    value: askText(),
    visibility_lost: askText(),
    latency_ms: askNumber(),
    first_latency_ms: askNumber(),
    changes: askText(),
  },
  mayBeEmpty: true,
  wrongRows: "missing",
};

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

/** Fewer timed answers give no mean of a person's own. */
const FEWEST_ANSWERS = 4;
const SWEEPS = 200;
const STILL = 1e-12;

/** The key of a person's answers of one instance about one product ("" = none). */
export function speedKey(instance: string, participantId: string, product: string): string {
  return JSON.stringify([instance, participantId, product]);
}

/** How fast everyone answered, from answers.csv. Of an item asked again the last answer counts; answers without a value,
 *  and those during which the page was hidden, have no time. Each of a person's answers weighs alike in the fit; people
 *  with fewer than four timed answers, and items that one person answered, have no `speed`. */
export function answerSpeeds(table: Table): ReadonlyMap<string, AnswerSpeed> {
  const last = lastAnswers(table);
  const timed = last.filter(isTimed(table));
  const groups = groupsBy(table, ["instance", "participant_id", "product"]);
  const latencies = numberColumn(table, "latency_ms")?.values ?? new Float64Array(table.rows);
  const firsts = numberColumn(table, "first_latency_ms")?.values ?? new Float64Array(table.rows).fill(Number.NaN);
  const meanOf = (values: Float64Array) => meansBy(groups, values, timed);
  const [ms, firstMs, residuals] = [meanOf(latencies), meanOf(firsts), meanOf(residualsOf(table, timed))];
  const changes = changesBy(table, groups, last);
  const [instance, person, product] = ["instance", "participant_id", "product"].map((name) => cellsOf(table, name));
  const speeds = new Map<string, AnswerSpeed>();
  for (const row of last) {
    const group = groups[row]!;
    const key = speedKey(instance?.(row) ?? "", person?.(row) ?? "", product?.(row) ?? "");
    const residual = residuals(group);
    const speed = residual === null ? null : -residual;
    speeds.set(key, { ms: ms(group), firstMs: firstMs(group), changes: changes[group]!, speed });
  }
  return speeds;
}

/** The last row of each answer, in the order in which they were first given. */
function lastAnswers(table: Table): Int32Array {
  const answers = groupsBy(table, ["instance", "participant_id", "product", "item"]);
  const last = new Int32Array(countOf(answers));
  for (let row = 0; row < answers.length; row++) last[answers[row]!] = row;
  return last;
}

function isTimed(table: Table): (row: number) => boolean {
  const latencies = numberColumn(table, "latency_ms")?.values;
  const answered = textColumn(table, "value")?.values;
  const hidden = cellsOf(table, "visibility_lost");
  return (row) => latencies !== undefined && latencies[row]! > 0 && (answered?.[row] ?? -1) >= 0 && hidden(row) !== "1";
}

/** The mean of each group's values over these rows, without those that are missing; null of none. */
function meansBy(groups: Int32Array, values: Float64Array, rows: Int32Array): (group: number) => number | null {
  const count = countOf(groups);
  const [sums, sizes] = [new Float64Array(count), new Int32Array(count)];
  for (const row of rows) {
    if (Number.isNaN(values[row])) continue;
    sums[groups[row]!]! += values[row]!;
    sizes[groups[row]!]! += 1;
  }
  return (group) => (sizes[group] === 0 ? null : sums[group]! / sizes[group]!);
}

function changesBy(table: Table, groups: Int32Array, rows: Int32Array): Int32Array {
  const column = textColumn(table, "changes");
  const ofText = column?.texts.map(changesIn) ?? [];
  const changes = new Int32Array(countOf(groups));
  for (const row of rows) changes[groups[row]!]! += ofText[column?.values[row] ?? -1] ?? 0;
  return changes;
}

function changesIn(text: string): number {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? Math.max(0, list.length - 1) : 0;
  } catch {
    return 0;
  }
}

/** Residuals of the log latencies after additive effects of persons and items, by sweeping the means of each out in turn
 *  until nothing moves: this is the least-squares fit, also where some people skipped some items. By row; NaN where a row is
 *  not in the fit. */
function residualsOf(table: Table, timed: Int32Array): Float64Array {
  const latencies = numberColumn(table, "latency_ms")?.values;
  const [persons, items] = [groupsBy(table, ["participant_id"]), groupsBy(table, ["instance", "product", "item"])];
  const fitted = withEnough(timed, { persons, items });
  const left = Float64Array.from(fitted, (row) => Math.log(latencies?.[row] ?? Number.NaN));
  const sorted = [persons, items].map((groups) => sortByGroup(fitted.map((row) => groups[row]!)));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    if (Math.max(...sorted.map((groups) => sweepOut(left, groups))) < STILL) break;
  }
  const residuals = new Float64Array(table.rows).fill(Number.NaN);
  for (const [place, row] of fitted.entries()) residuals[row] = left[place]!;
  return residuals;
}

type Sides = { readonly persons: Int32Array; readonly items: Int32Array };

/** Leaves out people with too few answers and items that one person answered, until neither is there. */
function withEnough(rows: Int32Array, { persons, items }: Sides): Int32Array {
  const [ofPerson, ofItem] = [new Int32Array(countOf(persons)), new Int32Array(countOf(items))];
  for (const row of rows) {
    ofPerson[persons[row]!]! += 1;
    ofItem[items[row]!]! += 1;
  }
  const kept = rows.filter((row) => ofPerson[persons[row]!]! >= FEWEST_ANSWERS && ofItem[items[row]!]! > 1);
  return kept.length === rows.length ? kept : withEnough(kept, { persons, items });
}

/** Takes each group's mean off its values; returns the largest mean there was. */
function sweepOut(left: Float64Array, { starts, order }: ReturnType<typeof sortByGroup>): number {
  let largest = 0;
  for (let group = 0; group + 1 < starts.length; group++) {
    const [from, to] = [starts[group]!, starts[group + 1]!];
    if (from === to) continue;
    let sum = 0;
    for (let at = from; at < to; at++) sum += left[order[at]!]!;
    const own = sum / (to - from);
    for (let at = from; at < to; at++) left[order[at]!]! -= own;
    largest = Math.max(largest, Math.abs(own));
  }
  return largest;
}

function groupsBy(table: Table, names: readonly string[]): Int32Array {
  return combinations(
    table.rows,
    names.flatMap((name) => textColumn(table, name) ?? []),
  );
}

function countOf(groups: Int32Array): number {
  return groups.reduce((most, group) => Math.max(most, group), -1) + 1;
}

function cellsOf(table: Table, name: string): (row: number) => string {
  const column = textColumn(table, name);
  return (row) => column?.texts[column.values[row]!] ?? "";
}
