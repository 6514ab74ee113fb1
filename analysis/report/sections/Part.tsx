import type { ComponentChildren } from "preact";

type Terms = readonly (readonly [term: string, meaning: string])[];

type PartProps = {
  readonly id: string;
  readonly title: string;
  /** Terms that appear here for the first time. */
  readonly terms?: Terms;
  /** What stays on one sheet with the heading. */
  readonly opening?: ComponentChildren;
  readonly children?: ComponentChildren;
};

function Glossary({ terms }: { readonly terms: Terms }) {
  if (terms.length === 0) return null;
  return (
    <p class="note glossary">
      {terms.map(([term, meaning]) => (
        <span key={term}>
          <strong>{term}</strong>: {meaning}{" "}
        </span>
      ))}
    </p>
  );
}

/** One part of the report under its heading, with the terms it uses first. */
export function Part({ id, title, terms = [], opening, children }: PartProps) {
  return (
    <section id={id} class="part" aria-labelledby={`${id}-heading`}>
      <div class="opening">
        <h2 id={`${id}-heading`}>{title}</h2>
        <Glossary terms={terms} />
        {opening}
      </div>
      {children}
    </section>
  );
}
