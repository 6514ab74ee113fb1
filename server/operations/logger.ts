import { pino } from "pino";

export type Logger = {
  info(what: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  failure(error: unknown, errorId?: string): void;
};

/** Structured lines on stderr. No request is logged: addresses, tokens and answers are nobody's business. Of an error
 *  only its name, its code and where it happened are told, because its message may quote what someone sent. */
export function logger(): Logger {
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  return {
    info: (what, facts = {}) => log.info(facts, what),
    failure(error, errorId) {
      const facts = error instanceof Error ? { name: error.name, ...codeOf(error), at: placesOf(error) } : {};
      log.error({ ...facts, ...(errorId === undefined ? {} : { errorId }) }, "failure");
    },
  };
}

function codeOf(error: Error): { readonly code?: string } {
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? { code } : {};
}

/** The frames of the stack, without its first lines, which repeat the message. */
function placesOf(error: Error): readonly string[] {
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return frames.slice(0, 8).map((line) => line.trim());
}
