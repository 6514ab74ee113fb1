import { Command } from "commander";
import { expect, test } from "vitest";
import { type TableFlags, withTableFlags } from "../../../experiments/tableFiles/tableFlags.ts";
import { saidOf } from "../../../experiments/tables/said.ts";

test("every flag of a table becomes what is said about it", () => {
  const typed = [
    ["--map", "participant_id=Subject", "latency_ms=#4"],
    ["--value", "pairing:A=B=compatible", "nps:99="],
    ["--encoding", "windows-1252"],
    ["--delimiter", "tab"],
    ["--decimal", ","],
    ["--time-zone", "UTC"],
    ["--date-format", "dd.MM.yyyy"],
    ["--unit", "latency_ms=s"],
    ["--given", "product=Oat milk", "focal=Oat"],
  ].flat();
  const command = withTableFlags(new Command()).parse(typed, { from: "user" });
  expect(saidOf(command.opts<TableFlags>())).toEqual({
    map: new Map([
      ["participant_id", "Subject"],
      ["latency_ms", "#4"],
    ]),
    values: new Map([
      ["pairing", new Map([["A=B", "compatible"]])],
      ["nps", new Map([["99", ""]])],
    ]),
    units: new Map([["latency_ms", "s"]]),
    given: new Map([
      ["product", "Oat milk"],
      ["focal", "Oat"],
    ]),
    encoding: "windows-1252",
    delimiter: "\t",
    decimal: ",",
    zone: "UTC",
    dateFormat: "dd.MM.yyyy",
  });
});
