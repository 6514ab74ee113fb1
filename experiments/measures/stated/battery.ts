import { z } from "zod";
import { snakeCase } from "../../contract/columns.ts";
import { Id } from "../../contract/id.ts";
import type { ExclusionReason, Score } from "../../contract/measure.ts";
import { LocalText } from "../../contract/text.ts";
import { type AnswerRow, lastAnswers, rowsBelow } from "./answers.ts";
import { ItemOrder } from "./parameters.ts";
import { isOnScale, type Scale, scaleSettings } from "./scale.ts";

type ScaleNames = readonly [string, ...string[]];

/** A list of statements answered on one rating scale, each part of a subscale. Items are stored as
 *  `<measure>.<subscale>.<id>`, so that answers alone say how they are scored. */
export type Battery<Names extends ScaleNames> = {
  readonly measure: string;
  readonly scales: Names;
  readonly scale: Scale;
};

/** One statement of a battery as the study file writes it. */
export type BatteryItem<Name extends string = string> = {
  readonly id: string;
  readonly scale: Name;
  readonly text: Readonly<Record<string, string>>;
};

/** The parameters of a battery: its items can be replaced, reordered and left out in the study file. */
export function batteryParameters<Names extends ScaleNames>(
  names: Names,
  items: readonly BatteryItem<Names[number]>[],
) {
  const Item = z.strictObject({
    id: Id.meta({ title: "Short name", description: "Letters, digits, - and _; it stands in the data." }),
    scale: z.enum(names).meta({ title: "Subscale", description: "The mean to which the statement belongs." }),
    text: LocalText.meta({ title: "Statement", description: "{product} is replaced by the product's name." }),
  });
  return {
    items: z
      .array(Item)
      .min(1)
      .refine((list) => new Set(list.map(({ scale, id }) => `${scale}.${id}`)).size === list.length, {
        error: "items of one scale need ids of their own",
      })
      .default(() => z.array(Item).parse(items))
      .meta({ title: "Statements", description: "Leave out, change, add or move them.", level: "more" }),
    itemOrder: ItemOrder.default("random").meta({
      title: "Order of the statements",
      description: "fixed: as listed. random: drawn for each participant.",
      level: "more",
    }),
  };
}

/** Scoring settings of a battery: its scale, and the share of the items shown that a person must have answered. */
export function batterySettings(scale: Scale) {
  return scaleSettings(scale).extend({ minimumAnswered: z.coerce.number().min(0).max(1).default(0.5) });
}

/** Scores a battery: the mean of the answered items; a column for the mean of each subscale (null where nothing of it
 *  was answered); `answer_sd`, which is 0 for one answer throughout (null below two answers). People who answered fewer
 *  than `minimumAnswered` of the items keep their value and are excluded. */
export function scoreBattery<Names extends ScaleNames>(
  rows: readonly AnswerRow[],
  battery: Battery<Names> & { readonly minimumAnswered: number },
): Score {
  const answers = [...lastAnswers(rowsBelow(rows, battery.measure))];
  const values = answers.map(([, value]) => value).filter((value) => value !== null);
  const ratings = answers.flatMap(([item, value]) => (isOnScale(value, battery.scale) ? [{ item, value }] : []));
  const means = battery.scales.map((name) => {
    const own = ratings.filter(({ item }) => item.startsWith(`${battery.measure}.${name}.`));
    return [columnOf(name), mean(own.map(({ value }) => value))] as const;
  });
  const numbers = ratings.map(({ value }) => value);
  const parts = { ...Object.fromEntries(means), answer_sd: sampleSd(numbers) };
  const scored = { value: mean(numbers), trialsUsed: numbers.length, parts };
  const excluded = exclusion({ asked: answers.length, values: values.length, onScale: numbers.length, ...battery });
  return excluded === null ? scored : { ...scored, excluded };
}

type Counts = {
  readonly asked: number;
  readonly values: number;
  readonly onScale: number;
  readonly minimumAnswered: number;
};

function exclusion({ asked, values, onScale, minimumAnswered }: Counts): ExclusionReason | null {
  if (asked === 0) return "no-trials";
  if (values === 0) return "not-answered";
  if (onScale < values) return "off-scale";
  return onScale < minimumAnswered * asked ? "too-few-trials" : null;
}

function columnOf(name: string): string {
  return `${snakeCase(name)}_mean`;
}

/** Arithmetic mean; null for no values. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation (n - 1); null below two values. */
function sampleSd(values: readonly number[]): number | null {
  const middle = mean(values);
  if (middle === null || values.length < 2) return null;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}
