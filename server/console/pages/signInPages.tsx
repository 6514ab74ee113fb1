import type { VNode } from "preact";
import { type LocalText, textIn } from "../../../experiments/contract/text.ts";
import type { Account, Invitation } from "../../store/store.ts";
import { field, type Visit } from "../consoleRoute.ts";
import { Field, Form, Layout, Note } from "./layout.tsx";

const CODE_HELP = "Six digits from your authenticator app, or a recovery code, if you use a second factor.";

/** Signing in: one form, and one sentence for every failure. */
export function SignInPage({ visit, fault }: { readonly visit: Visit; readonly fault?: string }): VNode {
  return (
    <Layout title="Sign in" visit={visit}>
      <h1>Sign in</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      <Form visit={visit} action="/sign-in">
        <SignInFields visit={visit} />
        <button type="submit">Sign in</button>
      </Form>
      <p class="help">
        Password forgotten, or the app lost? Ask whoever runs this server: they can make a link for you.
      </p>
    </Layout>
  );
}

function SignInFields({ visit, prefix = "" }: { readonly visit: Visit; readonly prefix?: string }) {
  const id = (name: string) => ({ name, id: `${prefix}${name}` });
  return (
    <>
      <Field
        {...id("email")}
        label="E-mail address"
        type="email"
        autocomplete="username"
        value={field(visit, "email")}
      />
      <Field {...id("password")} label="Password" type="password" autocomplete="current-password" />
      <Field {...id("code")} label="Code" help={CODE_HELP} autocomplete="one-time-code" need="optional" />
    </>
  );
}

type Joining = {
  readonly visit: Visit;
  readonly invitation: Invitation;
  /** The study's title. */
  readonly title?: LocalText;
  /** Whether there is no account at all yet. */
  readonly isFirst: boolean;
  readonly action: string;
  readonly fault?: string;
};

/** Taking an invitation: with the account one is signed in with, a new one, or another that one has. */
export function JoinPage(props: Joining): VNode {
  const { visit, action, fault, isFirst } = props;
  const hasAccount = field(visit, "have") === "account";
  return (
    <Layout title="Welcome" visit={visit}>
      <h1>Welcome to Saydo</h1>
      <p>{invitedTo(props)}</p>
      {fault && <Note kind="bad">{fault}</Note>}
      {visit.account && (
        <Form visit={visit} action={`${action}/as-myself`}>
          <button type="submit">Join as {visit.account.name}</button>
        </Form>
      )}
      {visit.account ? (
        <details>
          <summary>Make another account</summary>
          <NewAccount visit={visit} action={action} />
        </details>
      ) : (
        <NewAccount visit={visit} action={action} />
      )}
      {!isFirst && (
        <details open={hasAccount}>
          <summary>I have {visit.account ? "another" : "an"} account</summary>
          <Form visit={visit} action={action}>
            <input type="hidden" name="have" value="account" />
            <SignInFields visit={visit} prefix="have-" />
            <button type="submit">Sign in and join</button>
          </Form>
        </details>
      )}
    </Layout>
  );
}

function NewAccount({ visit, action }: { readonly visit: Visit; readonly action: string }) {
  return (
    <Form visit={visit} action={action}>
      <Field name="name" label="Your name" autocomplete="name" value={field(visit, "name")} />
      <Field
        name="email"
        label="E-mail address"
        type="email"
        autocomplete="username"
        value={field(visit, "have") === "account" ? "" : field(visit, "email")}
      />
      <Field
        name="password"
        label="Password"
        type="password"
        help="At least 12 characters. A few words in a row are good; there are no other rules."
        autocomplete="new-password"
      />
      <button type="submit">Make the account</button>
    </Form>
  );
}

function invitedTo({ invitation, title, isFirst }: Joining): string {
  if (isFirst) return "You are the first here: this account will run the server.";
  if (invitation.studyId === null) return "You are invited to run this server.";
  const name = title === undefined ? invitation.studyId : textIn(title, "en");
  return `You are invited to the study "${name}" as ${invitation.role}.`;
}

/** A link that is used up, revoked, expired or mistyped. */
export function SpentPage({ visit }: { readonly visit: Visit }): VNode {
  return (
    <Layout title="This link does not work" visit={visit}>
      <h1>This link does not work</h1>
      <p>It has been used or taken back, or it is too old. Ask whoever sent it for a new one.</p>
      <p>
        <a href="/sign-in">Sign in</a>
      </p>
    </Layout>
  );
}

/** A new password by a link of whoever runs the server. */
export function ResetPage(props: {
  readonly visit: Visit;
  readonly account: Account;
  readonly action: string;
  readonly fault?: string;
}): VNode {
  const { visit, account, action, fault } = props;
  return (
    <Layout title="A new password" visit={visit}>
      <h1>A new password</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      <p>
        For <strong>{account.email}</strong>. Every browser is signed out.
      </p>
      <Form visit={visit} action={action}>
        <Field
          name="password"
          label="New password"
          type="password"
          help="At least 12 characters."
          autocomplete="new-password"
        />
        <button type="submit">Set the password</button>
      </Form>
    </Layout>
  );
}
