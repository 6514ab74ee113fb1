import type { VNode } from "preact";
import type { Visit } from "../consoleRoute.ts";
import { Layout } from "./layout.tsx";

/** What a job made, where it is a text. */
export function TextResultPage(props: {
  readonly visit: Visit;
  readonly draft: { readonly studyId: string; readonly title: string };
  readonly title: string;
  readonly text: string;
  readonly back: string;
}): VNode {
  const { visit, draft, title, text, back } = props;
  return (
    <Layout title={title} visit={visit} draft={draft}>
      <p>
        <a href={back}>← Back</a>
      </p>
      <h1>{title}</h1>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide text is scrolled with the keyboard too */}
      <pre class="printed" tabIndex={0}>
        {text}
      </pre>
    </Layout>
  );
}
