import type { ComponentChildren } from "preact";
import type { CheckedDraft } from "../../../design/checkDraft.ts";
import { typedInto } from "../../../design/formEdits.ts";
import type { FormField, FormGroup, FormNode } from "../../../design/formNodes.ts";
import type { AssetNote } from "../../../store/store.ts";
import type { Visit } from "../../consoleRoute.ts";

export type FormParts = {
  readonly visit: Visit;
  readonly checked: CheckedDraft;
  readonly assets: readonly AssetNote[];
};

/** The fields of a form, made from the schema: what is set often first, the rest under "More". */
export function FormFields({ nodes, ...parts }: FormParts & { readonly nodes: readonly FormNode[] }) {
  const [more, often] = [nodes.filter(({ isMore }) => isMore), nodes.filter(({ isMore }) => !isMore)];
  return (
    <>
      {often.map((node) => (
        <Part key={node.path.join(".")} node={node} {...parts} />
      ))}
      {more.length > 0 && (
        <details>
          <summary>More ({more.length})</summary>
          {more.map((node) => (
            <Part key={node.path.join(".")} node={node} {...parts} />
          ))}
        </details>
      )}
    </>
  );
}

function Part({ node, ...parts }: FormParts & { readonly node: FormNode }) {
  if (node.kind === "field") return <Control field={node} {...parts} />;
  if (node.kind === "group") return <Group node={node} {...parts} />;
  return (
    <fieldset>
      <legend>{node.title}</legend>
      <p class="help">{node.help} An emptied row is taken out.</p>
      {node.rows.map((row, place) => (
        <fieldset key={String(place)} class={node.kind === "stimuli" ? "words" : ""}>
          <legend>{place === node.rows.length - 1 ? "Add one" : `${place + 1}`}</legend>
          {row.map((one) => (
            <Part key={one.path.join(".")} node={one} {...parts} />
          ))}
        </fieldset>
      ))}
    </fieldset>
  );
}

function Group({ node, ...parts }: FormParts & { readonly node: FormGroup }) {
  const { title, help, toggle, members } = node;
  return (
    <fieldset>
      <legend>{title}</legend>
      <p class="help">{help}</p>
      {toggle && (
        <Switch name={toggle.name} isOn={isOn(parts.visit, toggle)}>
          In this study
        </Switch>
      )}
      <FormFields nodes={members} {...parts} />
    </fieldset>
  );
}

function isOn({ fields }: Visit, { name, isOn: before }: NonNullable<FormGroup["toggle"]>): boolean {
  const typed = fields.get(name);
  return typed === undefined ? before : typed === "true";
}

type SwitchProps = { readonly name: string; readonly isOn: boolean; readonly children: ComponentChildren };

function Switch({ name, isOn: checked, children }: SwitchProps) {
  return (
    <label class="switch">
      {/* What is sent while the box is empty; a ticked box comes after it and counts. */}
      <input type="hidden" name={name} value="false" />
      <input type="checkbox" id={idFor(name)} name={name} value="true" checked={checked} />
      {children}
    </label>
  );
}

function idFor(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}

/** One value: a label, its control, what is wrong with it, and its help. */
export function Control({ field, visit, checked, assets }: FormParts & { readonly field: FormField }) {
  const { name, title, help, control } = field;
  const value = typedInto(field, visit.fields) ?? field.value;
  const problems = problemsAt(field, checked);
  if (control === "ticks") return <Ticks field={field} value={value} />;
  if (control === "switch") {
    return (
      <>
        <Switch name={name} isOn={value === "true"}>
          {title}
        </Switch>
        <p class="help">{help}</p>
      </>
    );
  }
  const id = idFor(name);
  const isTold = help !== "" || problems.length > 0;
  const attributes = {
    ...{ id, name },
    ...(isTold ? { "aria-describedby": `${id}-help` } : {}),
    ...(problems.length > 0 ? { "aria-invalid": "true" as const } : {}),
  };
  return (
    <>
      <label for={id}>{title}</label>
      <Input field={field} value={value} assets={assets} attributes={attributes} />
      {isTold && (
        <p class="help" id={`${id}-help`}>
          {problems.map((problem) => (
            <strong key={problem}>✗ {problem} </strong>
          ))}
          {help}
        </p>
      )}
    </>
  );
}

function Ticks({
  field: { title, help, path, choices },
  value,
}: {
  readonly field: FormField;
  readonly value: string;
}) {
  return (
    <fieldset>
      <legend>{title}</legend>
      <p class="help">{help}</p>
      {choices.map((choice) => (
        <Switch key={choice} name={JSON.stringify([...path, choice])} isOn={value.split("\n").includes(choice)}>
          {choice}
        </Switch>
      ))}
    </fieldset>
  );
}

type InputProps = {
  readonly field: FormField;
  readonly value: string;
  readonly assets: readonly AssetNote[];
  readonly attributes: Readonly<Record<string, string>>;
};

const LINES = { long: 8, lines: 5, yaml: 5 };

function Input({ field: { control, choices, isNumber }, value, assets, attributes }: InputProps) {
  if (control === "long" || control === "lines" || control === "yaml") {
    return (
      <textarea {...attributes} rows={LINES[control]} class={control === "yaml" ? "code" : ""}>
        {`\n${value}`}
      </textarea>
    );
  }
  if (control === "picture") {
    const uploaded = assets.map(({ sha256, name }) => [`asset:${sha256}`, name] as const);
    return <Select options={[["", "none"], ...uploaded]} value={value} attributes={attributes} />;
  }
  if (control === "choice" || control === "product") {
    return (
      <Select options={choices.map((one) => [one, one === "" ? "—" : one])} value={value} attributes={attributes} />
    );
  }
  return <input {...attributes} value={value} {...(isNumber ? { inputMode: "decimal" as const } : {})} />;
}

type SelectProps = Pick<InputProps, "value" | "attributes"> & {
  readonly options: readonly (readonly [string, string])[];
};

/** What the draft says is among the options, though it be none that is offered. */
function Select({ options, value, attributes }: SelectProps) {
  const isOffered = options.some(([one]) => one === value);
  return (
    <select {...attributes}>
      {[...options, ...(isOffered ? [] : [[value, value === "" ? "—" : value] as const])].map(([one, words]) => (
        <option key={one} value={one} selected={one === value}>
          {words}
        </option>
      ))}
    </select>
  );
}

function problemsAt({ path }: FormField, { problems }: CheckedDraft): readonly string[] {
  const written = path
    .map((part, place) => (typeof part === "number" ? `[${part}]` : place === 0 ? part : `.${part}`))
    .join("");
  return problems.filter((problem) => problem.path === written).map(({ detail, todo }) => `${detail} ${todo ?? ""}`);
}
