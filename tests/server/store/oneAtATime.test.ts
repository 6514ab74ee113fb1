import { expect, test } from "vitest";
import { oneAtATime } from "../../../server/database/oneAtATime.ts";

test("work under one key is done in the order in which it was asked for, and work under another beside it", async () => {
  const inTurn = oneAtATime();
  const done: string[] = [];
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = inTurn("a", async () => {
    await gate;
    done.push("first of a");
  });
  const second = inTurn("a", async () => void done.push("second of a"));
  await inTurn("b", async () => void done.push("b"));
  open();
  await Promise.all([first, second]);
  expect(done).toEqual(["b", "first of a", "second of a"]);
});

test("work that fails tells whoever asked for it, and the next one is done all the same", async () => {
  const inTurn = oneAtATime();
  const failed = inTurn("a", () => Promise.reject(new Error("no")));
  const next = inTurn("a", () => Promise.resolve(7));
  await expect(failed).rejects.toThrow("no");
  await expect(next).resolves.toBe(7);
});
