/** The words of a message. Grafana's own text prints every label and "A=76.5, L=100"; the on-call needs a sentence, the numbers and two links. No dollar sign may stand here: Grafana would read a variable of its environment. */
export const MESSAGE_TEMPLATES = {
  name: "tollgate",
  title: '{{ template "tollgate.title" . }}',
  message: '{{ template "tollgate.message" . }}',
  text: `{{ define "tollgate.title" -}}
{{ if gt (len .Alerts.Firing) 0 }}{{ else }}Over: {{ end }}{{ range .Alerts }}{{ .Annotations.summary }} {{ end }}
{{- end }}
{{ define "tollgate.message" -}}
{{ range .Alerts }}{{ .Annotations.description }}
{{ if .PanelURL }}Board: {{ .PanelURL }}
{{ end }}Runbook: {{ .Annotations.runbook_url }}
{{ end }}
{{- end }}
`,
};
