import { z } from "zod";
import { TrialBody } from "../../experiments/contract/trial.ts";
import { productRows } from "../../experiments/measures/productRows.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { type Route, route, sessionOf } from "../http/route.ts";
import type { Store } from "../store/store.ts";

/** Whether the study looks for this participant, so that someone it does not look for is told so at another device too,
 *  and does not screen again. */
export function eligibilityRoutes(store: Store): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/api/v1/sessions/:sessionId/eligibility",
      access: "participant",
      summary: "False once the participant's answers to the study's screening say that it does not look for them.",
      replies: { 200: z.object({ eligible: z.boolean() }) },
      async handle(call) {
        const { studyId, studyHash, sessionId } = sessionOf(call);
        const { flow } = await store.studies.version(studyHash);
        const screening = flow.filter(({ part }) => part === "screening").flatMap((part) => part.measures);
        const instances = new Set(screening.map(({ measure, instance = measure }) => instance));
        const stored = await store.readStudy(studyId, (view) => view.trials(sessionId));
        const answers = stored
          .map(({ body }) => TrialBody.parse(body))
          .filter(({ instance }) => instances.has(instance));
        return { status: 200, body: { eligible: areEligible(answers) } };
      },
    }),
  ];
}

function areEligible(answers: readonly TrialBody[]): boolean {
  const screener = measureNamed("screener");
  if (screener === undefined) throw new RangeError("there is no screener");
  return productRows(screener, answers).every(({ rows }) => screener.score(rows, {}).value !== 0);
}
