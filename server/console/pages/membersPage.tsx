import type { VNode } from "preact";
import { type Member, roles, type StoredStudy } from "../../store/store.ts";
import type { Visit } from "../consoleRoute.ts";
import { Form, Layout, Note, Table } from "./layout.tsx";

type Common = { readonly visit: Visit; readonly study: StoredStudy };

/** Who may do what with a study. */
export function MembersPage(props: Common & { readonly members: readonly Member[]; readonly link?: string }): VNode {
  const { visit, study, members, link } = props;
  return (
    <Layout title="Members" visit={visit} study={study} place="/members">
      <h1>Members</h1>
      {link && (
        <Note kind="good">
          Send this link; it works once, for a week: <code>{link}</code>
        </Note>
      )}
      <Table
        columns={["Name", "E-mail", "Role", ""]}
        empty="Nobody but whoever runs the server."
        rows={members.map(({ account, role }) => [
          account.name,
          account.email,
          role,
          <Form visit={visit} action={`/studies/${study.id}/members/${account.id}`}>
            <RoleChoice name="role" chosen={role} />
            <button class="quiet small" type="submit">
              Change
            </button>
          </Form>,
        ])}
      />
      <h2>Invite</h2>
      <Form visit={visit} action={`/studies/${study.id}/members`}>
        <label for="role">Role</label>
        <RoleChoice name="role" chosen="analyst" id="role" />
        <p class="help">
          A viewer sees how it goes; an analyst also the pseudonymous data and the report; a researcher runs the study
          and meets its participants; an owner decides who may do what.
        </p>
        <button type="submit">Make a link</button>
      </Form>
    </Layout>
  );
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
