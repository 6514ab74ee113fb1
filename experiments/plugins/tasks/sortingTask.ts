import type { ShownCategory } from "../../measures/implicit/stimuli.ts";
import type { Label, Style } from "../elements.ts";
import type { InstructionSide } from "./instructions.ts";
import type { ChoiceZone } from "./taskScreen.ts";

/** A category on a side, with how its label and members look. */
export type SortedCategory = { readonly category: ShownCategory; readonly style: Style };
type Place = ChoiceZone["place"];
type On = {
  readonly choice: string;
  readonly key: string;
  readonly place: Place;
  readonly groups: readonly SortedCategory[];
};

function labelOf({ category, style }: SortedCategory): Label {
  return { text: category.label, style };
}

/** Where a response is made, with the labels of what belongs there. */
export function sortingZone({ choice, key, place, groups }: On): ChoiceZone {
  return { choice, key, place, labels: groups.map(labelOf) };
}

/** The same for the page of instructions, with every member. A category that is just its name is not repeated. */
export function sortingGuide({ key, place, groups }: On): InstructionSide {
  return {
    key,
    place,
    groups: groups.map((group) => {
      const { stimuli, label } = group.category;
      const isJustItsName = stimuli.every(({ text, image }) => image === null && text === label);
      return { label: labelOf(group), members: isJustItsName ? [] : stimuli };
    }),
  };
}

/** The pictures of categories, to have ready before the first trial. */
export function imagesOf(categories: readonly ShownCategory[]): readonly string[] {
  return categories.flatMap(({ stimuli }) => stimuli.flatMap(({ image }) => image ?? []));
}
