import type { ComponentChildren } from "preact";

type PartProps = {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
  readonly flows?: "flows";
};

/** One part of the report under its heading. `flows`: on paper it follows on without a new page. */
export function Part({ id, title, children, flows }: PartProps) {
  return (
    <section id={id} class={flows ? "part flows" : "part"} aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{title}</h2>
      {children}
    </section>
  );
}
