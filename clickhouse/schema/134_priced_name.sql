-- Which of a call's two names is priced, as the meter tells it (instrumentation/pricing/overrides/deployment-check.ts): the answer's, but for a requested one that says
-- more about the price than an answer can. Azure answers gpt-4o from every deployment type, and Claude on Bedrock names one model for two prices: by the
-- answer's name each such call was 10 % off. A deployment of the price file goes before the answer's name too, and so does the requested name where the answer has none.

-- Which names are deployments of the price file.
ALTER TABLE tollgate.price_models ADD COLUMN IF NOT EXISTS deployment Bool;

CREATE OR REPLACE FUNCTION tollgate_priced_name AS (provider, request_model, model) -> if(
    model = ''
        OR (tollgate_price_provider(provider) = 'azure' AND match(lower(trimBoth(request_model)), '^(?:data-zone|regional)(?:-[a-z]+)?/'))
        OR (tollgate_price_provider(provider) = 'aws' AND match(lower(trimBoth(request_model)), '^(?:arn:aws|(?:global|us|us-gov|eu|apac|au|ca|in|jp|sa)[.])')
            AND NOT match(lower(trimBoth(request_model)), '^arn:aws.*:(?:default-)?prompt-router/'))
        OR (request_model != '' AND tollgate_price_key(provider, request_model) IN (
            SELECT concat(prefix, provider, '/', name) FROM tollgate.price_models ARRAY JOIN ['', concat(provider, '/')] AS prefix WHERE deployment)),
    request_model, model);
