-- What 208 lets through to the views of evaluations, labels and rejected spans, read from 211: the same tests in a third of their time.
ALTER TABLE tollgate.own_extra_spans_from_spans MODIFY QUERY
SELECT Timestamp, TraceId, SpanId, SpanName, ServiceName, ResourceAttributes, ScopeName, SpanAttributes
FROM tollgate.own_spans
WHERE ScopeName = 'tollgate.events'
    OR arrayExists(name -> name IN ('tollgate.prompt.id', 'tollgate.prompt.hash', 'tollgate.tags', 'tollgate.run.tags'), mapKeys(SpanAttributes))
    OR NOT match(concat(facts[17], ',', facts[21], ',', facts[24]), '^[0-9]{0,9},[0-9]{0,9},[0-9]{0,19}$')
    OR facts[1] = ''
    OR Timestamp NOT BETWEEN now('UTC') - INTERVAL 36 MONTH AND now('UTC') + INTERVAL 1 DAY;
