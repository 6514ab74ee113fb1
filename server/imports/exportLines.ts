import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { Problem } from "../../experiments/contract/problem.ts";
import { Assignment, ConsentGiven } from "../../experiments/contract/session.ts";
import { Language } from "../../experiments/contract/text.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { Device } from "../device.ts";

const Moment = z.iso.datetime({ precision: 3 });
const Flag = z.union([z.literal(0), z.literal(1)]);

/** A line of an export's sessions.jsonl. */
export const SessionLine = z.looseObject({
  session_id: z.uuid(),
  participant_id: z.uuid(),
  // Only studies with waves have it.
  wave: z.string().nullish(),
  study_hash: z.string(),
  language: Language,
  started_at: Moment,
  consented_at: Moment.nullable(),
  finished_at: Moment.nullable(),
  withdrawn_at: Moment.nullable(),
  take_part: Flag.nullable(),
  link_purchases: Flag.nullable(),
  link_history: Flag.nullable(),
  recontact: Flag.nullable(),
  share_data: Flag.nullable(),
  assignment: z.string(),
  seed: z.int().min(0),
  is_simulated: Flag,
  // Exports of the first version say nothing of devices.
  device_browser: Device.shape.browser.default(null),
  device_window: Device.shape.window.default(null),
  device_pixel_ratio: Device.shape.pixelRatio.default(null),
  device_pointer: Device.shape.pointer.default(null),
  clock_offset_ms: Device.shape.clockOffsetMs.default(null),
});
export type SessionLine = z.infer<typeof SessionLine>;

/** What a line of trials.jsonl says beside the trial itself. `received` holds a body that had line ends of its own. */
export const TrialLine = z.looseObject({
  session_id: z.uuid(),
  seq: z.int(),
  id: z.string(),
  received_at: Moment,
  received: z.string().optional(),
});
export type TrialLine = z.infer<typeof TrialLine>;

/** A line of refused.jsonl: an item as it came, and why it was not taken as a trial. */
export const RefusedLine = z.object({
  session_id: z.uuid(),
  seq: z.int(),
  status: z.enum(["invalid", "conflict"]),
  item: z.string(),
  problem: z.looseObject({ code: z.string(), detail: z.string() }),
  received_at: Moment,
});
export type RefusedLine = z.infer<typeof RefusedLine>;

export type Line<T> = { readonly row: number; readonly text: string; readonly value: T };

/** The lines of a JSON-lines file. Throws a Problem at the first that is no JSON or not of this shape. */
export async function* linesOf<T>(file: string, schema: z.ZodType<T>): AsyncGenerator<Line<T>> {
  fileOrigin(file, "the folder of the export");
  let row = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    row += 1;
    if (text === "") continue;
    const parsed = schema.safeParse(jsonOr(text));
    if (!parsed.success) throw wrongLine(file, row, parsed.error);
    yield { row, text, value: parsed.data };
  }
}

export function purposesOf(line: SessionLine): ConsentGiven["purposes"] | null {
  if (line.take_part === null) return null;
  return ConsentGiven.shape.purposes.parse({
    takePart: line.take_part === 1,
    linkPurchases: line.link_purchases === 1,
    linkHistory: line.link_history === 1,
    recontact: line.recontact === 1,
    shareData: line.share_data === 1,
  });
}

export function deviceIn(line: SessionLine): Device | null {
  const device = {
    browser: line.device_browser,
    window: line.device_window,
    pixelRatio: line.device_pixel_ratio,
    pointer: line.device_pointer,
    clockOffsetMs: line.clock_offset_ms,
  };
  return Object.values(device).every((fact) => fact === null) ? null : device;
}

/** The levels of a session, from their text. Throws a Problem when they are none. */
export function assignmentIn(line: SessionLine, file: string): Assignment {
  const parsed = Assignment.safeParse(jsonOr(line.assignment));
  if (parsed.success) return parsed.data;
  throw new Problem({
    code: "table-invalid",
    detail: `The assignment of session ${line.session_id} cannot be read.`,
    file,
    expected: "a level for each factor, as JSON",
    found: line.assignment.slice(0, 80),
    todo: "Copy the folder of the export again, unchanged.",
  });
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wrongLine(file: string, line: number, error: z.ZodError): Problem {
  const [first] = error.issues;
  const field = first?.path.map(String).join(".") ?? "";
  return new Problem({
    code: "table-invalid",
    detail: `This line is not one of an export made with --format jsonl${field === "" ? "" : ` (${field})`}.`,
    file,
    line,
    expected: first?.message ?? "a JSON object",
    todo: "Take the file from saydo export --format jsonl, unchanged.",
  });
}
