import type { VNode } from "preact";
import { flowOutline } from "../../../design/flowOutline.ts";
import type { Draft } from "../../../store/store.ts";

type Props = {
  /** Where the draft can be played; undefined while something is wrong with it. */
  readonly url: string | undefined;
  readonly draft: Draft;
  /** The occurrence of a measure to begin at. */
  readonly from?: string;
};

const FRAME = "preview";

/** The draft in the participant's own page. Its links load the frame anew, so that nothing here needs script. */
export function PreviewFrame({ url, draft, from }: Props): VNode {
  if (url === undefined) return <p class="empty">Once nothing is wrong any more, the study can be tried here.</p>;
  const query = from === undefined ? "" : `?from=${encodeURIComponent(from)}`;
  return (
    <>
      <p class="help">This is the page that participants get. Nothing is sent or kept.</p>
      <ul class="chips">
        <li>
          <a href={`${url}${query}`} target={FRAME}>
            Start again
          </a>
        </li>
        {instancesIn(draft.yaml).map(({ instance, title }) => (
          <li key={instance}>
            <a href={`${url}?from=${encodeURIComponent(instance)}`} target={FRAME}>
              {title}
            </a>
          </li>
        ))}
      </ul>
      <iframe
        class="phone"
        name={FRAME}
        title="The study as participants see it"
        src={`${url}${query}`}
        loading="lazy"
        sandbox="allow-scripts allow-same-origin allow-forms"
      />
    </>
  );
}

/** The measures of a draft by the names of their occurrences. */
function instancesIn(yaml: string): readonly { readonly instance: string; readonly title: string }[] {
  const all = flowOutline(yaml).flatMap(({ measures }) => measures);
  const isAlone = (title: string) => all.filter((one) => one.title === title).length === 1;
  return all.map(({ instance, title }) => ({ instance, title: isAlone(title) ? title : `${title} (${instance})` }));
}
