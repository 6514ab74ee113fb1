import type { VNode } from "preact";
import { type Flagged, flagMeanings } from "../../quality/flags.ts";
import type { PersonSummary, StoredStudy, StoredTrial } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { moment } from "../reader.ts";
import { Layout, Table } from "./layout.tsx";

type Props = {
  readonly visit: Visit;
  readonly study: StoredStudy;
  readonly person: PersonSummary;
  readonly trials: readonly StoredTrial[];
  readonly flags: readonly Flagged[];
  readonly titles: ReadonlyMap<string, string>;
};

/** One session: its answers one by one, with their times. */
export function SessionPage(props: Props): VNode {
  const { visit, study, person, trials, flags, titles } = props;
  return (
    <Layout title="Session" visit={visit} study={study} place="/quality">
      <p>
        <a href={`/studies/${study.id}/quality`}>← Quality</a>
      </p>
      <h1>Session {person.sessionId.slice(0, 8)}</h1>
      <dl>
        <dt>Began</dt>
        <dd>{moment(person.startedAt)}</dd>
        <dt>Finished</dt>
        <dd>{person.finishedAt === null ? "not yet" : moment(person.finishedAt)}</dd>
        <dt>Kind</dt>
        <dd>{person.isSimulated ? "simulated" : person.isPilot ? "pilot" : "a participant"}</dd>
        <dt>Trials</dt>
        <dd>
          {trials.length}
          {person.hasGaps ? ", some are missing between them" : ""}
          {person.refused > 0 ? `, ${person.refused} refused` : ""}
        </dd>
      </dl>
      <h2>Flags</h2>
      <Table
        columns={["Flag", "What it means", "Found"]}
        numbers={[2]}
        empty="Nothing is flagged."
        rows={flags.map(({ flag, value }) => [flag, flagMeanings[flag], Number(value.toPrecision(3))])}
      />
      <h2>Times</h2>
      <Strip trials={trials} />
      <h2>Trials</h2>
      <Table
        columns={["", "Measure", "Block", "Shown", "Answer", "ms", "Right"]}
        numbers={[0, 5]}
        empty="None so far."
        rows={trials.map(({ seq, body }) => [
          seq,
          titles.get(text(body, "instance")) ?? text(body, "instance"),
          text(body, "blockIndex"),
          text(body, "stimulus") || text(body, "item"),
          text(body, "response") || text(body, "value"),
          rounded(body["latencyMs"]),
          rightness(body["isCorrect"]),
        ])}
      />
    </Layout>
  );
}

function text(body: StoredTrial["body"], key: string): string {
  const value = body[key];
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function rounded(value: unknown): number | string {
  return typeof value === "number" ? Math.round(value) : "";
}

function rightness(value: unknown): string {
  if (typeof value !== "boolean") return "";
  return value ? "yes" : "no";
}

const HEIGHT = 120;
const STEP = 6;
const TOP_MS = 3000;
const FAST_MS = 300;

/** Each timed answer as a dot, by its time; wrong ones are crosses, so that colour alone says nothing. */
function Strip({ trials }: Pick<Props, "trials">): VNode {
  const timed = trials.flatMap(({ seq, body }) => {
    const latency = body["latencyMs"];
    return typeof latency === "number" ? [{ seq, latency, isWrong: body["isCorrect"] === false }] : [];
  });
  if (timed.length === 0) return <p class="empty">No answer has a time.</p>;
  const y = (ms: number) => HEIGHT - (Math.min(ms, TOP_MS) / TOP_MS) * (HEIGHT - 8) - 4;
  const wrong = timed.filter(({ isWrong }) => isWrong).length;
  return (
    <figure>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a strip wider than its window is scrolled with the keyboard too */}
      <div class="wide" tabIndex={0}>
        <svg
          class="strip"
          width={timed.length * STEP + 2 * STEP}
          height={HEIGHT}
          role="img"
          aria-label={`${timed.length} answers with their times, ${wrong} wrong`}
        >
          <line class="limit" x1={0} x2={timed.length * STEP + 2 * STEP} y1={y(FAST_MS)} y2={y(FAST_MS)} />
          {timed.map(({ seq, latency, isWrong }, at) => {
            const [cx, cy] = [(at + 1) * STEP, y(latency)];
            return isWrong ? (
              <path key={seq} class="wrong" d={`M${cx - 3} ${cy - 3}l6 6m0 -6l-6 6`} />
            ) : (
              <circle key={seq} cx={cx} cy={cy} r={2} />
            );
          })}
        </svg>
      </div>
      <figcaption class="help">
        From left to right in the order of the trials, from 0 to {TOP_MS} ms; the line is at {FAST_MS} ms; crosses are
        wrong answers.
      </figcaption>
    </figure>
  );
}
