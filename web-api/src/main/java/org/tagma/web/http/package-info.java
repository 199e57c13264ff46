/**
 * What every request meets before a resource, and every answer after it: arrival, listener, body
 * limit, JSON.
 */
package org.tagma.web.http;
