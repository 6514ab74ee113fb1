import canonicalize from "canonicalize";
import { z } from "zod";
import type { Measure } from "../../experiments/contract/measure.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { mostOfTrial, trialsPerRequest } from "../../experiments/contract/requestLimits.ts";
import { SkippedTask, TrialBody, TrialEnvelope } from "../../experiments/contract/trial.ts";
import { type NamedProduct, namedProducts } from "../../experiments/measures/namedProducts.ts";
import { trialRowReader } from "../../experiments/measures/trialRow.ts";
import { type ItemProblem, type ReceivedTrial, UNNUMBERED } from "../store/store.ts";
import { elementSpans, isDeeper, memberSpan, skipSpace } from "./jsonText.ts";

export type MeasureLookup = (name: string) => Measure | undefined;

type Body = Readonly<Record<string, unknown>>;

/** A trial's number and id; its body is judged where it is, without being copied. */
const Head = TrialEnvelope.pick({ seq: true, id: true });
const Envelopes = z.object({ trials: z.array(z.unknown()) });
const CONTROL = /\p{Cc}/u;
// An escaped surrogate: perhaps half of a pair, which no file of text could hold.
const HALF_CHARACTER = /\\u[dD][89a-fA-F]/;

/** Reads the trials of a request: each judged alone, each kept as the bytes that came. Throws a Problem when the request
 *  as a whole is not what it should be. */
export function readTrials(text: string, parsed: unknown, judge: TrialJudge): readonly ReceivedTrial[] {
  const request = Envelopes.safeParse(parsed);
  if (!request.success) throw malformed("The body must be an object with a list of trials.", "trials");
  const { trials } = request.data;
  if (trials.length > trialsPerRequest) throw tooMany(trials.length);
  const list = memberSpan(text, skipSpace(text, 0), "trials");
  if (!list) throw new RangeError("the parsed list must be in the text");
  const items = elementSpans(text, list.from).map(({ from, to }) => text.slice(from, to));
  return trials.map((trial, place) => readTrial(trial, { item: items[place] ?? "", place, judge }));
}

/** Judges a body, given as value and text, by the measure it names: why it is no trial of it, or the products it names. */
export type TrialJudge = (body: Body, text: string) => JudgedTrial;
export type JudgedTrial = { readonly problem: ItemProblem } | { readonly products: readonly NamedProduct[] };

/** One description for taking a trial and for scoring it: a body must be what its measure records, and the measure must be
 *  able to read it as a row. */
export function trialJudge(measureNamed: MeasureLookup): TrialJudge {
  const known = new Map<string, Known>();
  return (body, text) => {
    const tooMuch = limitProblem(body, text);
    if (tooMuch) return { problem: tooMuch };
    if (HALF_CHARACTER.test(text) && !isWellFormed(body)) {
      return notTrial("A text holds half a character (a lone surrogate).", "body");
    }
    const named = knownMeasure(body["measure"], known, measureNamed);
    if (!named) return notTrial("body.measure must name a measure.", "body.measure");
    const problem = misfit(body, named);
    return problem ? { problem } : { products: namedProducts(named.measure, body) };
  };
}

function notTrial(detail: string, path: string): JudgedTrial {
  return { problem: { code: "trial-invalid", detail, path } };
}

type Known = {
  readonly measure: Measure;
  readonly schema: z.ZodType;
  readonly read: ReturnType<typeof trialRowReader>;
};

/** Why a body is not what its measure records, or cannot be read as a row of it. */
function misfit(body: Body, { schema, read }: Known): ItemProblem | undefined {
  const isSkipped = Object.hasOwn(body, "skipped");
  const checked = (isSkipped ? SkippedTask : schema).safeParse(body);
  if (!checked.success) return invalid(checked.error, ["body"]);
  if (isSkipped) return undefined;
  const row = read(body);
  return row.success ? undefined : invalid(row.error, ["body"]);
}

/** What a measure's trials must be: its own fields and those of every trial. Made once a measure. */
function knownMeasure(name: unknown, known: Map<string, Known>, measureNamed: MeasureLookup): Known | undefined {
  if (typeof name !== "string") return undefined;
  const cached = known.get(name);
  if (cached) return cached;
  const measure = measureNamed(name);
  if (!measure) return undefined;
  const made = { measure, schema: TrialBody.extend(measure.trial.shape), read: trialRowReader(measure) };
  known.set(name, made);
  return made;
}

function limitProblem(body: Body, text: string): ItemProblem | undefined {
  const { bytes, fields, nameLetters, depth } = mostOfTrial;
  const names = Object.keys(body);
  const odd = names.find((name) => name === "" || name.length > nameLetters || CONTROL.test(name));
  const detail =
    text.length > bytes / 3 && Buffer.byteLength(text) > bytes
      ? `A trial's body has at most ${bytes / 1024} KiB.`
      : names.length > fields
        ? `A trial's body has at most ${fields} fields; this one has ${names.length}.`
        : odd !== undefined
          ? `A field's name has 1 to ${nameLetters} letters and no control characters.`
          : isDeeper(body, depth)
            ? `A body nests at most ${depth} levels deep.`
            : undefined;
  return detail === undefined ? undefined : { code: "trial-invalid", detail, path: "body" };
}

type Place = { readonly item: string; readonly place: number; readonly judge: TrialJudge };

function readTrial(trial: unknown, { item, place, judge }: Place): ReceivedTrial {
  const body = isRecord(trial) ? trial["body"] : undefined;
  const head = Head.safeParse(trial);
  if (!head.success || !isRecord(body)) return misread(trial, { item, place });
  const { seq, id } = head.data;
  const span = memberSpan(item, 0, "body");
  if (!span) throw new RangeError("the parsed body must be in the text");
  const bodyText = item.slice(span.from, span.to);
  const judged = judge(body, bodyText);
  if ("problem" in judged) return { seq, item, problem: judged.problem };
  const [measure, instance] = [String(body["measure"]), String(body["instance"])];
  return { seq, id, body: bodyText, item, measure, instance, products: judged.products };
}

/** An item that is no trial: its number where it has one, and what is wrong with it. */
function misread(trial: unknown, { item, place }: Omit<Place, "judge">): ReceivedTrial {
  const seq = TrialEnvelope.shape.seq.safeParse(isRecord(trial) ? trial["seq"] : undefined);
  if (!seq.success) return { seq: UNNUMBERED, item, problem: unnumbered(place) };
  const envelope = TrialEnvelope.safeParse(trial);
  if (envelope.success) throw new RangeError("an item that is misread is no trial");
  return { seq: seq.data, item, problem: invalid(envelope.error) };
}

function invalid(error: z.ZodError, under: readonly string[] = []): ItemProblem {
  const [first] = error.issues;
  const path = [...under, ...(first?.path.map(String) ?? [])].join(".");
  return { code: "trial-invalid", detail: first?.message ?? "The trial does not fit its measure.", path };
}

/** Whether all texts are whole characters: what has no canonical form (RFC 8785) could not be exported as it came. */
function isWellFormed(body: Body): boolean {
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
