import { z } from "zod";

/** What is kept of a participant's device: the browser's family and main version, its window in CSS pixels, how it points,
 *  and how far its clock is ahead of ours, in ms and with the way of the request in it. Nothing that tells two people
 *  with the same kind of device apart. */
export const Device = z.object({
  browser: z
    .string()
    .regex(/^(?:[A-Z][A-Za-z ]{0,24} \d{1,4}|other)$/)
    .nullable(),
  window: z
    .string()
    .regex(/^\d{1,5}x\d{1,5}$/)
    .nullable(),
  pixelRatio: z.number().positive().max(100).nullable(),
  pointer: z.enum(["coarse", "fine"]).nullable(),
  clockOffsetMs: z.int().nullable(),
});
export type Device = z.infer<typeof Device>;

/** The device that a session's start tells of; null when it tells nothing of one. What does not fit is left out: it is no
 *  reason to turn anyone away. */
export function deviceOf(parameters: Readonly<Record<string, string>> | undefined, now: Date): Device | null {
  const said = (name: string) => parameters?.[`saydo.${name}`];
  const clock = Date.parse(said("clock") ?? "");
  const { shape } = Device;
  const device = {
    browser: shape.browser.catch(null).parse(said("browser") ?? null),
    window: shape.window.catch(null).parse(said("window") ?? null),
    pixelRatio: shape.pixelRatio.catch(null).parse(Number(said("pixelRatio") ?? Number.NaN)),
    pointer: shape.pointer.catch(null).parse(said("pointer") ?? null),
    clockOffsetMs: Number.isFinite(clock) ? clock - now.getTime() : null,
  };
  return Object.values(device).every((fact) => fact === null) ? null : device;
}
