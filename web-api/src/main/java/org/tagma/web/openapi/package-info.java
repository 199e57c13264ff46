/** What completes the API's description, {@code META-INF/openapi.yaml}. */
package org.tagma.web.openapi;
