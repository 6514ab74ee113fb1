import { cell } from "../../experiments/contract/columns.ts";
import { ONLY_OUTCOME, outcomeColumns, recordedOutcomes } from "../../experiments/contract/outcomesOf.ts";
import type { Study } from "../../experiments/contract/study.ts";
import type { CoverageRow, PurchaseRow, SessionRecord, StudyView } from "../store/store.ts";
import { contaminationOf } from "./contamination.ts";
import type { NewTables } from "./newTables.ts";
import { type Outcome, type OutcomePerson, outcomeOf, type Span } from "./outcomes.ts";

type View = {
  readonly view: StudyView;
  readonly study: Study;
  readonly sessions: readonly SessionRecord[];
  readonly out: NewTables;
  readonly now: Date;
};

/** purchases.csv with the events of people who agreed and were matched; outcomes.csv with one row a participant and
 *  product, and the outcomes that are counted in records. */
export async function exportOutcomes(given: View): Promise<void> {
  const { view, study, sessions, out, now } = given;
  const linking = new Map(sessions.filter(mayLink).map((session) => [session.participantId, session]));
  const purchases = (await view.purchases()).filter(({ participant_id }) => linking.has(participant_id));
  await writePurchases(purchases, linking, out);
  const coverage = spansByPerson(await view.coverage());
  const keyed = await view.peopleWithKey();
  const bought = grouped(purchases, (row) => row.participant_id);
  const contamination = await contaminationOf(view, study);
  const table = study.outcomes === undefined ? onlyOutcome(contamination.isPossible) : severalOutcomes(study);
  const file = out.open("outcomes.csv", table.columns);
  for (const session of sessions) {
    const { participantId } = session;
    const rows = bought.get(participantId) ?? [];
    const own = coverage.get(participantId) ?? [];
    const everyone = coverage.get("") ?? [];
    const person: OutcomePerson = {
      sessionEnd: new Date(session.finishedAt ?? session.startedAt),
      mayLink: mayLink(session),
      isMatched: keyed.has(participantId) && (rows.length > 0 || own.length > 0 || everyone.length > 0),
      coverage: [...own, ...everyone],
      hasWon: contamination.hasWon(session),
    };
    const kept = await contamination.keptOf(session);
    for (const product of productsOf(study)) {
      const events = rows.filter((row) => row.product === product).map(eventOf);
      const found = recordedOutcomes(study).map((one) =>
        one.product === undefined || one.product === product ? outcomeOf(one, { person, events, now }) : null,
      );
      await file.write([participantId, product, ...table.cells(found, kept)]);
    }
  }
  await file.close();
}

type Table = {
  readonly columns: readonly string[];
  /** One entry an outcome; null where it is not about the row's product. */
  cells(found: readonly (Outcome | null)[], kept: number): readonly string[];
};

const WHO = ["participant_id", "product"] as const;

/** The chance of not having won stands there only where something can be won. */
function onlyOutcome(isPaid: boolean): Table {
  const columns = [...WHO, "bought", "outcome_reason", "window_from", "window_until", "events"];
  return {
    columns: isPaid ? [...columns, outcomeColumns(ONLY_OUTCOME).kept] : columns,
    cells: ([found], kept) => [...outcomeCells(found ?? null), ...(isPaid ? [cell(kept)] : [])],
  };
}

function severalOutcomes(study: Study): Table {
  const columns = recordedOutcomes(study).flatMap(({ id }) => {
    const { value, reason, days, event, entry, kept } = outcomeColumns(id);
    const more = ["window_from", "window_until", "events"].map((what) => `${value}_${what}`);
    return [value, reason, ...more, days, event, entry, kept];
  });
  return {
    columns: [...WHO, ...columns],
    cells: (found, kept) =>
      found.flatMap((one) => {
        const { days, event, entry } = one?.watched ?? {};
        return [...outcomeCells(one), cell(days), cell(event), cell(entry), cell(one === null ? null : kept)];
      }),
  };
}

function outcomeCells(found: Outcome | null): readonly string[] {
  if (found === null) return ["", "", "", "", ""];
  const { bought, reason, window, events } = found;
  const { from, until } = window;
  return [cell(bought), cell(reason), from.toISOString(), until.toISOString(), cell(events)];
}

/** Whether a session's person lets purchases be linked: agreed to it and has not withdrawn. */
export function mayLink({ purposes, withdrawnAt }: SessionRecord): boolean {
  return withdrawnAt === null && purposes?.takePart === true && purposes.linkPurchases;
}

/** The products that any outcome in records is about, in the study's order. */
function productsOf(study: Study): readonly string[] {
  const about = recordedOutcomes(study).map(({ product }) => product);
  return study.products.map(({ id }) => id).filter((id) => about.includes(undefined) || about.includes(id));
}

function eventOf({ purchased_at, product, kind }: PurchaseRow) {
  return { purchasedAt: new Date(purchased_at), product, kind };
}

function spansByPerson(rows: readonly CoverageRow[]): ReadonlyMap<string, readonly Span[]> {
  const spans = grouped(rows, (row) => row.participant_id);
  return new Map(
    [...spans].map(([participantId, lines]) => [
      participantId,
      lines.map((line) => ({ from: new Date(line.observed_from), until: new Date(line.observed_until) })),
    ]),
  );
}

async function writePurchases(
  purchases: readonly PurchaseRow[],
  linking: ReadonlyMap<string, SessionRecord>,
  out: NewTables,
): Promise<void> {
  const file = out.open("purchases.csv", [
    ...["participant_id", "purchased_at", "product", "order_ref", "quantity", "amount", "currency", "channel", "kind"],
    "is_before_session",
  ]);
  for (const row of purchases) {
    const session = linking.get(row.participant_id);
    const end = session?.finishedAt ?? session?.startedAt ?? "";
    const { participant_id, purchased_at, product, order_ref, quantity, amount, currency, channel, kind } = row;
    const cells = [participant_id, purchased_at, product, order_ref, quantity, amount, currency, channel, kind];
    await file.write([...cells, purchased_at <= end].map(cell));
  }
  await file.close();
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
