import type { Study } from "../../../experiments/contract/study.ts";
import { textIn } from "../../../experiments/contract/text.ts";
import { instancesOf } from "../../../experiments/studyFile/flow.ts";

/** A factor of the design and one of its levels as a researcher says it, such as "Velmora on the left". */
export type FactorWords = { readonly factor: string; readonly level: string };

/** The words for every factor of a study. Names that no rule knows are spelled out. */
export function factorWords(study: Study): (factor: string, level: string) => FactorWords {
  const measures = new Map(instancesOf(study).map((one) => [one.instance, one]));
  const productName = (id: string | undefined) => {
    const product = study.products.find((one) => one.id === id);
    return product ? textIn(product.name, "en") : undefined;
  };
  return (name, level) => {
    if (name === "partOrder") return { factor: "Order of the parts", level: spelled(level) };
    if (name === "arm") return { factor: "Asked", level: level === "none" ? "nothing" : spelled(level) };
    const at = name.lastIndexOf(".");
    const [instance, factor] = [name.slice(0, Math.max(at, 0)), name.slice(at + 1)];
    const measure = measures.get(instance);
    if (!measure) return { factor: spelled(name), level: spelled(level) };
    const title = textIn(measure.measure.title, "en");
    const side = /^(left|right)$/.test(level) ? /^(.*)Side$/.exec(factor)?.[1] : undefined;
    if (side === undefined) return { factor: `${title}: ${spelled(factor)}`, level: spelled(level) };
    const what = side === "focal" ? (productName(measure.product) ?? "focal product") : spelled(side);
    return { factor: `${title}: side of ${what}`, level: `${what} on the ${level}` };
  };
}

function spelled(name: string): string {
  return name
    .replaceAll(/[._-]/g, " ")
    .replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
}
