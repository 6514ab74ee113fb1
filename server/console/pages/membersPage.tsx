import type { VNode } from "preact";
import { type Member, type PendingInvitation, roles, type StoredStudy } from "../../store/store.ts";
import { accountOf, type Visit } from "../consoleRoute.ts";
import type { Right } from "../rights.ts";
import { Field, Form, Layout, Note, Table, When } from "./layout.tsx";

type Props = {
  readonly visit: Visit;
  readonly study: StoredStudy;
  readonly members: readonly Member[];
  readonly pending: readonly PendingInvitation[];
  readonly rights: readonly Right[];
  readonly link?: string;
  readonly note?: string;
};

/** Who may do what with a study, who is invited, and what each role means. */
export function MembersPage(props: Props): VNode {
  const { visit, study, members, link, note } = props;
  return (
    <Layout title="Members" visit={visit} study={study} place="/members">
      <h1>Members</h1>
      {note && <Note kind="good">{note}</Note>}
      {link && (
        <Note kind="good">
          Send this link; it works once, for a week: <code>{link}</code>
        </Note>
      )}
      <Table
        columns={["Name", "E-mail", "Role", ""]}
        empty="Nobody yet but whoever runs the server."
        rows={members.map(({ account, role }) => [
          account.id === accountOf(visit).id ? `${account.name} (you)` : account.name,
          account.isDisabled ? `${account.email} (disabled)` : account.email,
          role,
          <Form visit={visit} action={`/studies/${study.id}/members/${account.id}`}>
            <RoleChoice name="role" chosen={role} />
            <button class="quiet small" type="submit">
              Change
            </button>
          </Form>,
        ])}
      />
      <Invite {...props} />
      <Pending {...props} />
      <Rights {...props} />
    </Layout>
  );
}

function Invite({ visit, study }: Props) {
  return (
    <>
      <h2>Invite</h2>
      <Form visit={visit} action={`/studies/${study.id}/members`}>
        <Field
          name="email"
          label="E-mail address"
          type="email"
          need="optional"
          help="Somebody with an account here is a member at once. For everybody else you get a link to send."
        />
        <label for="role">Role</label>
        <RoleChoice name="role" chosen="analyst" id="role" />
        <button type="submit">Invite</button>
      </Form>
    </>
  );
}

function Pending({ visit, study, pending }: Props) {
  return (
    <>
      <h2>Invitations not used yet</h2>
      <Table
        columns={["Role", "Made by", "Works until", ""]}
        empty="None."
        rows={pending.map(({ id, role, madeBy, expiresAt }) => [
          role,
          madeBy ?? "the command line",
          <When at={expiresAt} />,
          <Form visit={visit} action={`/studies/${study.id}/members/invitations/${id}`}>
            <button class="quiet small" type="submit">
              Revoke
            </button>
          </Form>,
        ])}
      />
      <p class="help">
        You can revoke an invitation until it is used. When whoever made it is removed, loses the role of owner or is
        disabled, it stops working.
      </p>
    </>
  );
}

function Rights({ rights }: Props) {
  return (
    <>
      <h2>What each role may do</h2>
      <Table
        columns={["Role", "May"]}
        empty=""
        rows={rights.map(({ role, may }, place) => {
          const before = rights[place - 1];
          return [role, `${before ? `everything that ${before.role}s may, and ` : ""}${inWords(may)}.`];
        })}
      />
    </>
  );
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function RoleChoice({ name, chosen, id }: { readonly name: string; readonly chosen: string; readonly id?: string }) {
  return (
    <select name={name} {...(id === undefined ? { "aria-label": "Role" } : { id })}>
      {[...roles, ...(id === undefined ? ["none"] : [])].map((role) => (
        <option key={role} selected={role === chosen}>
          {role}
        </option>
      ))}
    </select>
  );
}
