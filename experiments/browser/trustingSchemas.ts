/** Takes zod's place in the browser's build (vite.config.ts). Timelines import no schema of their measure;
 *  a few files they share with it declare some. The server holds every trial to the schemas; in the participant's browser
 *  a second check could only break off a task, and zod would be a third of the first load. So here schemas can be
 *  declared as ever and take what they are given: `parse` leaves out the members an object does not declare, as zod
 *  does, and no more. */
type Shape = Readonly<Record<string, unknown>>;

function schema(shape?: Shape): object {
  const take = (value: unknown): unknown => (shape === undefined ? value : declared(shape, value));
  const own = new Map<string | symbol, unknown>([
    ["shape", shape],
    ["parse", take],
    ["safeParse", (value: unknown) => ({ success: true, data: take(value) })],
    ["extend", (more: Shape) => schema(shape && { ...shape, ...more })],
  ]);
  const self: object = new Proxy({}, { get: (_target, name) => (own.has(name) ? own.get(name) : () => self) });
  return self;
}

function declared(shape: Shape, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name in shape));
}

/** Every maker of schemas that zod has; only closed objects need to know their members. */
export const z: object = new Proxy(
  {},
  {
    get: (_target, name) => {
      if (name === "coerce") return z;
      return name === "object" || name === "strictObject" ? schema : () => schema();
    },
  },
);
