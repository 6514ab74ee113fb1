import { OwnScores } from "../../experiments/contract/ownScore.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { TrialBody } from "../../experiments/contract/trial.ts";
import { type Occurrence, ownScore } from "../../experiments/measures/ownScore.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { type Route, route, sessionOf } from "../http/route.ts";
import { withdrawn } from "../refusals.ts";
import type { Store } from "../store/store.ts";

const MOST_KEPT = 1000;

/** A participant's own results, where the study tells them: worked out when asked for, kept nowhere. */
export function ownScoreRoutes(store: Store): readonly Route[] {
  // Of sessions that are over, to which nothing comes any more: whoever asks again and again has them worked out once.
  const told = new Map<string, OwnScores["scores"]>();
  return [
    route({
      method: "get",
      path: "/api/v1/sessions/:sessionId/own-scores",
      access: "participant",
      summary:
        "The participant's own results of the tasks the study names in ownScores; none before the session's end.",
      replies: { 200: OwnScores },
      refusals: ["withdrawn"],
      async handle(call) {
        const session = sessionOf(call);
        if (session.withdrawnAt !== null) throw withdrawn();
        const study = await store.studies.version(session.studyHash);
        const isOwn = session.finishedAt !== null && session.movedAt === null;
        const asked = isOwn ? askedOf(study) : [];
        if (asked.length === 0) return { status: 200, body: { scores: [] } };
        const before = told.get(session.sessionId);
        if (before !== undefined) return { status: 200, body: { scores: before } };
        const stored = await store.readStudy(session.studyId, (view) => view.trials(session.sessionId));
        const trials = stored.map(({ body }) => TrialBody.parse(body));
        // Whoever was drawn into an arm without the task has nothing to be told.
        const met = asked.filter(({ occurrence }) => trials.some(({ instance }) => instance === occurrence.instance));
        const scores = met.map(({ measure, occurrence }) => ownScore(measure, occurrence, trials));
        if (told.size >= MOST_KEPT) told.clear();
        told.set(session.sessionId, scores);
        return { status: 200, body: { scores } };
      },
    }),
  ];
}

/** The tasks whose results the study tells, in the order of its flow. */
function askedOf({ ownScores = [], flow, products }: Study) {
  return flow.flatMap(({ measures }) =>
    measures.flatMap((entry) => {
      const measure = measureNamed(entry.measure);
      const { instance = entry.measure, product } = entry;
      if (measure === undefined || product === undefined || !ownScores.includes(instance)) return [];
      const occurrence: Occurrence = { instance, product, comparison: comparisonOf(entry, products) };
      return [{ measure, occurrence }];
    }),
  );
}

/** The second product of a task that has one: the one it names, else the study's first other one. */
function comparisonOf(entry: Study["flow"][number]["measures"][number], products: Study["products"]): string | null {
  const measure = measureNamed(entry.measure);
  if (measure === undefined || !("comparison" in measure.parameters.shape)) return null;
  const named = entry["comparison"];
  return typeof named === "string" ? named : (products.find(({ id }) => id !== entry.product)?.id ?? null);
}
