import { z } from "zod";
import { ProblemDetails } from "../../experiments/contract/problem.ts";
import { trialsRequest } from "../resources/trials.ts";
import type { Route } from "./route.ts";

/** The OpenAPI 3.1 description of the routes, made from the same schemas that check requests. */
export function openApi(routes: readonly Route[]): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of routes) {
    const path = one.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [one.method]: operation(one) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Saydo, participant side",
      version: "1",
      description: "Sessions, consent and trials. A 200 for a trial means that it is on disk.",
    },
    paths,
    components: {
      securitySchemes: { session: { type: "http", scheme: "bearer" } },
      schemas: { Problem: problemSchema },
    },
  };
}

const problemSchema = z.toJSONSchema(
  ProblemDetails.extend({ type: z.string(), title: z.string(), status: z.int() }).loose(),
);

function operation(one: Route): Readonly<Record<string, unknown>> {
  const parameters = [...one.path.matchAll(/:(\w+)/g)].map(([, name]) => {
    return { name, in: "path", required: true, schema: { type: "string" } };
  });
  return {
    summary: one.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(one.access === "anyone" ? {} : { security: [{ session: [] }] }),
    ...(one.body ? { requestBody: { required: true, content: json(bodySchema(one)) } } : {}),
    responses: {
      ...Object.fromEntries(Object.entries(one.replies).map(([status, schema]) => [status, ok(schema)])),
      default: {
        description: `A refusal${one.refusals ? `: ${one.refusals.join(", ")}` : ""}`,
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function bodySchema(one: Route): unknown {
  const schema = one.path.endsWith("/trials") ? trialsRequest : one.body;
  return schema && z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

function ok(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return { description: "Done", content: json(z.toJSONSchema(schema, { io: "output", unrepresentable: "any" })) };
}

function json(schema: unknown): Readonly<Record<string, unknown>> {
  return { "application/json": { schema } };
}
