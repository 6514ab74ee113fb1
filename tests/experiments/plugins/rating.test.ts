// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { RatingPlugin } from "../../../experiments/plugins/rating/ratingPlugin.ts";
import { click, openItems, press, textOf } from "./itemPage.ts";

const scale = (lowest: number, highest: number) =>
  Array.from({ length: highest - lowest + 1 }, (_, index) => ({ value: lowest + index }));
const item = (own: object = {}) => ({
  type: RatingPlugin,
  question: "How likely?",
  steps: scale(0, 10),
  low: "Not at all",
  high: "Extremely",
  ...own,
});
const answered = async (own: object, ...keys: readonly string[]) => {
  const page = await openItems([item(own)]);
  press(...keys, "Enter");
  return (await page.rows())[0];
};

describe("a rating by keyboard", () => {
  test("takes 0 as a value", async () => {
    expect(await answered({}, "0")).toMatchObject({ value: 0, missing: null, observed: { inputModality: "keyboard" } });
  });

  test("takes digits of another script as the same digits", async () => {
    expect(await answered({}, "١", "٠")).toMatchObject({ value: 10 });
    expect(await answered({}, "७")).toMatchObject({ value: 7 });
  });

  test("takes 1 and 0 in a row as ten, which is one choice", async () => {
    const { value, changes } = await answered({}, "1", "0");
    expect(value).toBe(10);
    expect(changes).toMatchObject([{ value: 10 }]);
  });

  test("takes 1 and 0 as two choices where there is no ten", async () => {
    const { changes } = await answered({ steps: scale(0, 5) }, "1", "0");
    expect(changes).toMatchObject([{ value: 1 }, { value: 0 }]);
  });

  test("takes the first step by Home and the last by End", async () => {
    expect((await answered({}, "End")).value).toBe(10);
    expect((await answered({}, "End", "Home")).value).toBe(0);
  });

  test("enters the scale by arrow at its nearest end and stops there", async () => {
    expect((await answered({}, "ArrowRight")).value).toBe(0);
    expect((await answered({}, "ArrowLeft")).value).toBe(10);
    expect((await answered({}, "ArrowLeft", "ArrowRight", "ArrowRight")).value).toBe(10);
  });

  test("counts arrows on their way to a step as one choice", async () => {
    const { value, changes } = await answered({}, "ArrowRight", "ArrowRight", "ArrowRight");
    expect(value).toBe(2);
    expect(changes).toHaveLength(1);
  });

  test("ignores digits that are no step and keys with a modifier", async () => {
    const page = await openItems([item({ steps: scale(1, 5) })]);
    press("0", "9");
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "3", ctrlKey: true, bubbles: true }));
    expect(document.querySelector(":checked")).toBeNull();
    press("4", "Enter");
    expect((await page.rows())[0]).toMatchObject({ value: 4 });
  });
});

describe("a rating", () => {
  test("has nothing preselected and explains why it does not continue", async () => {
    const page = await openItems([item()]);
    expect(document.querySelector(":checked")).toBeNull();
    const button = document.querySelector("button");
    expect(button?.getAttribute("aria-disabled")).toBe("true");
    expect(textOf(".item-hint")).toBe("Choose an answer to continue.");
    press("Enter");
    expect(document.querySelector(".item-hint.is-asking")).not.toBeNull();
    press("7");
    expect(button?.getAttribute("aria-disabled")).toBe("false");
    expect(textOf(".item-hint")).toBe("");
    press("Enter");
    expect((await page.rows())[0]).toMatchObject({ value: 7 });
  });

  test("records every change of mind by touch with its time", async () => {
    const page = await openItems([item()]);
    click('input[value="3"]');
    await new Promise((resolve) => setTimeout(resolve, 20));
    click('input[value="8"]');
    click("button");
    const row = (await page.rows())[0];
    expect(row).toMatchObject({
      value: 8,
      changes: [{ value: 3 }, { value: 8 }],
      observed: { inputModality: "touch" },
    });
    const [first, second] = row.changes;
    expect(second.latencyMs - first.latencyMs).toBeGreaterThanOrEqual(15);
    expect(row.firstLatencyMs).toBe(first.latencyMs);
    expect(row.latencyMs).toBeGreaterThanOrEqual(second.latencyMs);
  });

  test("lets a participant decline where the study allows it, and come back from that", async () => {
    const escapes = [{ missing: "declined", label: "I prefer not to answer" }];
    const page = await openItems([item({ escapes }), item({ escapes, question: "And now?" })]);
    press("5");
    click(".item-escape-box");
    expect(document.querySelector('input[type="radio"]:checked')).toBeNull();
    press("Enter");
    await expect.poll(() => textOf(".item-question")).toBe("And now?");
    click(".item-escape-box");
    press("6", "Enter");
    const rows = await page.rows();
    expect(rows[0]).toMatchObject({ value: null, missing: "declined", changes: [{ value: 5 }, { value: null }] });
    expect(rows[1]).toMatchObject({ value: 6, missing: null });
  });

  test("is a named group of radio buttons whose ends say what they mean", async () => {
    const page = await openItems([item()]);
    expect(document.querySelector("fieldset > legend")?.textContent).toBe("How likely?");
    const radios = [...document.querySelectorAll("fieldset input[type=radio]")];
    expect(radios).toHaveLength(11);
    const describing = (radio: Element | undefined) =>
      document.getElementById(radio?.getAttribute("aria-describedby") ?? "")?.textContent;
    expect(describing(radios[0])).toBe("Not at all");
    expect(describing(radios[10])).toBe("Extremely");
    press("1", "Enter");
    await page.rows();
  });

  test("shows questions as text, never as markup", async () => {
    const page = await openItems([item({ question: "<b>How</b> likely?" })]);
    expect(textOf(".item-question")).toBe("<b>How</b> likely?");
    press("1", "Enter");
    await page.rows();
  });
});
