import type { VNode } from "preact";
import type { Job } from "../../../store/store.ts";
import { field } from "../../consoleRoute.ts";
import { isGoingOn, Jobs } from "../jobs.tsx";
import { Field, Form, Layout, Note } from "../layout.tsx";
import { type Design, Problems } from "./designPage.tsx";

type Props = Design & { readonly jobs: readonly Job[] };

/** What can be known of a study before anybody is asked: simulated people, the plan's power, the preregistration. */
export function TryPage(props: Props): VNode {
  const { visit, study, draft, checked, names, fault, jobs } = props;
  const at = `/studies/${draft.studyId}/design/try`;
  return (
    <Layout
      title="Try"
      visit={visit}
      {...(study ? { study } : { draft })}
      place="/design"
      isRefreshed={isGoingOn(jobs)}
    >
      <p>
        <a href={`/studies/${draft.studyId}/design`}>← Design</a>
      </p>
      <h1>Simulate, power, preregister</h1>
      {fault && <Note kind="bad">{fault}</Note>}
      {checked.problems.length > 0 ? <Problems checked={checked} studyId={draft.studyId} /> : <Asks {...props} />}
      <h2>Asked for</h2>
      <Jobs visit={visit} jobs={jobs} at={at} names={names} />
    </Layout>
  );
}

function Asks({ visit, draft }: Props) {
  const at = `/studies/${draft.studyId}/design/try`;
  const revision = <input type="hidden" name="revision" value={String(draft.revision)} />;
  return (
    <>
      <h2>Simulated people</h2>
      <p>
        They go through this draft as it is now, and buy as an assumed truth says. The report on them shows what a
        report on this study looks like, and says that they are simulated.
      </p>
      <Form visit={visit} action={at}>
        {revision}
        <input type="hidden" name="kind" value="simulate" />
        <Field
          name="participants"
          label="How many"
          type="number"
          value={field(visit, "participants") || "50"}
          help="From 10 to 200."
        />
        <button type="submit">Simulate</button>
      </Form>
      <h2>Power of the plan</h2>
      <p>In how many of 200 simulated studies of each size the plan finds what is assumed to be there.</p>
      <Form visit={visit} action={at}>
        {revision}
        <button type="submit" name="kind" value="power">
          Compute the power
        </button>
      </Form>
      <h2>Preregistration</h2>
      <p>The plan as a text, with the hash that fixes it. Put it at a registry before the first person takes part.</p>
      <Form visit={visit} action={at}>
        {revision}
        <button type="submit" name="kind" value="preregister">
          Write the preregistration
        </button>
      </Form>
    </>
  );
}
