import type { VNode } from "preact";
import { textIn } from "../../../experiments/contract/text.ts";
import { secondFactorUri } from "../../accounts/signIn.ts";
import type { Account, StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, Note, Table } from "./layout.tsx";

/** Signing in: one form, and one sentence for every failure. */
export function SignInPage({ visit, fault }: { readonly visit: Visit; readonly fault?: string }): VNode {
  return (
    <Layout title="Sign in" visit={visit}>
      <h1>Sign in</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      <Form visit={visit} action="/sign-in">
        <Field name="email" label="E-mail address" type="email" autocomplete="username" />
        <Field name="password" label="Password" type="password" autocomplete="current-password" />
        <Field
          name="code"
          label="Code"
          help="Six digits from your authenticator app, if you use one."
          autocomplete="one-time-code"
          need="optional"
        />
        <button type="submit">Sign in</button>
      </Form>
    </Layout>
  );
}

/** A new account by a link that works once. */
export function JoinPage(props: {
  readonly visit: Visit;
  readonly what: string;
  readonly action: string;
  readonly fault?: string;
}): VNode {
  const { visit, what, action, fault } = props;
  return (
    <Layout title="Welcome" visit={visit}>
      <h1>Welcome to Saydo</h1>
      <p>{what}</p>
      {fault && <Note kind="bad">{fault}</Note>}
      <Form visit={visit} action={action}>
        <Field name="name" label="Your name" autocomplete="name" />
        <Field name="email" label="E-mail address" type="email" autocomplete="username" />
        <Field
          name="password"
          label="Password"
          type="password"
          help="At least 12 characters. A few words in a row are good; there are no other rules."
          autocomplete="new-password"
        />
        <button type="submit">Make the account</button>
      </Form>
    </Layout>
  );
}

/** A link that is used up, expired or mistyped. */
export function SpentPage({ visit }: { readonly visit: Visit }): VNode {
  return (
    <Layout title="This link does not work" visit={visit}>
      <h1>This link does not work any more</h1>
      <p>It has been used, or it is older than a week. Ask whoever sent it for a new one.</p>
    </Layout>
  );
}

/** One's own account: password and second factor. */
export function AccountPage(props: {
  readonly visit: Visit;
  readonly account: Account;
  readonly secret?: string;
  readonly note?: { readonly kind: "good" | "bad"; readonly text: string };
}): VNode {
  const { visit, account, secret, note } = props;
  return (
    <Layout title="Your account" visit={visit}>
      <h1>Your account</h1>
      {note && <Note kind={note.kind}>{note.text}</Note>}
      <h2>Second factor</h2>
      {account.hasSecondFactor && !secret && <p>Signing in asks for a code of your authenticator app.</p>}
      {!account.hasSecondFactor && account.isAdmin && !secret && (
        <Note kind="warn">
          You run this server. Switch the second factor on: until then you see your account and nothing else.
        </Note>
      )}
      {secret ? (
        <Form visit={visit} action="/account/second-factor/confirm">
          <p>
            Add this secret to your authenticator app: <code>{secret}</code>
          </p>
          <p>
            Or open <a href={secondFactorUri(account.email, secret)}>this address</a> on the device with the app.
          </p>
          <Field name="code" label="The code it shows now" autocomplete="one-time-code" />
          <button type="submit">Switch it on</button>
        </Form>
      ) : (
        <Form visit={visit} action="/account/second-factor">
          {account.hasSecondFactor && (
            <Field name="code" label="The code your app shows now" autocomplete="one-time-code" />
          )}
          <button class="quiet" type="submit">
            {account.hasSecondFactor ? "Use another app" : "Set up a second factor"}
          </button>
        </Form>
      )}
      <h2>Password</h2>
      <Form visit={visit} action="/account/password">
        <Field name="current" label="Password now" type="password" autocomplete="current-password" />
        <Field name="password" label="New password" type="password" autocomplete="new-password" />
        <button type="submit">Change it and sign out everywhere else</button>
      </Form>
    </Layout>
  );
}

/** All studies that one may see. */
export function StudiesPage(props: {
  readonly visit: Visit;
  readonly studies: readonly { readonly stored: StoredStudy; readonly role: string; readonly finished: number }[];
}): VNode {
  const { visit, studies } = props;
  return (
    <Layout title="Studies" visit={visit}>
      <h1>Studies</h1>
      <Table
        columns={["Study", "State", "Your role", "Finished"]}
        numbers={[3]}
        empty="No study yet. Serve one with: saydo serve --study study.yaml"
        rows={studies.map(({ stored, role, finished }) => [
          <a href={`/studies/${stored.id}`}>{textIn(stored.study.title, "en")}</a>,
          stored.state,
          role,
          finished,
        ])}
      />
    </Layout>
  );
}
