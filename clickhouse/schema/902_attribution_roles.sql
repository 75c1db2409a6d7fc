--! server-only
-- Who may read what apps say about their calls: boards and the command line, through the views.
GRANT SELECT ON tollgate.labelled_calls TO tollgate_reader;

GRANT SELECT ON tollgate.spend_by_prompt TO tollgate_reader;

GRANT SELECT ON tollgate.spend_by_tag TO tollgate_reader;

GRANT SELECT ON tollgate.repeated_prompts TO tollgate_reader;

GRANT SELECT ON tollgate.evaluations TO tollgate_reader;

GRANT SELECT ON tollgate.evaluated_calls TO tollgate_reader;

GRANT SELECT ON tollgate.scores_by_model TO tollgate_reader;

GRANT SELECT ON tollgate.outcomes TO tollgate_reader;

GRANT SELECT ON tollgate.outcome_costs TO tollgate_reader;

GRANT SELECT ON tollgate.cost_per_outcome TO tollgate_reader;
