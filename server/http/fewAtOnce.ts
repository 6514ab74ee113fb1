import { Problem } from "../../experiments/contract/problem.ts";

/** Does work for so many at once; whoever comes then waits for a turn. Throws store-busy where too many wait. */
export function fewAtOnce(
  most: number,
  mostWaiting = Number.POSITIVE_INFINITY,
): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most && waiting.length >= mostWaiting) throw busy();
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function busy(): Problem {
  return new Problem({
    code: "store-busy",
    detail: "The server is doing as much of this as it can.",
    todo: "Try again in some minutes.",
  });
}
