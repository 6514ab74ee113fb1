// @vitest-environment happy-dom
import { initJsPsych } from "jspsych";
import { describe, expect, test } from "vitest";
import { timelines } from "../../../experiments/browser/play/timelines.ts";
import type { TimelineOptions } from "../../../experiments/contract/timeline.ts";
import type { measures } from "../../../experiments/measures/registry.ts";
import { measureNamed } from "../../../experiments/measures/registry.ts";
import { click, openItems, press, textOf, write } from "./itemPage.ts";

type Name = keyof typeof measures;
type Own = { readonly parameters?: object; readonly more?: Partial<TimelineOptions<unknown>> };

/** A measure's items on the page, as a participant meets them. */
async function open(name: Name, { parameters = {}, more = {} }: Own = {}) {
  const options = {
    parameters: measureNamed(name)?.parameters.parse(parameters),
    instance: name,
    product: { id: "velmora", name: "Velmora" },
    products: [],
    language: "en",
    assignment: {},
    seed: 3,
    position: { index: 0, of: 1 },
    refreshRateHz: 60,
    ...more,
  };
  const { createTimeline } = await timelines[name]();
  // Each timeline names its own parameters; they were parsed by its measure just above.
  const made: { readonly timeline: readonly object[] } = createTimeline(initJsPsych(), options as never);
  return made.timeline;
}

async function page(name: Name, own: Own = {}) {
  // jsPsych's own type for timelines is narrower than what it accepts.
  return openItems([...(await open(name, own))] as never);
}

async function asked(text: string): Promise<void> {
  await expect.poll(() => textOf(".item-question")).toContain(text);
}

const bodiesOf = async (shown: Awaited<ReturnType<typeof page>>) => (await shown.rows()).map(({ body }) => body);

describe("likelihoodToRecommend on the page", () => {
  test("stores the whole body of a trial", async () => {
    const shown = await page("likelihoodToRecommend");
    expect(textOf(".item-question")).toBe(
      "How likely is it that you would recommend Velmora to a friend or colleague?",
    );
    press("9", "Enter");
    const [body] = await bodiesOf(shown);
    expect(body).toMatchObject({
      measure: "likelihoodToRecommend",
      instance: "likelihoodToRecommend",
      product: "velmora",
      blockIndex: 0,
      trialIndex: 0,
      item: "likelihoodToRecommend",
      value: 9,
      lowest: 0,
      highest: 10,
      preset: "likelihood-to-recommend-0-10",
      inputModality: "keyboard",
      visibilityLost: false,
    });
    expect(body.parametersHash).toMatch(/^[0-9a-f]{16}$/);
  });

  test("asks about what the study names instead of a product, in the participant's language", async () => {
    const shown = await page("likelihoodToRecommend", {
      parameters: { about: { en: "our service", nl: "onze dienst" } },
      more: { language: "nl" },
    });
    expect(textOf(".item-question")).toContain("dat u onze dienst zou aanbevelen");
    press("3", "Enter");
    await shown.rows();
  });

  test("refuses to ask about nothing", async () => {
    await expect(open("likelihoodToRecommend", { more: { product: undefined } as never })).rejects.toThrow(RangeError);
  });

  test("shows the product's picture unless the study hides it", async () => {
    const more = { product: { id: "velmora", name: "Velmora", image: "velmora.png" } };
    const shown = await page("likelihoodToRecommend", { more });
    expect(document.querySelector("img")?.getAttribute("src")).toBe("velmora.png");
    press("3", "Enter");
    await shown.rows();
    const hidden = await page("likelihoodToRecommend", { more, parameters: { picture: "hidden" } });
    expect(document.querySelector("img")).toBeNull();
    press("3", "Enter");
    await hidden.rows();
  });
});

describe("purchaseIntent on the page", () => {
  test("asks yes or no within a horizon where the study says so", async () => {
    const horizon = { amount: 2, unit: "week" };
    const shown = await page("purchaseIntent", { parameters: { answers: "yesNo", horizon } });
    expect(textOf(".item-question")).toBe("Would you buy Velmora within the next 2 weeks?");
    press("ArrowDown", "ArrowDown", "Enter");
    expect((await bodiesOf(shown))[0]).toMatchObject({ value: 0, lowest: 0, highest: 1 });
  });

  test("has no digit keys, because its words carry no numbers", async () => {
    const shown = await page("purchaseIntent");
    press("5");
    expect(document.querySelector(":checked")).toBeNull();
    press("ArrowDown", "Enter");
    expect((await bodiesOf(shown))[0]).toMatchObject({ value: 5 });
  });
});

