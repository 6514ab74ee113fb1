import type { Study } from "../contract/study.ts";
import { textIn } from "../contract/text.ts";
import { measureNamed } from "../measures/registry.ts";
import { ownParameters } from "./flow.ts";
import { type Entry, entriesOf, type Mistake, type Rule } from "./rule.ts";

type Paid = Entry & {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly stakes: unknown;
  readonly endowment: { readonly amount: number; readonly currency: string } | null;
  /** The dearest that can be chosen, in the currency's unit. */
  readonly dearest: number;
};

/** The entries whose choices can be paid, as far as they can be read. */
function paidEntries(study: Study): readonly Paid[] {
  return entriesOf(study).flatMap((one) => {
    const measure = measureNamed(one.entry.measure);
    if (!measure?.draw) return [];
    const parsed = measure.parameters.safeParse(ownParameters(one.entry));
    if (!parsed.success) return [];
    const endowment = measure.draw.lottery(parsed.data)?.endowment ?? null;
    return [
      {
        ...one,
        parameters: parsed.data,
        stakes: parsed.data["stakes"],
        endowment,
        dearest: measure.draw.dearest(parsed.data),
      },
    ];
  });
}

const isBinding = ({ stakes }: Paid): boolean => stakes === "real" || stakes === "randomised";
const binding = (study: Study) => paidEntries(study).filter(isBinding);

const realStakesHaveMoney: Rule = (study) =>
  binding(study).flatMap(({ at, endowment, entry }): readonly Mistake[] => {
    if (endowment !== null) return [];
    return [
      {
        at: [...at, "stakes"],
        detail: `"${entry.measure}" binds the winner to a choice, and gives nothing to pay it with.`,
        expected: "an endowment, such as { amount: 5, currency: EUR }",
        found: "none",
        todo: "Add an endowment, or set stakes to hypothetical.",
      },
    ];
  });

const choicesCanBePaid: Rule = (study) =>
  binding(study).flatMap(({ at, endowment, dearest }): readonly Mistake[] => {
    if (endowment === null || dearest <= endowment.amount) return [];
    const money = (amount: number) => plainMoney(amount, endowment.currency);
    return [
      {
        at: [...at, "endowment"],
        detail: `The dearest choice (${money(dearest)}) exceeds the endowment (${money(endowment.amount)}).`,
        expected: `at least ${dearest}`,
        found: String(endowment.amount),
        todo: "Raise the endowment, or lower the prices: nobody pays money of their own.",
      },
    ];
  });

/** A wave draws nothing, so that nobody could win there. */
const nothingIsPaidInWaves: Rule = (study) =>
  paidEntries(study)
    .filter((one) => one.wave !== "" && (one.endowment !== null || isBinding(one)))
    .map(({ at, entry, wave }) => ({
      at: [...at, "measure"],
      detail: `"${entry.measure}" pays somebody whom chance draws, and a wave draws nothing.`,
      expected: "a paid measure in the first session, or hypothetical stakes without an endowment",
      found: `a paid measure in the wave ${wave}`,
      todo: "Move it to the first session, or take stakes and endowment out.",
    }));

/** How a consent text says that something is drawn, by language. */
const drawWords: ReadonlyMap<string, RegExp> = new Map([
  ["en", /\b(draw|drawn|draws|lottery|raffle|by chance|chance (picks|decides))\b/i],
  ["nl", /\b(trekking|getrokken|loting|verloting|verloot|loterij|geloot|het toeval)\b/i],
  ["de", /(Ziehung|gezogen|Verlosung|verlost|Auslosung|ausgelost|Lotterie|der Zufall)/i],
]);

const consentNamesTheDraw: Rule = (study) => {
  if (!paidEntries(study).some(({ endowment }) => endowment !== null)) return [];
  return study.languages.flatMap((language): readonly Mistake[] => {
    const words = drawWords.get(language.split("-")[0] ?? "");
    if (!words || words.test(textIn(study.consent.text, language))) return [];
    return [
      {
        at: ["consent", "text"],
        detail: `The consent text does not mention the draw (in "${language}").`,
        expected: "that chance draws who is paid, with its odds, what can be won, until when, and whom to complain to",
        found: "no word of a draw",
        todo: "Say in the consent text that there is a draw.",
      },
    ];
  });
};

const FULL_AGE = 18;

const realStakesAreForAdults: Rule = (study) => {
  const { minimumAge } = study.consent;
  if (minimumAge >= FULL_AGE) return [];
  return binding(study).map(({ at }) => ({
    at: [...at, "stakes"],
    detail: `Real stakes and minimumAge ${minimumAge}: make it hypothetical.`,
    expected: "hypothetical, or minimumAge 18 or more",
    found: `minimumAge ${minimumAge}`,
    todo: "Set stakes to hypothetical, or raise minimumAge to 18.",
  }));
};

const realStakesAreNotForEmployees: Rule = (study) => {
  if (!study.consent.employees) return [];
  return binding(study).map(({ at }) => ({
    at: [...at, "stakes"],
    detail: "Real stakes for employees: they cannot freely refuse whom they work for.",
    expected: "hypothetical",
    found: "a choice that is paid",
    todo: "Set stakes to hypothetical.",
  }));
};

