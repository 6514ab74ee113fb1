// @vitest-environment happy-dom
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChoicePlugin } from "../../../experiments/plugins/items/choicePlugin.ts";
import { TextPlugin } from "../../../experiments/plugins/items/textPlugin.ts";
import { NumberPlugin } from "../../../experiments/plugins/numbers/numberPlugin.ts";
import { readNumber } from "../../../experiments/plugins/numbers/readNumber.ts";
import { click, openItems, press, textOf, write } from "./itemPage.ts";

describe("a written number", () => {
  test.each([
    ["2.5", 2.5],
    ["2,50", 2.5],
    [" 7 ", 7],
    ["€ 3,20", 3.2],
    ["3,20 €", 3.2],
    ["1 250", 1250],
    ["0", 0],
    ["１２", 12],
    ["١٢", 12],
    ["१२", 12],
    ["۴٫۵", 4.5],
    ["৯০", 90],
    ["๔๒", 42],
    ["3．50", 3.5],
  ])("%j is %d", (written, value) => {
    expect(readNumber(written)).toBe(value);
  });

  test.each(["", "abc", "1.234", "1,234.5", "-2", "2.", "2 or 3", "1e3", "１.２３４", "½", "十"])(
    "%j is not guessed",
    (written) => {
      expect(readNumber(written)).toBeNull();
    },
  );

  test("comes back as it was for any amount in cents", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (cents) => {
        expect(readNumber((cents / 100).toFixed(2))).toBe(cents / 100);
        expect(readNumber((cents / 100).toFixed(2).replace(".", ","))).toBe(cents / 100);
      }),
    );
  });
});

describe("a field for a number", () => {
  const item = { type: NumberPlugin, question: "How much?", before: "€", highest: 100, out_of_range: "Up to 100." };

  test("says at the field what is wrong and takes the number once it is right", async () => {
    const page = await openItems([{ ...item, not_a_number: "A number, please." }]);
    const field = document.querySelector("input");
    press("Enter");
    expect(textOf(".item-hint")).toBe("Choose an answer to continue.");
    write("input", "abc");
    press("Enter");
    expect(textOf(".item-hint")).toBe("A number, please.");
    expect(field?.getAttribute("aria-invalid")).toBe("true");
    expect(document.getElementById(field?.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "A number, please.",
    );
    write("input", "101");
    expect(field?.hasAttribute("aria-invalid")).toBe(false);
    press("Enter");
    expect(textOf(".item-hint")).toBe("Up to 100.");
    write("input", "2,5");
    press("Enter");
    const [row] = await page.rows();
    expect(row).toMatchObject({ value: 2.5, missing: null, changes: [{ value: 2.5 }] });
    expect(row.firstLatencyMs).toBeLessThanOrEqual(row.changes[0].latencyMs);
  });

  test("takes whole numbers only where it counts, 0 among them", async () => {
    const page = await openItems([{ ...item, kind: "whole", not_a_number: "Whole, please." }]);
    write("input", "1.5");
    press("Enter");
    expect(textOf(".item-hint")).toBe("Whole, please.");
    write("input", "0");
    press("Enter");
    expect((await page.rows())[0]).toMatchObject({ value: 0 });
  });

  test("is named by the question and takes typing from anywhere on the page", async () => {
    const page = await openItems([item]);
    const field = document.querySelector("input");
    expect(document.getElementById(field?.getAttribute("aria-labelledby") ?? "")?.textContent).toBe("How much?");
    press("4");
    expect(document.activeElement).toBe(field);
    write("input", "4");
    press("Enter");
    await page.rows();
  });
});

describe("a field for own words", () => {
  const item = {
    type: TextPlugin,
    question: "What comes to mind?",
    minimum_characters: 5,
    too_short: "A little more.",
  };

  test("asks for more below the minimum and keeps the text without spaces around it", async () => {
    const page = await openItems([item]);
    write("textarea", "  abc  ");
    click("button");
    expect(textOf(".item-hint")).toBe("A little more.");
    write("textarea", "  Warm and\ngood ");
    click("button");
    expect((await page.rows())[0]).toMatchObject({ value: "Warm and\ngood", changes: [], missing: null });
  });

  test("leaves Enter to the text", async () => {
    const page = await openItems([{ ...item, minimum_characters: 1 }]);
    write("textarea", "one");
    document.querySelector("textarea")?.focus();
    press("Enter");
    expect(document.querySelector("textarea")).not.toBeNull();
    click("button");
    await page.rows();
  });
});

describe("a choice", () => {
  const options = ["a", "b", "c", "none"].map((value) => ({ value, label: value.toUpperCase() }));
  const item = { type: ChoicePlugin, question: "Which?", options };

  test("of one is a group of radio buttons", async () => {
    const page = await openItems([item]);
    expect(document.querySelectorAll("fieldset input[type=radio]")).toHaveLength(4);
    click('input[value="b"]');
    click('input[value="c"]');
    press("Enter");
    expect((await page.rows())[0]).toMatchObject({ value: ["c"], changes: [{ value: ["b"] }, { value: ["c"] }] });
  });

  test("of several stops at the most and goes on when one is taken back", async () => {
    const page = await openItems([{ ...item, maximum: 2 }]);
    click('input[value="c"]');
    click('input[value="a"]');
    expect(document.querySelector<HTMLInputElement>('input[value="b"]')?.disabled).toBe(true);
    click('input[value="c"]');
    expect(document.querySelector<HTMLInputElement>('input[value="b"]')?.disabled).toBe(false);
    click('input[value="b"]');
    press("Enter");
    const [row] = await page.rows();
    expect(row.value).toEqual(["a", "b"]);
    expect(row.changes.map(({ value }: { value: unknown }) => value)).toEqual([["c"], ["a", "c"], ["a"], ["a", "b"]]);
  });

  test("takes back the others for an option that stands alone, and it for the others", async () => {
    const page = await openItems([{ ...item, maximum: 3, alone: ["none"] }]);
    click('input[value="a"]');
    click('input[value="none"]');
    expect(document.querySelectorAll(":checked")).toHaveLength(1);
    click('input[value="b"]');
    press("Enter");
    expect((await page.rows())[0].value).toEqual(["b"]);
  });

  test("is nothing again when the last one is taken back", async () => {
    const page = await openItems([{ ...item, maximum: 2 }]);
    click('input[value="a"]');
    click('input[value="a"]');
    expect(document.querySelector("button")?.getAttribute("aria-disabled")).toBe("true");
    click('input[value="b"]');
    press("Enter");
    expect((await page.rows())[0].changes).toMatchObject([{ value: ["a"] }, { value: null }, { value: ["b"] }]);
  });
});
