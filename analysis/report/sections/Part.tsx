import type { ComponentChildren } from "preact";
import { GLOSSARY } from "../glossary.ts";

type PartProps = {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
  readonly flows?: "flows";
};

function Glossary({ id }: { readonly id: string }) {
  const terms = Object.entries(GLOSSARY).find(([part]) => part === id)?.[1] ?? [];
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

/** One part of the report under its heading. `flows`: on paper it follows on without a new page. */
export function Part({ id, title, children, flows }: PartProps) {
  return (
    <section id={id} class={flows ? "part flows" : "part"} aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{title}</h2>
      <Glossary id={id} />
      {children}
    </section>
  );
}
