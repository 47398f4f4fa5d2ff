// Makes elements; texts are set as text, never as HTML.

export function element(name, options = {}, ...children) {
  const { data, ...properties } = options;
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
}

export function button(children, className, act) {
  const made = element("button", { type: "button", className }, ...children);
  made.addEventListener("click", act);
  return made;
}

export const hidden = (text) => element("span", { className: "dv-hidden" }, text);
export const formatted = (number) => number.toLocaleString("vi");
