import { describe, expect, test } from "vitest";
import { z as checking } from "zod";
import { z as standIn } from "../../../experiments/browser/trustingSchemas.ts";

// The stand-in has zod's shape only as far as the build needs it.
const trusting = standIn as typeof checking;

/** Declares a trial's schema as the measures do. */
function trialSchema(z: typeof checking) {
  const side = z.enum(["left", "right"]);
  const base = z.object({
    trialIndex: z.int().min(0),
    side: side.nullable(),
    presses: z.array(z.object({ side, latencyMs: z.number().positive() })).min(1),
    text: z.union([z.string().min(1), z.record(z.string(), z.string())]).optional(),
  });
  return base.extend({ price: z.coerce.number().gt(0).optional(), isLast: z.boolean().default(false) });
}

const trial = { trialIndex: 3, side: null, presses: [{ side: "left", latencyMs: 512.25 }], price: 2, isLast: true };

describe("the browser's stand-in for zod", () => {
  test("gives a whole trial back as zod does, and leaves out what is not declared", () => {
    const given = { ...trial, secret: "not declared" };
    expect(trialSchema(trusting).parse(given)).toEqual(trial);
    expect(trialSchema(checking).parse(given)).toEqual(trial);
  });

  test("takes what zod would refuse, and leaves the refusing to the server", () => {
    const wrong = { ...trial, side: "up" };
    expect(trialSchema(checking).safeParse(wrong).success).toBe(false);
    expect(trialSchema(trusting).safeParse(wrong)).toEqual({ success: true, data: wrong });
  });

  test("leaves alone what is no closed object", () => {
    expect(trusting.enum(["a", "b"]).parse("a")).toBe("a");
    expect(trusting.looseObject({ a: trusting.string() }).parse({ b: 1 })).toEqual({ b: 1 });
    expect(trusting.array(trusting.number()).parse([1, 2])).toEqual([1, 2]);
  });
});
