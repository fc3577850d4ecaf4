"use strict";

const byId = (id) => document.getElementById(id);

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const kind = (schema) => {
  if (schema.enum) return schema.enum.filter((word) => word !== null).join(" | ");
  const type = [schema.type].flat().filter((name) => name && name !== "null")[0] || "any";
  if (type === "array") return `list of ${kind(schema.items || {})}`;
  if (schema.format) return schema.format;
  if (type === "integer") return `${type} ${schema.minimum} … ${schema.maximum}`;
  return type;
};

/** A request body to begin with: what is required, with a value of the right kind. */
const example = (schema) => {
  const type = [schema.type].flat()[0];
  if (schema.enum) return schema.enum[0];
  if (type === "object") {
    const required = schema.required || [];
    return Object.fromEntries(required.map((name) => [name, example(schema.properties[name])]));
  }
  if (type === "array") return [];
  if (type === "integer") return Math.max(schema.minimum, 0);
  if (type === "boolean") return false;
  if (schema.format === "uuid") return "00000000-0000-0000-0000-000000000000";
  return "";
};

const row = (name, required, schema, says, input) =>
  element("tr", {},
    element("td", { className: required ? "required" : "" }, element("code", { textContent: name })),
    element("td", { textContent: kind(schema) }),
    element("td", {}, input || ""),
    element("td", { textContent: says || "" }));

const send = async (method, path, parameters, body, out) => {
  let target = path;
  const query = new URLSearchParams();
  for (const { name, in: place, input } of parameters) {
    if (place === "path") target = target.replace(`{${name}}`, encodeURIComponent(input.value));
    else if (input.value !== "") query.set(name, input.value);
  }
  const headers = {};
  if (byId("key").value) headers["Authorization"] = `Bearer ${byId("key").value}`;
  if (body) headers["Content-Type"] = "application/json";
  const url = target + (query.size ? `?${query}` : "");
  try {
    const answer = await fetch(url, { method: method.toUpperCase(), headers, body: body ? body.value : undefined });
    const text = await answer.text();
    out.status.textContent = `${answer.status} ${answer.statusText}`;
    out.status.className = `status ${answer.ok ? "ok" : "bad"}`;
    try {
      out.body.textContent = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      out.body.textContent = text;
    }
  } catch (problem) {
    out.status.textContent = `The gate did not answer: ${problem.message}`;
    out.status.className = "status bad";
  }
};

const form = (method, path, operation) => {
  const parameters = (operation.parameters || []).map((parameter) => ({ ...parameter, input: element("input", {}) }));
  const schema = operation.requestBody?.content["application/json"].schema;
  const rows = parameters.map((each) => row(each.name, each.required, each.schema, each.description, each.input));
  for (const [name, member] of Object.entries(schema?.properties || {})) {
    rows.push(row(name, (schema.required || []).includes(name), member, member.description));
  }
  const body = schema && element("textarea", {
    spellcheck: false, value: JSON.stringify(example(schema), null, 2), ariaLabel: "Body" });
  const out = { status: element("p", { className: "status" }), body: element("pre", { hidden: true }) };
  const button = element("button", { type: "button", textContent: "Send" });
  button.addEventListener("click", () => {
    out.body.hidden = false;
    send(method, path, parameters, body, out);
  });
  return element("div", { className: "call" },
    element("p", { textContent: operation.description }),
    element("table", {}, ...rows), ...(body ? [body] : []), button, out.status, out.body);
};

const call = (method, path, operation) => {
  const head = element("summary", {},
    element("span", { className: `method ${method}`, textContent: method.toUpperCase() }),
    element("span", { className: "path", textContent: path }),
    element("span", { className: "says", textContent: operation.summary }));
  const details = element("details", { id: operation.operationId }, head);
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(form(method, path, operation));
  });
  details.dataset.words = `${method} ${path} ${operation.description}`.toLowerCase();
  return details;
};

const show = (api) => {
  byId("version").textContent = `${api.info.version} · ${api.info.description}`;
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags[0];
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(call(method, path, operation));
    }
  }
  byId("calls").replaceChildren(...[...groups].flatMap(([tag, calls]) =>
    [element("section", {}, element("h2", { textContent: tag }), ...calls)]));
};

byId("filter").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase();
  for (const details of document.querySelectorAll("details")) details.hidden = !details.dataset.words.includes(words);
});

fetch("/openapi.json").then((answer) => answer.json()).then(show).catch((problem) => {
  byId("calls").replaceChildren(element("p", { textContent: `/openapi.json cannot be read: ${problem.message}` }));
});
