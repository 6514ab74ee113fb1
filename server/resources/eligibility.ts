import { z } from "zod";
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
        const isOut = await store.sessions.isScreenedOut(sessionOf(call).sessionId);
        return { status: 200, body: { eligible: !isOut } };
      },
    }),
  ];
}
