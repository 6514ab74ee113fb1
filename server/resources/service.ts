import { z } from "zod";
import { Problem } from "../../experiments/contract/problem.ts";
import { openApi } from "../http/openApi.ts";
import { type Route, route } from "../http/route.ts";
import type { GroupCommit } from "../ingest/groupCommit.ts";
import type { Store } from "../store/store.ts";

const Health = z.object({ status: z.literal("ok"), waiting: z.int(), store: z.record(z.string(), z.string()) });

/** Whether the process lives, whether it can take trials now, and what its interface is. */
export function serviceRoutes(store: Store, ingest: GroupCommit, described: () => readonly Route[]): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/health",
      access: "anyone",
      summary: "The process lives; the settings its store really has.",
      replies: { 200: Health },
      async handle() {
        const settings = await store.settings();
        return { status: 200, body: { status: "ok", waiting: ingest.waiting, store: settings } };
      },
    }),
    route({
      method: "get",
      path: "/ready",
      access: "anyone",
      summary: "Whether trials can be stored now.",
      replies: { 200: z.object({ ready: z.literal(true) }) },
      refusals: ["store-unavailable"],
      async handle() {
        const trouble = await store.trouble();
        if (trouble === null && !ingest.isFailing) return { status: 200, body: { ready: true } };
        throw new Problem({ code: "store-unavailable", detail: "Trials cannot be stored now." });
      },
    }),
    route({
      method: "get",
      path: "/openapi.json",
      access: "anyone",
      summary: "This description.",
      replies: { 200: z.looseObject({ openapi: z.string() }) },
      handle: async () => ({ status: 200, body: openApi(described()) }),
    }),
  ];
}
