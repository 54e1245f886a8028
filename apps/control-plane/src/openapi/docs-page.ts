/** Swagger UI on the document beside it. */
export const docsPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Slipstream admin API</title>
    <link rel="stylesheet" href="docs/style.css">
  </head>
  <body>
    <div id="docs"></div>
    <script src="docs/scripts/swagger-ui-bundle.js"></script>
    <script src="docs/scripts/page.js"></script>
  </body>
</html>
`;

export const docsScript = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  validatorUrl: null,
});
`;
