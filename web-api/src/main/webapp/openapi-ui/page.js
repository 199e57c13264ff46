// nothing is fetched from elsewhere, and no token is kept beyond the page
SwaggerUIBundle({ url: "../openapi", dom_id: "#api", validatorUrl: null, persistAuthorization: false });
