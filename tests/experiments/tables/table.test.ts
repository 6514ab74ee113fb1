import { expect, test } from "vitest";
import { askChoice, askCount, askFlag, askId, askMoment, askNumber } from "../../../experiments/contract/asked.ts";
import {
  choiceColumn,
  countColumn,
  flagColumn,
  momentColumn,
  numberColumn,
  textColumn,
} from "../../../experiments/tables/table.ts";
import { read } from "./tableTexts.ts";

test("gives a column as the kind it was asked for: typed arrays, missing as NaN or −1", async () => {
  const columns = {
    id: askId(),
    n: askCount(),
    ms: askNumber(),
    ok: askFlag(),
    side: askChoice(["left", "right"]),
    at: askMoment(),
  };
  const table = await read("id,n,ms,ok,side,at\na,1,2.5,1,right,2026-12-03\n,,,,,\na,,,,,\n", { columns });
  expect(textColumn(table, "id")?.values).toEqual(Int32Array.of(0, 0));
  expect(countColumn(table, "n")?.values).toEqual(Int32Array.of(1, -1));
  expect(numberColumn(table, "ms")?.values).toEqual(Float64Array.of(2.5, Number.NaN));
  expect(flagColumn(table, "ok")?.values).toEqual(Int8Array.of(1, -1));
  expect(choiceColumn(table, "side")?.values).toEqual(Int8Array.of(1, -1));
  expect(momentColumn(table, "at")?.days).toEqual(Int32Array.of(Date.UTC(2026, 11, 3) / 86_400_000, 0));
  expect(numberColumn(table, "absent")).toBeUndefined();
  expect(() => numberColumn(table, "n")).toThrow(RangeError);
});
