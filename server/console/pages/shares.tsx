import type { VNode } from "preact";
import type { Share } from "../../store/store.ts";
import { field } from "../consoleRoute.ts";
import { Field, Form, Note, Table, When } from "./layout.tsx";
import type { ResultsProps } from "./resultsProps.ts";

/** Links that open the report of now to people without an account. */
export function Shares({ visit, study, report, blinding, shares, names, link }: ResultsProps): VNode {
  const at = `/studies/${study.id}/shares`;
  return (
    <section aria-labelledby="shares-heading">
      <h2 id="shares-heading">Share</h2>
      {link && (
        <>
          <Note kind="good">The link for {link.label}. Copy it now: it is not shown again.</Note>
          <label for="link">Link</label>
          <input id="link" readonly value={link.url} />
        </>
      )}
      {report && !blinding ? (
        <details open={visit.fields.has("label") && !link}>
          <summary>Share this report by a link</summary>
          <p>Who has the link reads this one report, without an account, and nothing else.</p>
          <Form visit={visit} action={at}>
            <Field name="label" label="For whom" value={link ? "" : field(visit, "label")} />
            <Field name="days" label="For how many days" type="number" value={field(visit, "days") || "30"} />
            <Field
              name="password"
              label="Password"
              type="password"
              need="optional"
              autocomplete="new-password"
              help="Empty for none. At least 12 characters; send it by another way than the link."
            />
            <button type="submit">Make the link</button>
          </Form>
        </details>
      ) : (
        <p>
          {blinding
            ? "A report is shared once the planned people have finished."
            : "A report can be shared once it is made."}
        </p>
      )}
      {shares.length > 0 && (
        <Table
          columns={["For", "Made by", "Until", "Opened", "Last opened", ""]}
          numbers={[3]}
          empty=""
          rows={shares.map((share) => [
            `${share.label}${share.hasPassword ? " (password)" : ""}`,
            names.get(share.madeBy) ?? "somebody",
            <When at={share.expiresAt} />,
            share.opened,
            <When at={share.openedAt} />,
            <Act visit={visit} share={share} at={at} />,
          ])}
        />
      )}
    </section>
  );
}

function Act({ visit, share, at }: Pick<ResultsProps, "visit"> & { readonly share: Share; readonly at: string }) {
  if (share.revokedAt !== null) return <span>Taken back</span>;
  return (
    <Form visit={visit} action={`${at}/${share.id}`}>
      <button class="quiet small" type="submit">
        Take back
      </button>
    </Form>
  );
}