describe("priceSensitivity on the page", () => {
  const prices = async (...given: readonly string[]) => {
    for (const price of given) {
      const field = document.querySelector<HTMLInputElement>("input");
      write("input", price);
      press("Enter");
      await expect.poll(() => document.querySelector("input") !== field).toBe(true);
    }
  };

  test("shows prices that do not rise once more, with what was answered", async () => {
    const shown = await page("priceSensitivity");
    await prices("4", "3", "5");
    write("input", "8");
    press("Enter");
    await expect.poll(() => textOf(".item-help")).toContain("do not rise");
    expect(document.querySelector("input")?.value).toBe("4");
    await prices("2", "3", "5");
    write("input", "8");
    press("Enter");
    const bodies = await bodiesOf(shown);
    expect(bodies.map(({ item, value, round }) => [item.split(".")[1], value, round])).toEqual([
      ["tooCheap", 4, 0],
      ["cheap", 3, 0],
      ["expensive", 5, 0],
      ["tooExpensive", 8, 0],
      ["tooCheap", 2, 1],
      ["cheap", 3, 1],
      ["expensive", 5, 1],
      ["tooExpensive", 8, 1],
    ]);
    expect(bodies.map(({ blockIndex }) => blockIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("asks nobody again whose prices rise, then asks about buying where the study wants it", async () => {
    const shown = await page("priceSensitivity", { parameters: { askIntent: true } });
    await prices("1", "2,50", "5", "8");
    await asked("at €2.50");
    press("5", "Enter");
    await asked("at €5.00");
    press("2", "Enter");
    const values = (await bodiesOf(shown)).map(({ item, value }) => [item.split(".")[1], value]);
    expect(values.slice(4)).toEqual([
      ["intentCheap", 5],
      ["intentExpensive", 2],
    ]);
  });
});

describe("priceLadder on the page", () => {
  test("climbs and stops at the highest accepted price", async () => {
    const parameters = { procedure: "ladder", start: "middle", prices: [2, 3, 4, 5] };
    const shown = await page("priceLadder", { parameters });
    await asked("€3.00");
    press("ArrowDown", "Enter");
    await asked("€4.00");
    press("ArrowUp", "Enter");
    const bodies = await bodiesOf(shown);
    expect(bodies.map(({ item, value, price }) => [item, value, price])).toEqual([
      ["priceLadder.3", 1, 3],
      ["priceLadder.4", 0, 4],
    ]);
  });

  test("asks every price once, in the order of the session's seed", async () => {
    const order = async (seed: number) => {
      const shown = await page("priceLadder", { more: { seed } });
      for (let slot = 0; slot < 5; slot += 1) {
        await expect.poll(() => document.querySelector(".rating-input:not(:checked)") !== null).toBe(true);
        const before = textOf(".item-question");
        press("ArrowDown", "Enter");
        if (slot < 4) await expect.poll(() => textOf(".item-question")).not.toBe(before);
      }
      return (await bodiesOf(shown)).map(({ price }) => price);
    };
    const first = await order(3);
    expect(first.toSorted()).toEqual([3, 4, 5, 6, 7]);
    expect(await order(3)).toEqual(first);
    expect(await order(4)).not.toEqual(first);
  });
});

describe("touchpoints on the page", () => {
  const touchpoints = [
    { id: "shop", label: "the shop" },
    { id: "help", label: "the help desk" },
  ];

  test("compares no expectation with what was not gone through", async () => {
    const shown = await page("touchpoints", { parameters: { touchpoints } });
    await asked("Velmora: the shop");
    click(".item-escape-box");
    press("Enter");
    await asked("Velmora: the help desk");
    press("2", "Enter");
    await asked("what you expected");
    press("ArrowDown", "Enter");
    await asked("mattered most");
    click('input[value="help"]');
    press("Enter");
    const bodies = await bodiesOf(shown);
    expect(bodies.map(({ item, value, missing, blockIndex }) => [item, value, missing, blockIndex])).toEqual([
      ["touchpoints.shop.experience", null, "notApplicable", 0],
      ["touchpoints.help.experience", 2, null, 2],
      ["touchpoints.help.expectation", 5, null, 3],
      ["touchpoints.moments", ["help"], null, 4],
    ]);
  });

  test("go on after an interruption where they stopped", async () => {
    const shown = await page("touchpoints", { parameters: { touchpoints }, more: { fromBlock: 4 } });
    await asked("mattered most");
    click('input[value="shop"]');
    press("Enter");
    expect(await bodiesOf(shown)).toMatchObject([{ item: "touchpoints.moments", blockIndex: 4 }]);
  });
});

describe("screener on the page", () => {
  const question = (id: string, maximum = 1) => ({
    id,
    text: `Question ${id}`,
    options: [
      { id: "good", label: "Good", eligible: true },
      { id: "bad", label: "Bad", eligible: false },
    ],
    maximum,
  });

  test("tells in its rows whether the person is still eligible", async () => {
    const shown = await page("screener", { parameters: { questions: [question("one"), question("two", 2)] } });
    click('input[value="bad"]');
    press("Enter");
    await asked("two");
    click('input[value="good"]');
    press("Enter");
    const rows = await shown.rows();
    expect(rows.map(({ eligible }) => eligible)).toEqual([false, false]);
    expect(rows.map(({ body }) => [body.item, body.value, body.isEligible])).toEqual([
      ["screener.one", "bad", false],
      ["screener.two", ["good"], true],
    ]);
  });

  test("stops at the first answer that makes a person not eligible where the study says so", async () => {
    const parameters = { questions: [question("one"), question("two")], stopWhenIneligible: true };
    const shown = await page("screener", { parameters });
    click('input[value="bad"]');
    press("Enter");
    expect(await bodiesOf(shown)).toHaveLength(1);
  });
});

describe("brandValues on the page", () => {
  test("shuffles its statements by the session's seed, or keeps the study's order", async () => {
    const items = async (seed: number, parameters: object = {}) => {
      const shown = await page("brandValues", { parameters, more: { seed } });
      for (let left = 7; left > 0; left -= 1) {
        const before = textOf(".item-question");
        press("4", "Enter");
        if (left > 1) await expect.poll(() => textOf(".item-question")).not.toBe(before);
      }
      return (await bodiesOf(shown)).map(({ item }) => item);
    };
    const shuffled = await items(1);
    expect(await items(1)).toEqual(shuffled);
    const fixed = await items(1, { itemOrder: "fixed" });
    expect(fixed[0]).toBe("brandValues.values.standsFor");
    expect(shuffled).not.toEqual(fixed);
    expect(shuffled.toSorted()).toEqual(fixed.toSorted());
  });
});
