import type { ComponentChildren, JSX, VNode } from "preact";
import { textIn } from "../../../experiments/contract/text.ts";
import type { StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { moment } from "../reader.ts";
import { stateNames } from "../states.ts";

const RAIL = [
  ["/design", "Design", "researcher"],
  ["", "Watch", "viewer"],
  ["/recruit", "Recruit", "researcher"],
  ["/quality", "Quality", "researcher"],
  ["/purchases", "Purchases", "researcher"],
  ["/results", "Results", "viewer"],
  ["/people", "People", "researcher"],
  ["/panel", "Panel", "owner"],
  ["/handed-out", "Handed out", "owner"],
  ["/members", "Members", "owner"],
  ["/audit", "Audit", "owner"],
] as const;
const RANK = ["viewer", "analyst", "researcher", "owner"];

/** A whole page. Without an account it is a narrow one; with a study it has the rail of the study's life. */
export function Layout(props: {
  readonly title: string;
  readonly visit: Visit;
  readonly study?: StoredStudy;
  /** A study that is being made. */
  readonly draft?: { readonly studyId: string; readonly title: string };
  readonly place?: string;
  /** Loads the page again after some seconds, while something goes on. */
  readonly isRefreshed?: boolean;
  /** Whether a part of it follows what goes on. */
  readonly isLive?: boolean;
  readonly children: ComponentChildren;
}): VNode {
  const { title, visit, study, draft, place, isRefreshed = false, isLive = false, children } = props;
  const { account } = visit;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {isRefreshed && <meta http-equiv="refresh" content="5" />}
        <title>{title} · Saydo</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/look.css" />
        {isLive && <script src="/live.js" defer />}
      </head>
      <body>
        <header class="bar">
          <strong>
            <a href="/studies">Saydo</a>
          </strong>
          {study && (
            <span>
              {textIn(study.study.title, "en")} · {stateNames[study.state]}
            </span>
          )}
          {draft && (
            <span>
              <a href={`/studies/${draft.studyId}/design`}>{draft.title}</a> · draft
            </span>
          )}
          {account && (
            <a class="last" href="/account">
              {account.name}
            </a>
          )}
          {account && (
            <Form visit={visit} action="/sign-out">
              <button class="quiet small" type="submit">
                Sign out
              </button>
            </Form>
          )}
        </header>
        {study ? (
          <div class="frame">
            <Rail study={study} place={place ?? ""} visit={visit} />
            <main>{children}</main>
          </div>
        ) : (
          <main class={account ? "" : "narrow"}>{children}</main>
        )}
      </body>
    </html>
  );
}

function Rail({ study, place, visit }: { readonly study: StoredStudy; readonly place: string; readonly visit: Visit }) {
  const may = (role: string) => RANK.indexOf(visit.role ?? "") >= RANK.indexOf(role);
  return (
    <nav class="rail" aria-label="Study">
      <ul>
        {RAIL.filter(([, , role]) => may(role)).map(([path, name]) => (
          <li key={path}>
            <a href={`/studies/${study.id}${path}`} {...(path === place ? { "aria-current": "page" as const } : {})}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A form that proves it is ours. */
export function Form(props: {
  readonly visit: Visit;
  readonly action: string;
  readonly kind?: "fields" | "upload";
  readonly children: ComponentChildren;
}): VNode {
  const { visit, action, kind = "fields", children } = props;
  return (
    <form method="post" action={action} {...(kind === "upload" ? { enctype: "multipart/form-data" as const } : {})}>
      <input type="hidden" name="csrf" value={visit.csrf} />
      {children}
    </form>
  );
}

/** A labelled field with help below. */
export function Field(props: {
  readonly name: string;
  /** Where a page has several fields of one name. */
  readonly id?: string;
  readonly label: string;
  readonly type?: "text" | "email" | "password" | "number" | "file" | "date";
  readonly help?: string;
  readonly value?: string;
  readonly autocomplete?: string;
  readonly need?: "required" | "optional";
}): VNode {
  const { name, id = name, label, type = "text", help, value, autocomplete, need = "required" } = props;
  // Library seam: Preact's types know a separate kind of input for each value of `type`.
  const attributes = {
    ...{ id, name, type, value, required: need === "required" },
    ...(autocomplete === undefined ? {} : { autocomplete }),
    ...(help === undefined ? {} : { "aria-describedby": `${id}-help` }),
  } as JSX.IntrinsicElements["input"];
  return (
    <>
      <label for={id}>{label}</label>
      <input {...attributes} />
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </>
  );
}

/** A sentence that stands out, with a word for its kind. */
export function Note({
  kind,
  children,
}: {
  readonly kind: "good" | "warn" | "bad";
  readonly children: ComponentChildren;
}) {
  const word = { good: "✓ Done.", warn: "! Note:", bad: "✗ Not done." }[kind];
  return (
    <p class={`note ${kind}`} role={kind === "bad" ? "alert" : "status"}>
      <strong>{word}</strong> {children}
    </p>
  );
}

/** A table with a header; numbers are right-aligned. */
export function Table(props: {
  readonly columns: readonly string[];
  readonly numbers?: readonly number[];
  readonly rows: readonly (readonly ComponentChildren[])[];
  readonly empty: string;
}): VNode {
  const { columns, numbers = [], rows, empty } = props;
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  const kind = (place: number) => (numbers.includes(place) ? { class: "number" } : {});
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its window is scrolled with the keyboard too
    <div class="wide" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((name, place) =>
              name === "" ? (
                <td key={name} />
              ) : (
                <th key={name} scope="col" {...kind(place)}>
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={String(row)}>
              {cells.map((cell, place) => (
                <td key={columns[place]} {...kind(place)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ID_LETTERS = 8;

/** The beginning of one of our long numbers; the whole of it is in its title. */
export function ShortId({ id }: { readonly id: string }): VNode {
  return (
    <code class="short" title={id}>
      {id.slice(0, ID_LETTERS)}
    </code>
  );
}

/** A moment in a table, on one line. */
export function When({ at }: { readonly at: string | null }): VNode {
  return <span class="short">{moment(at)}</span>;
}
