import type { VNode } from "preact";
import type { Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, Note } from "./layout.tsx";

/** A shared report that asks for its password. */
export function SharePasswordPage({ visit, fault }: { readonly visit: Visit; readonly fault?: string }): VNode {
  return (
    <Layout title="Shared report" visit={{ ...visit, account: undefined }}>
      <h1>A report that was shared with you</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      <Form visit={visit} action={`/shared/${visit.params["token"]}`}>
        <Field
          name="password"
          label="Password"
          type="password"
          autocomplete="off"
          help="The person who sent you the link has it."
        />
        <button type="submit">Open the report</button>
      </Form>
    </Layout>
  );
}

/** Nobody learns whether a link was ever one. */
export function NoSharePage({ visit }: { readonly visit: Visit }): VNode {
  return (
    <Layout title="Nothing here" visit={{ ...visit, account: undefined }}>
      <h1>This link opens nothing</h1>
      <p>Its days are over, it was taken back, or the report was thrown away because someone in it was erased.</p>
      <p>Ask the person who sent it for a new one.</p>
    </Layout>
  );
}
