import { z } from "zod";
import { Problem, type ProblemCode } from "../../experiments/contract/problem.ts";
import { TrialEnvelope, TrialsStored } from "../../experiments/contract/trial.ts";
import { type Route, route } from "../http/route.ts";
import type { GroupCommit } from "../ingest/groupCommit.ts";
import { readTrials, type TrialJudge } from "../ingest/readTrials.ts";
import type { StudyOfToken } from "../ingest/studyOfToken.ts";
import { noSuchSession, tokenInvalid, withdrawn } from "../refusals.ts";
import { secretHash } from "../secrets.ts";

export type Ingesting = {
  readonly ingest: GroupCommit;
  readonly judge: TrialJudge;
  readonly studyOf: StudyOfToken;
};

/** Takes trials. An answer of 200 means that every trial it names as created or same is on disk. */
export function trialRoutes({ ingest, judge, studyOf }: Ingesting): readonly Route[] {
  return [
    route({
      method: "post",
      path: "/api/v1/sessions/:sessionId/trials",
      access: "token",
      summary: "Stores up to 200 trials; each is judged alone.",
      // Items are read one by one in `readTrials`: one that does not fit must not cost the others.
      body: z.object({ trials: z.array(z.unknown()) }),
      bodyKind: "trials",
      replies: { 200: TrialsStored },
      refusals: ["consent-required", "consent-declined", "withdrawn", "store-busy"],
      async handle({ params, body, text, token }) {
        const trials = readTrials(text, body, judge);
        const tokenHash = secretHash(token ?? "");
        const batch = { sessionId: params["sessionId"] ?? "", tokenHash, trials };
        const outcome = await ingest.submit(batch, await studyOf(tokenHash));
        if ("refused" in outcome) throw refusal(outcome.refused);
        return { status: 200, body: outcome };
      },
    }),
  ];
}

/** What a request's items look like, for the description of the interface. */
export const trialsRequest = z.object({ trials: z.array(TrialEnvelope) });

function refusal(code: ProblemCode): Problem {
  if (code === "token-invalid") return tokenInvalid();
  if (code === "session-not-found") return noSuchSession();
  if (code === "withdrawn") return withdrawn();
  return new Problem({ code, detail: "Trials are stored once the participant has agreed to take part." });
}
