/**
 * Strict reading of requests: what is not documented, not well-formed or not done yet is rejected,
 * and the field is named.
 */
package org.tagma.web.request;
