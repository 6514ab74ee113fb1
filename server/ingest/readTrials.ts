import canonicalize from "canonicalize";
import { z } from "zod";
import type { Measure } from "../../experiments/contract/measure.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { trialsPerRequest } from "../../experiments/contract/requestLimits.ts";
import { SkippedTask, TrialBody, TrialEnvelope } from "../../experiments/contract/trial.ts";
import { type ItemProblem, type ReceivedTrial, UNNUMBERED } from "../store/store.ts";
import { depthOf, elementSpans, memberSpan, skipSpace } from "./jsonText.ts";

export type MeasureLookup = (name: string) => Measure | undefined;

const Envelopes = z.object({ trials: z.array(z.unknown()) });
// A trial is a flat record with short lists; deeper nesting only serves to exhaust whoever walks it.
const DEEPEST_BODY = 32;
// An escaped surrogate: perhaps half of a pair, which no file of text could hold.
const HALF_CHARACTER = /\\u[dD][89a-fA-F]/;

/** Reads the trials of a request: each judged alone, each kept as the bytes that came. Throws a Problem when the request
 *  as a whole is not what it should be. */
export function readTrials(text: string, parsed: unknown, trialSchema: TrialSchemas): readonly ReceivedTrial[] {
  const request = Envelopes.safeParse(parsed);
  if (!request.success) throw malformed("The body must be an object with a list of trials.", "trials");
  const { trials } = request.data;
  if (trials.length > trialsPerRequest) throw tooMany(trials.length);
  const list = memberSpan(text, skipSpace(text, 0), "trials");
  if (!list) throw new RangeError("the parsed list must be in the text");
  const items = elementSpans(text, list.from).map(({ from, to }) => text.slice(from, to));
  return trials.map((trial, place) => readTrial(trial, { item: items[place] ?? "", place, trialSchema }));
}

export type TrialSchemas = (measure: string) => z.ZodType | undefined;

/** What a measure's trials must be: its own fields and those of every trial. Made once a measure. */
export function trialSchemas(measureNamed: MeasureLookup): TrialSchemas {
  const known = new Map<string, z.ZodType>();
  return (name) => {
    const cached = known.get(name);
    if (cached) return cached;
    const measure = measureNamed(name);
    if (!measure) return undefined;
    const schema = TrialBody.extend(measure.trial.shape);
    known.set(name, schema);
    return schema;
  };
}

type Place = { readonly item: string; readonly place: number; readonly trialSchema: TrialSchemas };

function readTrial(trial: unknown, { item, place, trialSchema }: Place): ReceivedTrial {
  const seq = TrialEnvelope.shape.seq.safeParse(isRecord(trial) ? trial["seq"] : undefined);
  if (!seq.success) return { seq: UNNUMBERED, item, problem: unnumbered(place) };
  const envelope = TrialEnvelope.safeParse(trial);
  if (!envelope.success) return { seq: seq.data, item, problem: invalid(envelope.error) };
  const { id, body } = envelope.data;
  const span = memberSpan(item, 0, "body");
  if (!span) throw new RangeError("the parsed body must be in the text");
  const bodyText = item.slice(span.from, span.to);
  const problem = bodyProblem(body, bodyText, trialSchema);
  if (problem) return { seq: seq.data, item, problem };
  const [measure, instance] = [String(body["measure"]), String(body["instance"])];
  return { seq: seq.data, id, body: bodyText, item, measure, instance };
}

function bodyProblem(
  body: Readonly<Record<string, unknown>>,
  text: string,
  trialSchema: TrialSchemas,
): ItemProblem | undefined {
  if (depthOf(text) > DEEPEST_BODY) {
    return { code: "trial-invalid", detail: `A body nests at most ${DEEPEST_BODY} levels deep.`, path: "body" };
  }
  if (HALF_CHARACTER.test(text) && !isWellFormed(body)) {
    return { code: "trial-invalid", detail: "A text holds half a character (a lone surrogate).", path: "body" };
  }
  const measure = body["measure"];
  const schema = typeof measure === "string" ? trialSchema(measure) : undefined;
  if (!schema) return { code: "trial-invalid", detail: "body.measure must name a measure.", path: "body.measure" };
  const checked = ("skipped" in body ? SkippedTask : schema).safeParse(body);
  return checked.success ? undefined : invalid(checked.error, ["body"]);
}

function invalid(error: z.ZodError, under: readonly string[] = []): ItemProblem {
  const [first] = error.issues;
  const path = [...under, ...(first?.path.map(String) ?? [])].join(".");
  return { code: "trial-invalid", detail: first?.message ?? "The trial does not fit its measure.", path };
}

/** Whether all texts are whole characters: what has no canonical form (RFC 8785) could not be exported as it came. */
function isWellFormed(body: Readonly<Record<string, unknown>>): boolean {
  try {
    return canonicalize(body) !== undefined;
  } catch {
    return false;
  }
}

function unnumbered(place: number): ItemProblem {
  const detail = "Every trial needs a whole number seq from 0 to 1,000,000.";
  return { code: "trial-invalid", detail, path: `trials.${place}.seq` };
}

function malformed(detail: string, path: string): Problem {
  return new Problem({ code: "request-invalid", detail, path });
}

function tooMany(count: number): Problem {
  return new Problem({
    code: "body-too-large",
    detail: `A request carries at most ${trialsPerRequest} trials.`,
    found: `${count} trials`,
    todo: "Keep the data and send fewer at a time.",
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
