/** What a template can see of one alert: the row's string columns and each query's number. */
export interface AlertData {
  labels: Record<string, string>;
  values: Record<string, number>;
}

/**
 * Grafana's annotation templates as far as our rules use them: `{{ $labels.x }}`, `{{ $values.A.Value }}`, `{{ if … }}{{ else }}{{ end }}` (an empty
 * string is false), `printf` with one argument and `match`. Anything else throws, so that a rule cannot use what no test reads.
 */
export function renderAnnotation(template: string, data: AlertData): string {
  const parts = template.split(/\{\{\s*(.*?)\s*\}\}/);
  const stack: { active: boolean; truth: boolean }[] = [];
  let text = "";
  for (const [index, part] of parts.entries()) {
    const active = stack.every((block) => block.active);
    if (index % 2 === 0) text += active ? part : "";
    else if (part.startsWith("if ")) {
      const truth = active && Boolean(evaluate(part.slice(3), data));
      stack.push({ active: truth, truth });
    } else if (part === "else") {
      const block = stack.at(-1);
      if (block === undefined) throw new Error(`"else" without "if" in the template "${template}"`);
      block.active = !block.truth;
    } else if (part === "end") stack.pop();
    else if (active) text += String(evaluate(part, data));
  }
  if (stack.length > 0) throw new Error(`"if" without "end" in the template "${template}"`);
  return text;
}

function evaluate(expression: string, data: AlertData): string | number | boolean {
  const [, format, argument] = /^printf "(.*)" (\S+)$/.exec(expression) ?? [];
  if (format !== undefined && argument !== undefined) return printf(format, Number(evaluate(argument, data)));
  const [, pattern, subject] = /^match "(.*)" (\S+)$/.exec(expression) ?? [];
  if (pattern !== undefined && subject !== undefined) return new RegExp(pattern).test(String(evaluate(subject, data)));
  const label = /^\$labels\.(\w+)$/.exec(expression)?.[1];
  // A label that is not there prints "[no value]" in Grafana and is false in an "if"; the rules ask before they print.
  if (label !== undefined) return data.labels[label] ?? "";
  const query = /^\$values\.(\w+)\.Value$/.exec(expression)?.[1];
  const value = query === undefined ? undefined : data.values[query];
  if (value !== undefined) return value;
  throw new Error(`The template expression "${expression}" is none that this test can read`);
}

function printf(format: string, value: number): string {
  return format.replace(/%\.(\d)f/, (_, digits) => value.toFixed(Number(digits)));
}
