import { cell } from "../../experiments/contract/columns.ts";
import { realChoice } from "../../experiments/measures/behavioural/realChoice/measure.ts";
import type { SessionRecord, StoredTrial } from "../store/store.ts";
import type { CsvFile } from "./csvFile.ts";
import type { NewTables } from "./newTables.ts";
import type { WaveColumn } from "./waveColumn.ts";

type Body = StoredTrial["body"];

const columns = (wave: WaveColumn) => [
  ...["session_id", "participant_id", ...wave.header, "instance", "stakes", "pressure", "set_index", "repeat_of"],
  ...["product", "price", "place", "attributes", "chosen", "none", "timed_out", "latency_ms"],
];

/** Writes choices.csv session by session. */
export type ChoicesTable = {
  add(session: SessionRecord, trials: readonly StoredTrial[]): Promise<void>;
  close(): Promise<void>;
};

/** choices.csv: a row a person × set × alternative, where anybody chose between products. Of each set the first answer that
 *  was stored, which is the one that counts. */
export function choicesTable(out: NewTables, wave: WaveColumn): ChoicesTable {
  let file: CsvFile | undefined;
  return {
    async add(session, trials) {
      const choices = trials.map(({ body }) => body).filter(isChoice);
      if (choices.length === 0) return;
      file ??= out.open("choices.csv", columns(wave));
      for (const choice of firstOfEach(choices)) for (const row of rowsOf(session, choice, wave)) await file.write(row);
    },
    async close() {
      await file?.close();
    },
  };
}

function isChoice(body: Body): boolean {
  return body["measure"] === realChoice.name && body["kind"] === "choice" && !("skipped" in body);
}

function firstOfEach(choices: readonly Body[]): readonly Body[] {
  const first = new Map<string, Body>();
  for (const choice of choices) {
    const set = JSON.stringify([choice["instance"], choice["setIndex"]]);
    if (!first.has(set)) first.set(set, choice);
  }
  return [...first.values()];
}

function rowsOf(session: SessionRecord, choice: Body, wave: WaveColumn): readonly (readonly string[])[] {
  const { sessionId, participantId } = session;
  const parsed = realChoice.trial.shape.alternatives.safeParse(choice["alternatives"]);
  const of = (name: string) => cell(choice[name]);
  return (parsed.data ?? []).map(({ product, price, place, attributes }) => [
    ...[
      sessionId,
      participantId,
      ...wave.cells(session),
      of("instance"),
      of("stakes"),
      of("pressure"),
      of("setIndex"),
      of("repeatOf"),
    ],
    ...[product, cell(price), cell(place), Object.keys(attributes).length === 0 ? "" : cell(attributes)],
    ...[cell(choice["chosen"] === product), cell(choice["chosen"] === null && choice["timedOut"] !== true)],
    ...[of("timedOut"), of("latencyMs")],
  ]);
}
