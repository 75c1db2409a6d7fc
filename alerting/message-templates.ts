/**
 * The words of a message. Grafana's own text prints every label and "A=76.5, L=100"; the on-call needs a sentence, the numbers and two links.
 * No dollar sign may stand here: Grafana would read a variable of its environment. A resolved alert shows no numbers, because they are those of the recovery.
 */
export const MESSAGE_TEMPLATES = {
  name: "tollgate",
  title: '{{ template "tollgate.title" . }}',
  message: '{{ template "tollgate.message" . }}',
  text: `{{ define "tollgate.title" -}}
{{ if eq .Status "resolved" }}Over: {{ end }}{{ (index .Alerts 0).Annotations.summary }}
{{- end }}
{{ define "tollgate.message" -}}
{{ range .Alerts }}{{ if eq .Status "firing" }}{{ .Annotations.description }}
{{ end }}{{ if .PanelURL }}Board: {{ .PanelURL }}
{{ end }}Runbook: {{ .Annotations.runbook_url }}
{{ end }}
{{- end }}
`,
};
