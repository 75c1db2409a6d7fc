-- tollgate_priced_name() of 134 for a filling view, which is planned with each insert: there the question which names are deployments was a subquery of its own, and it
-- and the three lookups of the provider took some 15 ms of an insert. Deployments stand in tollgate.price_providers too, as what is free does (135): rows
-- whose alias is ` deployment PROVIDER/NAME`, and ` deployment PROVIDER/PROVIDER/NAME` as gateways write it.
--   house  tollgate_price_provider() of the call's provider
CREATE OR REPLACE FUNCTION tollgate_priced_name_at AS (house, request_model, model) -> if(
    model = ''
        OR (house = 'azure' AND match(lower(trimBoth(toLowCardinality(request_model))), '^(?:data-zone|regional)(?:-[a-z]+)?/'))
        OR (house = 'aws' AND match(lower(trimBoth(toLowCardinality(request_model))), '^(?:arn:aws|(?:global|us|us-gov|eu|apac|au|ca|in|jp|sa)[.])')
            AND NOT match(lower(trimBoth(toLowCardinality(request_model))), '^arn:aws.*:(?:default-)?prompt-router/'))
        OR dictHas('tollgate.price_provider_dictionary', concat(' deployment ', house, '/', tollgate_price_name(request_model))),
    request_model, model);
