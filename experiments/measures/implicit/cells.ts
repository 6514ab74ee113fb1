import { z } from "zod";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A cell that holds a number. */
export const numberCell = z
  .string()
  .regex(NUMBER, "a number")
  .transform((text) => Number(text));

/** A latency cell, ms. */
export const latencyCell = numberCell.pipe(z.number().min(0, "a latency in ms, 0 or more"));

/** A latency cell that may be missing: no response. */
export const optionalLatencyCell = latencyCell.optional();

/** A yes-no cell: 1 or 0. */
export const flagCell = z.enum(["1", "0"], "1 or 0").transform((text) => text === "1");

/** A whole number that counts trials or blocks. */
export const indexCell = numberCell.pipe(z.int("a whole number").min(0, "0 or more"));
