"use strict";
// Runs the page's own script on as much of a browser as it uses, opens and sends every call, and prints what it would show.
//   node page.js docs.js openapi.json
const fs = require("fs");
const [script, document_] = process.argv.slice(2);
const sent = [];

class Element {
  constructor(name) {
    Object.assign(this, { name, children: [], listeners: {}, dataset: {}, value: "", textContent: "" });
  }
  append(...children) { this.children.push(...children); }
  replaceChildren(...children) { this.children = children; }
  addEventListener(event, listener) { this.listeners[event] = listener; }
  get childElementCount() { return this.children.length; }
  all(name) { return [...(this.name === name ? [this] : []), ...this.children.flatMap((each) => each.all?.(name) ?? [])]; }
}

const byId = {};
globalThis.document = {
  createElement: (name) => new Element(name),
  getElementById: (id) => (byId[id] ??= new Element("div")),
  querySelectorAll: (name) => byId.calls.all(name),
};
globalThis.fetch = async (url, options) => {
  if (url === "/openapi.json") return { json: async () => JSON.parse(fs.readFileSync(document_, "utf8")) };
  if (options.body !== undefined) JSON.parse(options.body);
  sent.push(`${options.method} ${url}`);
  return { status: 200, statusText: "OK", ok: true, text: async () => "{}" };
};

eval(fs.readFileSync(script, "utf8"));
setTimeout(() => {
  for (const details of byId.calls.all("details")) {
    details.open = true;
    details.listeners.toggle();
    details.all("input").forEach((input) => (input.value = "a/b"));
    details.all("button")[0].listeners.click();
  }
  byId.filter.listeners.input({ target: { value: "lineage" } });
  const shown = byId.calls.all("details").filter((each) => !each.hidden).length;
  setTimeout(() => console.log(JSON.stringify({ calls: byId.calls.all("details").map((each) => each.id), sent, shown })));
});