/** One draw an instance: two products under one name would share it. */
const paidInstancesDiffer: Rule = (study) => {
  const seen = new Set<string>();
  return paidEntries(study).flatMap(({ entry, at }): readonly Mistake[] => {
    const name = entry.instance ?? entry.measure;
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const told = { expected: "one instance name for each", found: name, todo: 'Give one of them another "instance".' };
    return [
      { at: [...at, "measure"], detail: "Two paid measures have the same name, and would share one draw.", ...told },
    ];
  });
};

type Sets = {
  readonly sets?: { readonly products: readonly string[] };
  readonly design?: readonly { readonly set: number; readonly product: string }[] | null;
  readonly timePressure?: { readonly unhurriedRoute: boolean } | null;
};

/** Of choices between products: every set has two at least, of products that there are, and nobody is hurried who cannot. */
const choiceSetsAreWhole: Rule = (study) =>
  paidEntries(study).flatMap(({ entry, at, parameters }): readonly Mistake[] => {
    if (entry.measure !== "realChoice") return [];
    // Parsed by the measure's own schema in `paidEntries`; its type is not known here.
    const { sets, design, timePressure } = parameters as Sets;
    const own = design ? loneSets(design, at) : loneProduct(sets?.products ?? [], { study, at });
    const named = [
      ...(sets?.products ?? []).map((id, index) => ({ id, at: [...at, "sets", "products", index] })),
      ...(design ?? []).map(({ product: id }, index) => ({ id, at: [...at, "design", index, "product"] })),
    ];
    const ids = study.products.map(({ id }) => id);
    const unknown = named.flatMap((one) =>
      ids.includes(one.id)
        ? []
        : [
            {
              at: one.at,
              detail: "There is no such product.",
              expected: `one of ${ids.join(", ")}`,
              found: one.id,
              todo: 'Add it under "products", or name one that is there.',
            },
          ],
    );
    return [...own, ...unknown, ...(timePressure?.unhurriedRoute === false ? [hurriesEveryone(at)] : [])];
  });

function hurriesEveryone(at: Entry["at"]): Mistake {
  return {
    at: [...at, "timePressure", "unhurriedRoute"],
    detail: "timePressure needs an unhurried route for those who leave it out.",
    expected: "true",
    found: "false",
    todo: "Take unhurriedRoute out: people who cannot choose fast are then given the time they need.",
  };
}

function loneSets(design: NonNullable<Sets["design"]>, at: Entry["at"]): readonly Mistake[] {
  const sizes = new Map<number, number>();
  for (const { set } of design) sizes.set(set, (sizes.get(set) ?? 0) + 1);
  return [...sizes].flatMap(([set, size]) => {
    if (size > 1 && size <= 4) return [];
    const detail = size === 1 ? `Set ${set} has one alternative.` : `Set ${set} has ${size} alternatives.`;
    const todo = "Give each set two to four rows.";
    return [{ at: [...at, "design"], detail, expected: "two to four alternatives", found: String(size), todo }];
  });
}

function loneProduct(
  products: readonly string[],
  { study, at }: { readonly study: Study; readonly at: Entry["at"] },
): readonly Mistake[] {
  const offered = products.length > 0 ? products : study.products.map(({ id }) => id);
  if (new Set(offered).size > 1) return [];
  const detail = "Every set has one alternative.";
  const todo = "Name two products at least under sets.products.";
  return [{ at: [...at, "sets"], detail, expected: "at least two products", found: offered.join(", "), todo }];
}

type Auction = {
  readonly prices: { readonly to: number };
  readonly shelfPrice: number | null;
  readonly endowment: { readonly currency: string } | null;
  readonly currency: string;
};

/** What is asked about must be a product, and one can always be bought cheaper elsewhere where prices end below the shelf's. */
const auctionsAreAboutAProduct: Rule = (study) =>
  paidEntries(study).flatMap(({ entry, at, parameters }): readonly Mistake[] => {
    if (entry.measure !== "bdmAuction") return [];
    // Parsed by the measure's own schema in `paidEntries`; its type is not known here.
    const { prices, shelfPrice, endowment, currency } = parameters as Auction;
    const money = (amount: number) => plainMoney(amount, endowment?.currency ?? currency);
    const ids = study.products.map(({ id }) => id).join(", ");
    const nameless: Mistake = {
      at,
      detail: '"bdmAuction" asks what a product is worth, and none is given.',
      expected: `one of ${ids}`,
      found: "no product",
      todo: 'Add "product".',
    };
    const cheap: Mistake = {
      at: [...at, "prices"],
      detail: `Prices end at ${money(prices.to)}, the shelf price is ${money(shelfPrice ?? 0)}.`,
      expected: `prices up to ${shelfPrice} or more`,
      found: String(prices.to),
      todo: "Raise prices.to: who would pay the shelf's price must be able to say so.",
    };
    return [...(entry.product === undefined ? [nameless] : []), ...((shelfPrice ?? 0) > prices.to ? [cheap] : [])];
  });

/** What a study keeps to that pays people for what they choose. */
export const paidRules: readonly Rule[] = [
  realStakesHaveMoney,
  choicesCanBePaid,
  consentNamesTheDraw,
  realStakesAreForAdults,
  realStakesAreNotForEmployees,
  paidInstancesDiffer,
  choiceSetsAreWhole,
  auctionsAreAboutAProduct,
  nothingIsPaidInWaves,
];

/** "€5", "€6.40": whole amounts without decimals. */
function plainMoney(amount: number, currency: string): string {
  const style = { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" } as const;
  return new Intl.NumberFormat("en", style).format(amount);
}
