import { CHECKLISTS, type Checklist, placeOf } from "../checklists.ts";
import { CLOSING } from "../closing.ts";
import type { ShownPart } from "../parts.ts";
import { Part } from "./Part.tsx";

/** The reporting checklists, each item with the part of this report that tells it. */
export function Checklists({ parts }: { readonly parts: readonly ShownPart[] }) {
  return (
    <Part id="checklists" title={CLOSING.checklists}>
      <p>
        Each item in short and the part of this report that answers it. An item left to the authors must be written: the
        data cannot know it.
      </p>
      {CHECKLISTS.map((checklist) => (
        <details key={checklist.id}>
          <summary>{countOf(parts, checklist)}</summary>
          <Items parts={parts} checklist={checklist} />
        </details>
      ))}
    </Part>
  );
}

function countOf(parts: readonly ShownPart[], { name, items }: Checklist): string {
  const told = items.filter((item) => placeOf(parts, item) !== null).length;
  return `${name}: ${told} of ${items.length} items are answered here`;
}

function Items({ parts, checklist }: { readonly parts: readonly ShownPart[]; readonly checklist: Checklist }) {
  const captionId = `checklist-${checklist.id}`;
  return (
    <div class="table">
      <p class="caption" id={captionId}>
        {checklist.name} ({checklist.source}), items in our words
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1) */}
      <section class="scroll" aria-labelledby={captionId} tabIndex={0}>
        <table aria-labelledby={captionId}>
          <thead>
            <tr>
              <th scope="col">Item</th>
              <th scope="col">Asks for</th>
              <th scope="col">Where</th>
            </tr>
          </thead>
          <tbody>
            {checklist.items.map((item) => (
              <tr key={item[0]}>
                <th scope="row">{item[0]}</th>
                <td class="text">{item[1]}</td>
                <td class="text">
                  <Place place={placeOf(parts, item)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Place({ place }: { readonly place: ReturnType<typeof placeOf> }) {
  return place === null ? <>left to the authors</> : <a href={`#${place.anchor}`}>{place.name}</a>;
}
